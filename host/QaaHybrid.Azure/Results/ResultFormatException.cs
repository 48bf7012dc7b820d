namespace QaaHybrid.Azure;

/// <summary>A job's output is not what its format says. The raw bytes can still be had: <see cref="QuantumWorkspace.GetOutputAsync"/>.</summary>
public sealed class ResultFormatException : FormatException
{
    /// <summary>Makes the exception.</summary>
    /// <param name="message">What was found, where, and what was expected.</param>
    /// <param name="innerException">The cause, where there is one.</param>
    public ResultFormatException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
