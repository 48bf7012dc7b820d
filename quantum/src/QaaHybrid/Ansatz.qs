export
    AllToAll,
    AllToAllParameters,
    PairwiseEntangling,
    PairwiseEntanglingParameters,
    RXRYRZRing,
    RXRYRZRingParameters,
    RYRing,
    RYRingParameters,
    Square,
    SquareParameters,
    StronglyEntangling,
    StronglyEntanglingParameters;

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
        EntangleRing(1, qubits);
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
        EntangleRing(1, qubits);
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

/// # Summary
/// Layers of RX, RY and RZ rotations on every qubit, then a ring of controlled-NOT gates.
///
/// # Description
/// One layer is, from first to last,
/// $$ \prod_q R_Z^q(\theta^{(3)}_q) R_Y^q(\theta^{(2)}_q) R_X^q(\theta^{(1)}_q), \quad \text{ring}, $$
/// with the ring CNOT(0 → 1), CNOT(1 → 2), …, CNOT(n − 1 → 0). The number of layers follows from the number of angles.
///
/// # Input
/// ## theta
/// Angles in radians: 3n for each layer, first n of θ⁽¹⁾, then n of θ⁽²⁾, then n of θ⁽³⁾, each in the order of the qubits.
/// ## qubits
/// The register, in any state. On a single qubit there is no ring.
///
/// # See Also
/// - `QaaHybrid.Ansatz.RXRYRZRingParameters`
/// - `QaaHybrid.Ansatz.RYRing`
operation RXRYRZRing(theta : Double[], qubits : Qubit[]) : Unit is Adj + Ctl {
    let n = Length(qubits);
    CheckRegister("RXRYRZRing", 1, n);
    CheckAngles("RXRYRZRing", n, RXRYRZRingParameters(n, 1), Length(theta));
    for angles in Chunks(3 * n, theta) {
        RotateXYZ(angles, qubits);
        EntangleRing(1, qubits);
    }
}

/// # Summary
/// Number of angles that `RXRYRZRing` takes: 3n for each layer on n qubits.
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
/// - `QaaHybrid.Ansatz.RXRYRZRing`
function RXRYRZRingParameters(qubits : Int, layers : Int) : Int {
    3 * layers * qubits
}

/// # Summary
/// Layers of RX, RY and RZ rotations on every qubit, then a controlled-NOT gate on every pair of qubits.
///
/// # Description
/// One layer is, from first to last,
/// $$ \prod_q R_Z^q(\theta^{(3)}_q) R_Y^q(\theta^{(2)}_q) R_X^q(\theta^{(1)}_q), \quad \text{CNOT}(i \to j) \text{ for all } i < j, $$
/// the pairs in lexicographic order: (0, 1), (0, 2), …, (1, 2), …. The number of layers follows from the number of angles.
///
/// # Input
/// ## theta
/// Angles in radians: 3n for each layer, first n of θ⁽¹⁾, then n of θ⁽²⁾, then n of θ⁽³⁾, each in the order of the qubits.
/// ## qubits
/// The register, in any state. On a single qubit there are no controlled-NOT gates.
///
/// # Remarks
/// The state is complex: RX and RZ have no real matrices. The gates of a layer grow with n²: n(n − 1) / 2 controlled-NOT gates.
///
/// # See Also
/// - `QaaHybrid.Ansatz.AllToAllParameters`
/// - `QaaHybrid.Ansatz.StronglyEntangling`
operation AllToAll(theta : Double[], qubits : Qubit[]) : Unit is Adj + Ctl {
    let n = Length(qubits);
    CheckRegister("AllToAll", 1, n);
    CheckAngles("AllToAll", n, AllToAllParameters(n, 1), Length(theta));
    for angles in Chunks(3 * n, theta) {
        RotateXYZ(angles, qubits);
        EntangleAll(qubits);
    }
}

/// # Summary
/// Number of angles that `AllToAll` takes: 3n for each layer on n qubits.
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
/// - `QaaHybrid.Ansatz.AllToAll`
function AllToAllParameters(qubits : Int, layers : Int) : Int {
    3 * layers * qubits
}

/// # Summary
/// Strongly entangling layers: a general rotation of every qubit, then a ring of controlled-NOT gates that reach farther from layer to layer.
///
/// # Description
/// Layer l = 0, 1, … turns qubit q by R_Z(ω) R_Y(θ) R_Z(φ), φ first, and then applies CNOT(q → (q + r) mod n) for q = 0 … n − 1 with the range
/// r = l mod (n − 1) + 1. The number of layers follows from the number of angles.
///
/// # Input
/// ## theta
/// Angles in radians: φ, θ, ω of every qubit, qubit after qubit, layer after layer. It is PennyLane's tensor of weights with the shape
/// (layers, n, 3), flattened.
/// ## qubits
/// The register, in any state. On a single qubit there are no controlled-NOT gates.
///
/// # References
/// - [arXiv:1804.00633](https://arxiv.org/abs/1804.00633) Schuld, Bocharov, Svore, Wiebe, "Circuit-centric quantum classifiers"
///
/// # See Also
/// - `QaaHybrid.Ansatz.StronglyEntanglingParameters`
/// - `QaaHybrid.Ansatz.AllToAll`
operation StronglyEntangling(theta : Double[], qubits : Qubit[]) : Unit is Adj + Ctl {
    let n = Length(qubits);
    CheckRegister("StronglyEntangling", 1, n);
    let perLayer = StronglyEntanglingParameters(n, 1);
    CheckAngles("StronglyEntangling", n, perLayer, Length(theta));
    for layer in 0..Length(theta) / perLayer - 1 {
        let angles = theta[layer * perLayer..(layer + 1) * perLayer - 1];
        for q in 0..n - 1 {
            Rz(angles[3 * q], qubits[q]);
            Ry(angles[3 * q + 1], qubits[q]);
            Rz(angles[3 * q + 2], qubits[q]);
        }
        if n > 1 {
            EntangleRing(layer % (n - 1) + 1, qubits);
        }
    }
}

