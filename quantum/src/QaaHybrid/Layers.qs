export
    Brick,
    BrickParameters,
    Pyramid,
    PyramidParameters;

import
    QaaHybrid.Checks.CheckAngles,
    QaaHybrid.Checks.CheckRegister,
    QaaHybrid.Gates.RBS;

/// # Summary
/// Layers of beam splitters on neighbouring qubits, laid like bricks: in each layer first the even pairs, then the odd pairs.
///
/// # Description
/// A layer applies RBS to (0, 1), (2, 3), … from left to right and then to (1, 2), (3, 4), …: n − 1 gates in depth two on n qubits.
/// The number of layers follows from the number of angles.
///
/// # Input
/// ## theta
/// One angle for each gate, radians, in the order of application: even pairs from left to right, then odd pairs, layer after layer.
/// ## qubits
/// The register, at least two qubits.
///
/// # Remarks
/// Half of n layers hold n(n − 1) / 2 angles, as many as a pyramid. On the amplitudes of weight one the circuit is a real orthogonal
/// matrix with determinant one; on weight k it is the k-th compound of that matrix.
///
/// # See Also
/// - `QaaHybrid.Layers.BrickParameters`
/// - `QaaHybrid.Gates.RBS`
operation Brick(theta : Double[], qubits : Qubit[]) : Unit is Adj + Ctl {
    let n = Length(qubits);
    CheckRegister("Brick", 2, n);
    let perLayer = BrickParameters(n, 1);
    CheckAngles("Brick", n, perLayer, Length(theta));
    for layer in 0..Length(theta) / perLayer - 1 {
        let angles = theta[layer * perLayer..(layer + 1) * perLayer - 1];
        let evenPairs = n / 2;
        for pair in 0..evenPairs - 1 {
            RBS(angles[pair], qubits[2 * pair], qubits[2 * pair + 1]);
        }
        for pair in 0..(n - 1) / 2 - 1 {
            RBS(angles[evenPairs + pair], qubits[2 * pair + 1], qubits[2 * pair + 2]);
        }
    }
}

/// # Summary
/// Number of angles that `Brick` takes: (n − 1) for each layer on n qubits.
///
/// # Input
/// ## qubits
/// Size of the register, at least two.
/// ## layers
/// Number of layers; each holds the even and the odd pairs.
///
/// # Output
/// The length of `theta`.
///
/// # See Also
/// - `QaaHybrid.Layers.Brick`
function BrickParameters(qubits : Int, layers : Int) : Int {
    CheckRegister("Brick", 2, qubits);
    layers * (qubits - 1)
}

/// # Summary
/// Pyramids of beam splitters on neighbouring qubits, each of which reaches every rotation of the n amplitudes of weight one.
///
/// # Description
/// One pyramid applies, for k = 1 … n − 1 and in it for q = k … 1, RBS to qubits (q − 1, q): n(n − 1) / 2 gates in depth 2n − 3.
/// Gates on disjoint pairs commute, so other drawings of the pyramid are the same circuit with its angles numbered otherwise.
/// The number of pyramids, one after the other, follows from the number of angles; one is enough to reach all of SO(n).
///
/// # Input
/// ## theta
/// One angle for each gate, radians, in the order of application above.
/// ## qubits
/// The register, at least two qubits.
///
/// # Remarks
/// On the amplitudes of weight one the circuit is a real orthogonal matrix with determinant one; on weight k it is the k-th compound
/// of that matrix.
///
/// # References
/// - [arXiv:2106.07198](https://arxiv.org/abs/2106.07198) Kerenidis, Landman, Mathur, "Classical and Quantum Algorithms for
///   Orthogonal Neural Networks"
///
/// # See Also
/// - `QaaHybrid.Layers.PyramidParameters`
/// - `QaaHybrid.Gates.RBS`
operation Pyramid(theta : Double[], qubits : Qubit[]) : Unit is Adj + Ctl {
    let n = Length(qubits);
    CheckRegister("Pyramid", 2, n);
    let perLayer = PyramidParameters(n, 1);
    CheckAngles("Pyramid", n, perLayer, Length(theta));
    for layer in 0..Length(theta) / perLayer - 1 {
        for k in 1..n - 1 {
            // The gates of the k - 1 shorter diagonals come first.
            let first = layer * perLayer + k * (k - 1) / 2;
            for q in k..-1..1 {
                RBS(theta[first + k - q], qubits[q - 1], qubits[q]);
            }
        }
    }
}

/// # Summary
/// Number of angles that `Pyramid` takes: n(n − 1) / 2 for each pyramid on n qubits.
///
/// # Input
/// ## qubits
/// Size of the register, at least two.
/// ## layers
/// Number of pyramids, one after the other.
///
/// # Output
/// The length of `theta`.
///
/// # See Also
/// - `QaaHybrid.Layers.Pyramid`
function PyramidParameters(qubits : Int, layers : Int) : Int {
    CheckRegister("Pyramid", 2, qubits);
    layers * (qubits * (qubits - 1) / 2)
}
