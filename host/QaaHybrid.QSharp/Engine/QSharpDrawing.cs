namespace QaaHybrid.QSharp;

/// <summary>A circuit as Q# draws it.</summary>
/// <param name="Qubits">Number of wires.</param>
/// <param name="Columns">What stands side by side from left to right; the elements of a column act on different wires.</param>
public sealed record QSharpDrawing(int Qubits, IReadOnlyList<IReadOnlyList<QSharpDrawnGate>> Columns);

/// <summary>One element of a drawing.</summary>
/// <param name="Kind"><c>unitary</c>, <c>measurement</c> or <c>ket</c> (a reset to |0⟩).</param>
/// <param name="Name">The gate's name in Q#, e.g. <c>Ry</c>; a controlled-NOT is <c>X</c> with a control.</param>
/// <param name="Arguments">Angles as the drawing shows them, rounded to four decimals.</param>
/// <param name="Targets">Wires it acts on.</param>
/// <param name="Controls">Wires that control it.</param>
/// <param name="IsAdjoint">Whether it is drawn as an inverse.</param>
/// <param name="File">Q# file of the call, where asked for.</param>
/// <param name="Line">Line of the call, counted from 1; 0 where not asked for.</param>
/// <param name="Column">Column of the call, counted from 1; 0 where not asked for.</param>
public sealed record QSharpDrawnGate(
    string Kind, string Name, IReadOnlyList<string> Arguments, IReadOnlyList<int> Targets, IReadOnlyList<int> Controls,
    bool IsAdjoint = false, string? File = null, int Line = 0, int Column = 0);
