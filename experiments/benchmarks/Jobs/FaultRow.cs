namespace QaaHybrid.Benchmarks;

/// <summary>What becomes of a job when one step goes wrong.</summary>
/// <param name="Step">The step.</param>
/// <param name="Fault">What goes wrong.</param>
/// <param name="Once">Outcome where it goes wrong once.</param>
/// <param name="Always">Outcome where it goes wrong until the caller gives up.</param>
/// <param name="Journal">How far the journal has the job then.</param>
/// <param name="Again">Outcome when the same is asked for again, by another process and with nothing wrong any more.</param>
/// <param name="Jobs">How many jobs the service has made in the end: 1, or 2 where the first one failed by itself.</param>
/// <param name="IsRight">Whether no job was lost and none made without need.</param>
public sealed record FaultRow(string Step, string Fault, string Once, string Always, string Journal, string Again, int Jobs, bool IsRight);
