namespace QaaHybrid.Benchmarks;

/// <summary>What came of a campaign of killed processes.</summary>
/// <param name="Killed">Processes that were killed while they worked.</param>
/// <param name="Finished">Processes that had ended before they could be.</param>
/// <param name="Faults">Requests that failed besides, on purpose.</param>
/// <param name="Wanted">Jobs that were asked for.</param>
/// <param name="Jobs">Jobs that the service made.</param>
/// <param name="Repeated">Submissions that were repeated under the id of a job that there was; none made another.</param>
/// <param name="HalfLines">Kills in the middle of a line of the journal.</param>
/// <param name="Places">Where kills met the jobs.</param>
/// <param name="Mistakes">Jobs that were lost, made twice, or whose kept result is not the service's; none is what has to be shown.</param>
public sealed record KillResult(
    int Killed, int Finished, int Faults, int Wanted, int Jobs, int Repeated, int HalfLines, IReadOnlyList<KillPlace> Places, IReadOnlyList<string> Mistakes);

/// <summary>How many jobs a kill met at one step.</summary>
/// <param name="Place">The step.</param>
/// <param name="Next">What the next process does.</param>
/// <param name="Jobs">How many, over all kills.</param>
public sealed record KillPlace(string Place, string Next, int Jobs);
