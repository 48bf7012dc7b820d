namespace QaaHybrid;

/// <summary>A run was interrupted after a step, with a checkpoint; the message says how to go on with it.</summary>
/// <param name="run">The run's folder.</param>
/// <param name="inner">The interruption.</param>
/// <param name="command">The command that goes on with it.</param>
public sealed class RunInterruptedException(string run, OperationCanceledException inner, string command = "resume")
    : OperationCanceledException($"interrupted; 'qaa {command} {run}' goes on with it", inner, inner?.CancellationToken ?? default)
{
    /// <summary>The run's folder.</summary>
    public string Run { get; } = run;
}
