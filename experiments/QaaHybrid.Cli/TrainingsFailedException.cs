namespace QaaHybrid.Cli;

/// <summary>Trainings that did not come to their end, while others did.</summary>
/// <param name="message">What failed and why.</param>
/// <param name="usersMistake">Whether the user can mend all of it.</param>
internal sealed class TrainingsFailedException(string message, bool usersMistake) : Exception(message)
{
    /// <summary>Whether the user can mend all of it.</summary>
    public bool UsersMistake { get; } = usersMistake;
}
