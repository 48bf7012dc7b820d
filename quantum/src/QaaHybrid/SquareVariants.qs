// The rows of SQUARE's table of circuits: which rotations stand before which entangling gates. Its default, with the ring, is QaaHybrid.Ansatz.Square.
export
    RealLine,
    RealLineParameters,
    RealRing,
    RealRingParameters,
    RealUnentangled,
    RealUnentangledParameters,
    SquareAllToAll,
    SquareAllToAllParameters,
    SquareLine,
    SquareLineParameters,
    SquareUnentangled,
    SquareUnentangledParameters;

import
    Std.Arrays.Chunks,
    QaaHybrid.Ansatz.EntangleAll,
    QaaHybrid.Ansatz.EntangleLine,
    QaaHybrid.Ansatz.EntangleRing,
    QaaHybrid.Ansatz.RotateEach,
    QaaHybrid.Checks.CheckAngles,
    QaaHybrid.Checks.CheckRegister;

/// # Summary
/// RY on every qubit, a line of controlled-NOT gates, RY on every qubit again.
///
/// # Description
/// One layer is, from first to last, $\prod_q R_Y^q(\theta^{(1)}_q)$, CNOT(0 → 1), CNOT(1 → 2), …, CNOT(n − 2 → n − 1), $\prod_q R_Y^q(\theta^{(2)}_q)$. The number of layers follows
/// from the number of angles.
///
/// # Input
/// ## theta
/// Angles in radians: 2n for each layer, first n of θ⁽¹⁾, then n of θ⁽²⁾, each in the order of the qubits.
/// ## qubits
/// The register, in any state.
///
/// # Remarks
/// All matrices are real, so amplitudes can be read out.
///
/// # See Also
/// - `QaaHybrid.SquareVariants.RealLineParameters`
/// - `QaaHybrid.Ansatz.Square`
operation RealLine(theta : Double[], qubits : Qubit[]) : Unit is Adj + Ctl {
    ApplyLayers("RealLine", 2, EntangleLine, theta, qubits);
}

/// # Summary
/// Number of angles that `RealLine` takes: 2n for each layer on n qubits.
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
/// - `QaaHybrid.SquareVariants.RealLine`
function RealLineParameters(qubits : Int, layers : Int) : Int {
    2 * layers * qubits
}

/// # Summary
/// RY on every qubit, a ring of controlled-NOT gates, RY on every qubit again.
///
/// # Description
/// One layer is, from first to last, $\prod_q R_Y^q(\theta^{(1)}_q)$, CNOT(0 → 1), CNOT(1 → 2), …, CNOT(n − 1 → 0), $\prod_q R_Y^q(\theta^{(2)}_q)$. The number of layers follows
/// from the number of angles.
///
/// # Input
/// ## theta
/// Angles in radians: 2n for each layer, first n of θ⁽¹⁾, then n of θ⁽²⁾, each in the order of the qubits.
/// ## qubits
/// The register, in any state.
///
/// # Remarks
/// All matrices are real, so amplitudes can be read out.
///
/// # See Also
/// - `QaaHybrid.SquareVariants.RealRingParameters`
/// - `QaaHybrid.Ansatz.Square`
operation RealRing(theta : Double[], qubits : Qubit[]) : Unit is Adj + Ctl {
    ApplyLayers("RealRing", 2, EntangleRing(1, _), theta, qubits);
}

/// # Summary
/// Number of angles that `RealRing` takes: 2n for each layer on n qubits.
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
/// - `QaaHybrid.SquareVariants.RealRing`
function RealRingParameters(qubits : Int, layers : Int) : Int {
    2 * layers * qubits
}

/// # Summary
/// RY on every qubit twice, with no entangling gate.
///
/// # Description
/// One layer is, from first to last, $\prod_q R_Y^q(\theta^{(1)}_q)$, nothing, $\prod_q R_Y^q(\theta^{(2)}_q)$. The number of layers follows
/// from the number of angles.
///
/// # Input
/// ## theta
/// Angles in radians: 2n for each layer, first n of θ⁽¹⁾, then n of θ⁽²⁾, each in the order of the qubits.
/// ## qubits
/// The register, in any state.
///
/// # Remarks
/// All matrices are real, so amplitudes can be read out.
///
/// # See Also
/// - `QaaHybrid.SquareVariants.RealUnentangledParameters`
/// - `QaaHybrid.Ansatz.Square`
operation RealUnentangled(theta : Double[], qubits : Qubit[]) : Unit is Adj + Ctl {
    ApplyLayers("RealUnentangled", 2, Unentangled, theta, qubits);
}

/// # Summary
/// Number of angles that `RealUnentangled` takes: 2n for each layer on n qubits.
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
/// - `QaaHybrid.SquareVariants.RealUnentangled`
function RealUnentangledParameters(qubits : Int, layers : Int) : Int {
    2 * layers * qubits
}

