namespace QaaHybrid.Circuits;

/// <summary>Which executor runs a batch, and why.</summary>
/// <param name="Executor">Which.</param>
/// <param name="Reason">One sentence with the numbers that decided.</param>
public sealed record ExecutorChoice(ExecutorKind Executor, string Reason);
