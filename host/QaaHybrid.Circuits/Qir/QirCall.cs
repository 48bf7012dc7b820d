namespace QaaHybrid.Circuits;

/// <summary>What a call in QIR text does to qubits.</summary>
public enum QirCallKind : byte
{
    /// <summary>A gate.</summary>
    Gate,

    /// <summary>A measurement in the Z basis, <c>m</c>.</summary>
    Measure,

    /// <summary>A measurement in the Z basis that leaves |0⟩ behind, <c>mresetz</c>.</summary>
    MeasureAndReset,

    /// <summary>A reset to |0⟩.</summary>
    Reset,
}

/// <summary>One call of a quantum instruction, in QIR's own numbering.</summary>
/// <param name="Kind">What it does.</param>
/// <param name="Gate">Which gate; meaningless for the other kinds.</param>
/// <param name="Q0">First qubit.</param>
/// <param name="Q1">Second qubit, or -1.</param>
/// <param name="Q2">Third qubit, or -1.</param>
/// <param name="Result">Where a measurement puts its result, or -1.</param>
/// <param name="Angle">What a rotation turns by, radians; 0 for the others.</param>
/// <param name="Line">Where it stands, counted from 1.</param>
public readonly record struct QirCall(QirCallKind Kind, GateKind Gate, int Q0, int Q1, int Q2, int Result, double Angle, int Line);