/// # Summary
/// SQUARE with a controlled-NOT gate on every pair of qubits in the place of its ring.
///
/// # Description
/// One layer is, from first to last, $\prod_q R_Z^q(\theta^{(2)}_q) R_Y^q(\theta^{(1)}_q)$, CNOT(i → j) for all i < j in lexicographic order, $\prod_q R_Y^q(\theta^{(3)}_q)$. The number of layers follows
/// from the number of angles.
///
/// # Input
/// ## theta
/// Angles in radians: 3n for each layer, first n of θ⁽¹⁾, then n of θ⁽²⁾, then n of θ⁽³⁾, each in the order of the qubits.
/// ## qubits
/// The register, in any state.
///
/// # See Also
/// - `QaaHybrid.SquareVariants.SquareAllToAllParameters`
/// - `QaaHybrid.Ansatz.Square`
operation SquareAllToAll(theta : Double[], qubits : Qubit[]) : Unit is Adj + Ctl {
    ApplyLayers("SquareAllToAll", 3, EntangleAll, theta, qubits);
}

/// # Summary
/// Number of angles that `SquareAllToAll` takes: 3n for each layer on n qubits.
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
/// - `QaaHybrid.SquareVariants.SquareAllToAll`
function SquareAllToAllParameters(qubits : Int, layers : Int) : Int {
    3 * layers * qubits
}

/// # Summary
/// SQUARE with a line of controlled-NOT gates in the place of its ring.
///
/// # Description
/// One layer is, from first to last, $\prod_q R_Z^q(\theta^{(2)}_q) R_Y^q(\theta^{(1)}_q)$, CNOT(0 → 1), CNOT(1 → 2), …, CNOT(n − 2 → n − 1), $\prod_q R_Y^q(\theta^{(3)}_q)$. The number of layers follows
/// from the number of angles.
///
/// # Input
/// ## theta
/// Angles in radians: 3n for each layer, first n of θ⁽¹⁾, then n of θ⁽²⁾, then n of θ⁽³⁾, each in the order of the qubits.
/// ## qubits
/// The register, in any state.
///
/// # See Also
/// - `QaaHybrid.SquareVariants.SquareLineParameters`
/// - `QaaHybrid.Ansatz.Square`
operation SquareLine(theta : Double[], qubits : Qubit[]) : Unit is Adj + Ctl {
    ApplyLayers("SquareLine", 3, EntangleLine, theta, qubits);
}

/// # Summary
/// Number of angles that `SquareLine` takes: 3n for each layer on n qubits.
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
/// - `QaaHybrid.SquareVariants.SquareLine`
function SquareLineParameters(qubits : Int, layers : Int) : Int {
    3 * layers * qubits
}

/// # Summary
/// SQUARE without its ring: no entangling gate.
///
/// # Description
/// One layer is, from first to last, $\prod_q R_Z^q(\theta^{(2)}_q) R_Y^q(\theta^{(1)}_q)$, nothing, $\prod_q R_Y^q(\theta^{(3)}_q)$. The number of layers follows
/// from the number of angles.
///
/// # Input
/// ## theta
/// Angles in radians: 3n for each layer, first n of θ⁽¹⁾, then n of θ⁽²⁾, then n of θ⁽³⁾, each in the order of the qubits.
/// ## qubits
/// The register, in any state.
///
/// # See Also
/// - `QaaHybrid.SquareVariants.SquareUnentangledParameters`
/// - `QaaHybrid.Ansatz.Square`
operation SquareUnentangled(theta : Double[], qubits : Qubit[]) : Unit is Adj + Ctl {
    ApplyLayers("SquareUnentangled", 3, Unentangled, theta, qubits);
}

/// # Summary
/// Number of angles that `SquareUnentangled` takes: 3n for each layer on n qubits.
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
/// - `QaaHybrid.SquareVariants.SquareUnentangled`
function SquareUnentangledParameters(qubits : Int, layers : Int) : Int {
    3 * layers * qubits
}

/// Layers of RY, RZ where a qubit has three angles, the entangling gates, and RY again.
internal operation ApplyLayers(
    name : String,
    anglesPerQubit : Int,
    entangle : Qubit[] => Unit is Adj + Ctl,
    theta : Double[],
    qubits : Qubit[]
) : Unit is Adj + Ctl {
    let n = Length(qubits);
    CheckRegister(name, 1, n);
    CheckAngles(name, n, anglesPerQubit * n, Length(theta));
    for angles in Chunks(anglesPerQubit * n, theta) {
        RotateEach(Ry, angles[0..n - 1], qubits);
        if anglesPerQubit == 3 {
            RotateEach(Rz, angles[n..2 * n - 1], qubits);
        }
        entangle(qubits);
        RotateEach(Ry, angles[(anglesPerQubit - 1) * n...], qubits);
    }
}

internal operation Unentangled(qubits : Qubit[]) : Unit is Adj + Ctl {}
