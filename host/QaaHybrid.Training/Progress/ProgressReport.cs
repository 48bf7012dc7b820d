namespace QaaHybrid.Training;

/// <summary>Where a loop is.</summary>
/// <param name="Name">What is under way: a method's name, <c>pretraining</c>, <c>evaluation</c>.</param>
/// <param name="Done">Steps done.</param>
/// <param name="Total">Steps in all.</param>
public sealed record ProgressReport(string Name, int Done, int Total)
{
    /// <summary>Loss of the step, in nats a token.</summary>
    public double? Loss { get; init; }

    /// <summary>Tokens a second, padding not counted.</summary>
    public double? TokensPerSecond { get; init; }

    /// <summary>Time until the end of the loop.</summary>
    public TimeSpan? Left { get; init; }
}
