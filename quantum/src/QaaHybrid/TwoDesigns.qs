export
    SimplifiedTwoDesign,
    SimplifiedTwoDesignParameters;

import
    Std.Diagnostics.Fact,
    QaaHybrid.Checks.CheckRegister,
    QaaHybrid.Layouts.BrickPairs;

/// # Summary
/// Y rotations on every qubit, then layers of controlled-Z gates on neighbours, each followed by Y rotations of its two qubits: a real circuit
/// that comes near a random state with few angles.
///
/// # Description
/// After RY on every qubit each layer applies, for the pairs (0, 1), (2, 3), … and then (1, 2), (3, 4), …, a CZ and an RY on either qubit of the
/// pair. The number of layers follows from the number of angles. Quantum-PEFT takes two such circuits as orthogonal matrices of size 2ⁿ.
///
/// # Input
/// ## theta
/// Angles in radians: one for each qubit, then two for each pair in the order of application, layer after layer. It is PennyLane's
/// `initial_layer_weights` followed by its `weights` of the shape (layers, n − 1, 2), flattened.
/// ## qubits
/// The register, in any state. A single qubit has no pairs.
///
/// # Remarks
/// All matrices are real, and from three qubits on the determinant is one.
///
/// # References
/// - [arXiv:2001.00550](https://arxiv.org/abs/2001.00550) Cerezo, Sone, Volkoff, Cincio, Coles, "Cost function dependent barren plateaus in
///   shallow parametrized quantum circuits"
/// - [arXiv:2503.05431](https://arxiv.org/abs/2503.05431) "Quantum-PEFT: Ultra parameter-efficient fine-tuning"
///
/// # See Also
/// - `QaaHybrid.TwoDesigns.SimplifiedTwoDesignParameters`
/// - `QaaHybrid.Ansatz.RYRing`
operation SimplifiedTwoDesign(theta : Double[], qubits : Qubit[]) : Unit is Adj + Ctl {
    let n = Length(qubits);
    let angles = Length(theta);
    CheckRegister("SimplifiedTwoDesign", 1, n);
    Fact(
        angles == n or n > 1 and angles > n and (angles - n) % (2 * (n - 1)) == 0,
        $"SimplifiedTwoDesign on {n} qubits takes {n} angles and {2 * (n - 1)} more for each layer, {angles} were given"
    );
    for q in 0..n - 1 {
        Ry(theta[q], qubits[q]);
    }
    if angles > n {
        let pairs = BrickPairs(n);
        for gate in 0..(angles - n) / 2 - 1 {
            let (one, other) = pairs[gate % Length(pairs)];
            CZ(qubits[one], qubits[other]);
            Ry(theta[n + 2 * gate], qubits[one]);
            Ry(theta[n + 2 * gate + 1], qubits[other]);
        }
    }
}

/// # Summary
/// Number of angles that `SimplifiedTwoDesign` takes: n + 2(n − 1) · layers on n qubits.
///
/// # Input
/// ## qubits
/// Size of the register.
/// ## layers
/// Number of layers behind the first rotations.
///
/// # Output
/// The length of `theta`.
///
/// # See Also
/// - `QaaHybrid.TwoDesigns.SimplifiedTwoDesign`
function SimplifiedTwoDesignParameters(qubits : Int, layers : Int) : Int {
    qubits + 2 * layers * (qubits - 1)
}
