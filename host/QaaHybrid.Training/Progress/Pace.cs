namespace QaaHybrid.Training;

/// <summary>How fast a loop goes: tokens a second and time left, smoothed over the last steps.</summary>
internal sealed class Pace
{
    private const double Memory = 0.9; // weight of what was before, a step

    private readonly TimeProvider clock;
    private readonly int total;
    private long last;
    private double seconds, tokens;

    public Pace(int total, TimeProvider? clock = null)
    {
        this.total = total;
        this.clock = clock ?? TimeProvider.System;
        last = this.clock.GetTimestamp();
    }

    /// <summary>Seconds that the last step took.</summary>
    public double StepSeconds { get; private set; }

    /// <summary>Tokens a second over the last steps.</summary>
    public double TokensPerSecond => seconds > 0 ? tokens / seconds : 0;

    /// <summary>Starts the clock anew: what happened since the last step (an evaluation) is not counted.</summary>
    public void Resume() => last = clock.GetTimestamp();

    /// <summary>A step was done; gives what is left after it.</summary>
    public TimeSpan Step(int done, int stepTokens)
    {
        var now = clock.GetTimestamp();
        StepSeconds = clock.GetElapsedTime(last, now).TotalSeconds;
        last = now;
        var first = seconds == 0;
        seconds = first ? StepSeconds : Memory * seconds + (1 - Memory) * StepSeconds;
        tokens = first ? stepTokens : Memory * tokens + (1 - Memory) * stepTokens;
        return TimeSpan.FromSeconds(seconds * (total - done));
    }
}
