export
    RYRing,
    RYRingParameters,
    Square,
    SquareParameters;

import
    Std.Arrays.Chunks,
    QaaHybrid.Checks.CheckAngles,
    QaaHybrid.Checks.CheckRegister;

/// # Summary
/// Layers of a Y rotation on every qubit, then a ring of controlled-NOT gates: the circuit of quantum-amplitude embedded adaptation.
///
/// # Description
/// In each layer qubit q turns by its own angle about Y; then come CNOT(0 → 1), CNOT(1 → 2), …, CNOT(n − 1 → 0). All matrices are
/// real. The number of layers follows from the number of angles.
///
/// # Input
/// ## theta
/// Angles in radians: n for each layer, in the order of the qubits.
/// ## qubits
/// The register, in any state. On a single qubit there is no ring.
///
/// # References
/// - Roh, Kim, "Quantum-Amplitude Embedded Adaptation for Parameter-Efficient Fine-Tuning in Large Language Models", CIKM 2025
///
/// # See Also
/// - `QaaHybrid.Ansatz.RYRingParameters`
/// - `QaaHybrid.Ansatz.Square`
operation RYRing(theta : Double[], qubits : Qubit[]) : Unit is Adj + Ctl {
    let n = Length(qubits);
    CheckRegister("RYRing", 1, n);
    CheckAngles("RYRing", n, RYRingParameters(n, 1), Length(theta));
    for angles in Chunks(n, theta) {
        RotateEach(Ry, angles, qubits);
        EntangleRing(qubits);
    }
}

/// # Summary
/// Number of angles that `RYRing` takes: n for each layer on n qubits.
///
/// # Input
/// ## qubits
/// Size of the register.
/// ## layers
/// Number of layers.
///
/// # Output
/// The length of `theta`.
///
/// # See Also
/// - `QaaHybrid.Ansatz.RYRing`
function RYRingParameters(qubits : Int, layers : Int) : Int {
    layers * qubits
}

/// # Summary
/// Layers of RY and RZ rotations, a ring of controlled-NOT gates, and RY rotations again: the circuit of SQUARE.
///
/// # Description
/// One layer is, from first to last,
/// $$ \prod_q R_Z^q(\theta^{(2)}_q) R_Y^q(\theta^{(1)}_q), \quad \text{ring}, \quad \prod_q R_Y^q(\theta^{(3)}_q), $$
/// with the ring CNOT(0 → 1), CNOT(1 → 2), …, CNOT(n − 1 → 0). The number of layers follows from the number of angles.
///
/// # Input
/// ## theta
/// Angles in radians: 3n for each layer, first n of θ⁽¹⁾, then n of θ⁽²⁾, then n of θ⁽³⁾, each in the order of the qubits.
/// ## qubits
/// The register, in any state. On a single qubit there is no ring.
///
/// # Remarks
/// The last RY of a layer and the first RY of the next fuse, so of the 3n angles of a layer n(2L + 1) / L are independent with L layers.
///
/// # References
/// - Roh, Ahn, Lee, Park, Yoon, Aggarwal, Kim, "Structured Quantum Representation Adapters as Compact Quadratic Feature Maps for
///   Frozen Language Models", 2026
///
/// # See Also
/// - `QaaHybrid.Ansatz.SquareParameters`
/// - `QaaHybrid.Ansatz.RYRing`
operation Square(theta : Double[], qubits : Qubit[]) : Unit is Adj + Ctl {
    let n = Length(qubits);
    CheckRegister("Square", 1, n);
    CheckAngles("Square", n, SquareParameters(n, 1), Length(theta));
    for angles in Chunks(3 * n, theta) {
        RotateEach(Ry, angles[0..n - 1], qubits);
        RotateEach(Rz, angles[n..2 * n - 1], qubits);
        EntangleRing(qubits);
        RotateEach(Ry, angles[2 * n..3 * n - 1], qubits);
    }
}

/// # Summary
/// Number of angles that `Square` takes: 3n for each layer on n qubits.
///
/// # Input
/// ## qubits
/// Size of the register.
/// ## layers
/// Number of layers.
///
/// # Output
/// The length of `theta`.
///
/// # See Also
/// - `QaaHybrid.Ansatz.Square`
function SquareParameters(qubits : Int, layers : Int) : Int {
    3 * layers * qubits
}

internal operation RotateEach(rotation : (Double, Qubit) => Unit is Adj + Ctl, angles : Double[], qubits : Qubit[]) : Unit is Adj + Ctl {
    for q in 0..Length(qubits) - 1 {
        rotation(angles[q], qubits[q]);
    }
}

internal operation EntangleRing(qubits : Qubit[]) : Unit is Adj + Ctl {
    let n = Length(qubits);
    if n > 1 {
        for q in 0..n - 1 {
            CNOT(qubits[q], qubits[(q + 1) % n]);
        }
    }
}
