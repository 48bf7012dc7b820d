namespace QaaHybrid.Circuits;

/// <summary>
/// The gates a tape can hold: the instruction set of the QIR base profile as Microsoft's Q# compiler writes it.
/// Rotations follow Q#: <c>R_P(t) = exp(-i t P / 2)</c>, <c>t</c> in radians.
/// </summary>
public enum GateKind : byte
{
    /// <summary>Pauli X.</summary>
    X,
    /// <summary>Pauli Y.</summary>
    Y,
    /// <summary>Pauli Z.</summary>
    Z,
    /// <summary>Hadamard.</summary>
    H,
    /// <summary>Phase gate, diag(1, i).</summary>
    S,
    /// <summary>Inverse phase gate, diag(1, -i).</summary>
    SAdj,
    /// <summary>diag(1, exp(iπ/4)).</summary>
    T,
    /// <summary>diag(1, exp(-iπ/4)).</summary>
    TAdj,
    /// <summary>Square root of X.</summary>
    SX,
    /// <summary>Rotation about X.</summary>
    RX,
    /// <summary>Rotation about Y, real: [[cos t/2, -sin t/2], [sin t/2, cos t/2]].</summary>
    RY,
    /// <summary>Rotation about Z, diag(exp(-it/2), exp(it/2)).</summary>
    RZ,
    /// <summary>exp(-i t X⊗X / 2).</summary>
    RXX,
    /// <summary>exp(-i t Y⊗Y / 2).</summary>
    RYY,
    /// <summary>exp(-i t Z⊗Z / 2).</summary>
    RZZ,
    /// <summary>Controlled X; the first qubit is the control.</summary>
    CX,
    /// <summary>Controlled Y; the first qubit is the control.</summary>
    CY,
    /// <summary>Controlled Z.</summary>
    CZ,
    /// <summary>Exchange of two qubits.</summary>
    SWAP,
    /// <summary>Doubly controlled X; the first two qubits are the controls.</summary>
    CCX,
}
