namespace QaaHybrid.QSharp;

/// <summary>How the Q# engine is run.</summary>
public sealed record QSharpEngineOptions
{
    /// <summary>Environment variable that names the Node program.</summary>
    public const string NodeVariable = "QAAHYBRID_NODE";

    /// <summary>
    /// The Node program, version 18 or newer: a path, or a name that is looked up on PATH. <c>QAAHYBRID_NODE</c>, else <c>node</c>.
    /// </summary>
    public string Node { get; init; } = Environment.GetEnvironmentVariable(NodeVariable) is { Length: > 0 } named ? named : "node";

    /// <summary>The library and the engine beside it; null finds the ones that ship with QaaHybrid.</summary>
    public QSharpLibrary? Library { get; init; }

    /// <summary>Threads in the engine, each with a compiler of its own (about 180 MB for the first, 55 MB for each further one).</summary>
    public int Workers { get; init; } = 1;

    /// <summary>
    /// How long one call may take; a call that takes longer fails with <see cref="QSharpFailure.Timeout"/>.
    /// <see cref="Timeout.InfiniteTimeSpan"/>: as long as it takes.
    /// </summary>
    public TimeSpan TimeLimit { get; init; } = TimeSpan.FromMinutes(2);
}
