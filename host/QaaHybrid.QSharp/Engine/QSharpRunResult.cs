namespace QaaHybrid.QSharp;

/// <summary>What a Q# program said while it ran.</summary>
/// <param name="Values">The value of each shot, as Q# writes it: <c>[Zero, One]</c>, <c>(1, 2.5)</c>, <c>[0.1, -3.0]</c>.</param>
/// <param name="Dumps">States shown by <c>DumpMachine</c>, in order.</param>
/// <param name="Messages">Texts shown by <c>Message</c>, in order.</param>
public sealed record QSharpRunResult(IReadOnlyList<string> Values, IReadOnlyList<StateDump> Dumps, IReadOnlyList<string> Messages);
