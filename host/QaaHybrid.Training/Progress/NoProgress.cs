namespace QaaHybrid.Training;

/// <summary>Says nothing.</summary>
public sealed class NoProgress : IProgressSink
{
    /// <inheritdoc/>
    public void Say(string line)
    {
    }

    /// <inheritdoc/>
    public void Report(ProgressReport report)
    {
    }
}