/// # Summary
/// Number of angles that `StronglyEntangling` takes: 3n for each layer on n qubits.
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
/// - `QaaHybrid.Ansatz.StronglyEntangling`
function StronglyEntanglingParameters(qubits : Int, layers : Int) : Int {
    3 * layers * qubits
}

/// # Summary
/// Strongly entangling blocks of two qubits, on the pairs (0, 1), (2, 3), … and then on all pairs by growing distance: the circuit of QCHFT.
///
/// # Description
/// A block on (i, j) is a strongly entangling layer of two qubits: R_Z(ω) R_Y(θ) R_Z(φ) on i and on j, then CNOT(i → j) and CNOT(j → i). A layer holds
/// ⌊n/2⌋ + n (n − 1) / 2 blocks: (0, 1), (2, 3), …; then, for the distances d = 1, 2, …, n − 1, (i, i + d) from left to right. The number of layers
/// follows from the number of angles.
///
/// # Input
/// ## theta
/// Angles in radians: φ, θ, ω of the first and of the second qubit of every block, block after block, layer after layer.
/// ## qubits
/// The register, at least two qubits, in any state.
///
/// # Remarks
/// The source names the blocks and the order of their pairs; that a layer runs once through the whole list is the reading taken here.
///
/// # References
/// - QCHFT, IEEE Transactions on Quantum Engineering, 2026
///
/// # See Also
/// - `QaaHybrid.Ansatz.PairwiseEntanglingParameters`
/// - `QaaHybrid.Ansatz.StronglyEntangling`
operation PairwiseEntangling(theta : Double[], qubits : Qubit[]) : Unit is Adj + Ctl {
    let n = Length(qubits);
    CheckRegister("PairwiseEntangling", 2, n);
    CheckAngles("PairwiseEntangling", n, PairwiseEntanglingParameters(n, 1), Length(theta));
    let pairs = DistancePairs(n);
    for block in 0..Length(theta) / 6 - 1 {
        let (first, second) = pairs[block % Length(pairs)];
        StronglyEntangling(theta[6 * block..6 * block + 5], [qubits[first], qubits[second]]);
    }
}

/// # Summary
/// Number of angles that `PairwiseEntangling` takes: 6 (⌊n/2⌋ + n (n − 1) / 2) for each layer on n qubits.
///
/// # Input
/// ## qubits
/// Size of the register, at least two.
/// ## layers
/// Number of layers.
///
/// # Output
/// The length of `theta`.
///
/// # See Also
/// - `QaaHybrid.Ansatz.PairwiseEntangling`
function PairwiseEntanglingParameters(qubits : Int, layers : Int) : Int {
    CheckRegister("PairwiseEntangling", 2, qubits);
    6 * layers * Length(DistancePairs(qubits))
}

/// (0, 1), (2, 3), …, then (i, i + 1) for all i, (i, i + 2) for all i, …
internal function DistancePairs(qubits : Int) : (Int, Int)[] {
    mutable pairs = [];
    for first in 0..2..qubits - 2 {
        pairs += [(first, first + 1)];
    }
    for distance in 1..qubits - 1 {
        for first in 0..qubits - 1 - distance {
            pairs += [(first, first + distance)];
        }
    }
    pairs
}

/// RX, then RY, then RZ on every qubit: 3n angles.
internal operation RotateXYZ(angles : Double[], qubits : Qubit[]) : Unit is Adj + Ctl {
    let n = Length(qubits);
    RotateEach(Rx, angles[0..n - 1], qubits);
    RotateEach(Ry, angles[n..2 * n - 1], qubits);
    RotateEach(Rz, angles[2 * n..3 * n - 1], qubits);
}

/// A CNOT on every pair, from the first qubit to the second, the pairs in lexicographic order.
internal operation EntangleAll(qubits : Qubit[]) : Unit is Adj + Ctl {
    for control in 0..Length(qubits) - 2 {
        for target in control + 1..Length(qubits) - 1 {
            CNOT(qubits[control], qubits[target]);
        }
    }
}

/// A CNOT from every qubit to the next.
internal operation EntangleLine(qubits : Qubit[]) : Unit is Adj + Ctl {
    for q in 0..Length(qubits) - 2 {
        CNOT(qubits[q], qubits[q + 1]);
    }
}

internal operation RotateEach(rotation : (Double, Qubit) => Unit is Adj + Ctl, angles : Double[], qubits : Qubit[]) : Unit is Adj + Ctl {
    for q in 0..Length(qubits) - 1 {
        rotation(angles[q], qubits[q]);
    }
}

/// From every qubit a CNOT to the one that is `range` further, the first ones again after the last.
internal operation EntangleRing(range : Int, qubits : Qubit[]) : Unit is Adj + Ctl {
    let n = Length(qubits);
    if n > 1 {
        for q in 0..n - 1 {
            CNOT(qubits[q], qubits[(q + range) % n]);
        }
    }
}
