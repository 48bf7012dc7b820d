namespace QaaHybrid.Training;

/// <summary>Where a run says what it does; the command line decides how it looks.</summary>
public interface IProgressSink
{
    /// <summary>A line that stays: a stage begins, a file was written, a number is known.</summary>
    void Say(string line);

    /// <summary>Where the loop is; called at every step.</summary>
    void Report(ProgressReport report);
}
