export
    Brick,
    BrickParameters,
    Butterfly,
    ButterflyParameters,
    FermionicButterfly,
    FermionicButterflyParameters,
    FermionicRoundRobin,
    FermionicRoundRobinParameters,
    Pyramid,
    PyramidParameters,
    RoundRobin,
    RoundRobinParameters,
    XLayout,
    XLayoutParameters;

import
    QaaHybrid.Checks.CheckAngles,
    QaaHybrid.Checks.CheckRegister,
    QaaHybrid.Layouts.ApplyFBSPairs,
    QaaHybrid.Layouts.ApplyRBSPairs,
    QaaHybrid.Layouts.BrickPairs,
    QaaHybrid.Layouts.ButterflyPairs,
    QaaHybrid.Layouts.PyramidPairs,
    QaaHybrid.Layouts.RoundRobinPairs,
    QaaHybrid.Layouts.XPairs;

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
/// - `QaaHybrid.Layouts.BrickPairs`
operation Brick(theta : Double[], qubits : Qubit[]) : Unit is Adj + Ctl {
    let n = Length(qubits);
    CheckRegister("Brick", 2, n);
    CheckAngles("Brick", n, BrickParameters(n, 1), Length(theta));
    ApplyRBSPairs(theta, BrickPairs(n), qubits);
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
/// - `QaaHybrid.Layouts.PyramidPairs`
operation Pyramid(theta : Double[], qubits : Qubit[]) : Unit is Adj + Ctl {
    let n = Length(qubits);
    CheckRegister("Pyramid", 2, n);
    CheckAngles("Pyramid", n, PyramidParameters(n, 1), Length(theta));
    ApplyRBSPairs(theta, PyramidPairs(n), qubits);
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

/// # Summary
/// Layers of beam splitters on neighbouring qubits along two diagonals that cross.
///
/// # Description
/// A layer applies RBS, in step l = 0 … n − 2, to (l, l + 1) and (n − 2 − l, n − 1 − l), which are one gate in the middle: 2n − 3 gates in
/// depth n − 1. The number of layers follows from the number of angles.
///
/// # Input
/// ## theta
/// One angle for each gate, radians, in the order of `QaaHybrid.Layouts.XPairs`, layer after layer.
/// ## qubits
/// The register, an even number of qubits from two on.
///
/// # Remarks
/// On the amplitudes of weight one the circuit is a real orthogonal matrix with determinant one; on weight k it is the k-th compound
/// of that matrix.
///
/// # References
/// - [arXiv:2209.08167](https://arxiv.org/abs/2209.08167) Cherrat et al., "Quantum Vision Transformers"
///
/// # See Also
/// - `QaaHybrid.Layers.XLayoutParameters`
/// - `QaaHybrid.Layouts.XPairs`
operation XLayout(theta : Double[], qubits : Qubit[]) : Unit is Adj + Ctl {
    let n = Length(qubits);
    CheckRegister("XLayout", 2, n);
    CheckAngles("XLayout", n, XLayoutParameters(n, 1), Length(theta));
    ApplyRBSPairs(theta, XPairs(n), qubits);
}

/// # Summary
/// Number of angles that `XLayout` takes: 2n − 3 for each layer on n qubits.
///
/// # Input
/// ## qubits
/// Size of the register, an even number of qubits from two on.
/// ## layers
/// Number of layers.
///
/// # Output
/// The length of `theta`.
///
/// # See Also
/// - `QaaHybrid.Layers.XLayout`
function XLayoutParameters(qubits : Int, layers : Int) : Int {
    layers * Length(XPairs(qubits))
}

/// # Summary
/// Layers of beam splitters along the network of the fast Fourier transform.
///
/// # Description
/// A layer applies RBS to the pairs (i, i + stride) for the strides n/2, n/4, …, 1: (n / 2) log₂ n gates in depth log₂ n. The number of
/// layers follows from the number of angles.
///
/// # Input
/// ## theta
/// One angle for each gate, radians, in the order of `QaaHybrid.Layouts.ButterflyPairs`, layer after layer.
/// ## qubits
/// The register, a power of two of qubits from two on.
///
/// # Remarks
/// On the amplitudes of weight one the circuit is a real orthogonal matrix with determinant one. On higher weights it is not the
/// compound of that matrix, because its pairs are not all neighbours; `QaaHybrid.Layers.FermionicButterfly` is.
///
/// # References
/// - [arXiv:2209.08167](https://arxiv.org/abs/2209.08167) Cherrat et al., "Quantum Vision Transformers"
///
/// # See Also
/// - `QaaHybrid.Layers.ButterflyParameters`
/// - `QaaHybrid.Layouts.ButterflyPairs`
/// - `QaaHybrid.Layers.FermionicButterfly`
operation Butterfly(theta : Double[], qubits : Qubit[]) : Unit is Adj + Ctl {
    let n = Length(qubits);
    CheckRegister("Butterfly", 2, n);
    CheckAngles("Butterfly", n, ButterflyParameters(n, 1), Length(theta));
    ApplyRBSPairs(theta, ButterflyPairs(n), qubits);
}

/// # Summary
/// Number of angles that `Butterfly` takes: (n / 2) log₂ n for each layer on n qubits.
///
/// # Input
/// ## qubits
/// Size of the register, a power of two of qubits from two on.
/// ## layers
/// Number of layers.
///
/// # Output
/// The length of `theta`.
///
/// # See Also
/// - `QaaHybrid.Layers.Butterfly`
function ButterflyParameters(qubits : Int, layers : Int) : Int {
    layers * Length(ButterflyPairs(qubits))
}

/// # Summary
/// Layers of fermionic beam splitters along the network of the fast Fourier transform.
///
/// # Description
/// The gates of `QaaHybrid.Layers.Butterfly` with FBS in place of RBS: the same matrix on Hamming weight one. The number of layers follows
/// from the number of angles.
///
/// # Input
/// ## theta
/// One angle for each gate, radians, in the order of `QaaHybrid.Layouts.ButterflyPairs`, layer after layer.
/// ## qubits
/// The register, a power of two of qubits from two on.
///
/// # Remarks
/// On the amplitudes of weight one the circuit is a real orthogonal matrix with determinant one; on weight k it is the k-th compound
/// of that matrix.
///
/// # See Also
/// - `QaaHybrid.Layers.FermionicButterflyParameters`
/// - `QaaHybrid.Layouts.ButterflyPairs`
/// - `QaaHybrid.Layers.Butterfly`
/// - `QaaHybrid.Gates.FBS`
operation FermionicButterfly(theta : Double[], qubits : Qubit[]) : Unit is Adj + Ctl {
    let n = Length(qubits);
    CheckRegister("FermionicButterfly", 2, n);
    CheckAngles("FermionicButterfly", n, FermionicButterflyParameters(n, 1), Length(theta));
    ApplyFBSPairs(theta, ButterflyPairs(n), qubits);
}

/// # Summary
/// Number of angles that `FermionicButterfly` takes: (n / 2) log₂ n for each layer on n qubits.
///
/// # Input
/// ## qubits
/// Size of the register, a power of two of qubits from two on.
/// ## layers
/// Number of layers.
///
/// # Output
/// The length of `theta`.
///
/// # See Also
/// - `QaaHybrid.Layers.FermionicButterfly`
function FermionicButterflyParameters(qubits : Int, layers : Int) : Int {
    ButterflyParameters(qubits, layers)
}

/// # Summary
/// Layers of beam splitters on all pairs of qubits, in rounds of disjoint pairs.
///
/// # Description
/// A layer applies RBS once to each pair, in the order of a round-robin tournament: n(n − 1) / 2 gates in depth n − 1 (n even) or n (n odd).
/// The number of layers follows from the number of angles.
///
/// # Input
/// ## theta
/// One angle for each gate, radians, in the order of `QaaHybrid.Layouts.RoundRobinPairs`, layer after layer.
/// ## qubits
/// The register, at least two qubits.
///
/// # Remarks
/// On the amplitudes of weight one the circuit is a real orthogonal matrix with determinant one. On higher weights it is not the
/// compound of that matrix, because its pairs are not all neighbours; `QaaHybrid.Layers.FermionicRoundRobin` is.
///
/// # See Also
/// - `QaaHybrid.Layers.RoundRobinParameters`
/// - `QaaHybrid.Layouts.RoundRobinPairs`
/// - `QaaHybrid.Layers.FermionicRoundRobin`
operation RoundRobin(theta : Double[], qubits : Qubit[]) : Unit is Adj + Ctl {
    let n = Length(qubits);
    CheckRegister("RoundRobin", 2, n);
    CheckAngles("RoundRobin", n, RoundRobinParameters(n, 1), Length(theta));
    ApplyRBSPairs(theta, RoundRobinPairs(n), qubits);
}

/// # Summary
/// Number of angles that `RoundRobin` takes: n(n − 1) / 2 for each layer on n qubits.
///
/// # Input
/// ## qubits
/// Size of the register, at least two qubits.
/// ## layers
/// Number of layers.
///
/// # Output
/// The length of `theta`.
///
/// # See Also
/// - `QaaHybrid.Layers.RoundRobin`
function RoundRobinParameters(qubits : Int, layers : Int) : Int {
    CheckRegister("RoundRobin", 2, qubits);
    layers * (qubits * (qubits - 1) / 2)
}

/// # Summary
/// Layers of fermionic beam splitters on all pairs of qubits, in rounds of disjoint pairs.
///
/// # Description
/// The gates of `QaaHybrid.Layers.RoundRobin` with FBS in place of RBS: the same matrix on Hamming weight one. The number of layers
/// follows from the number of angles.
///
/// # Input
/// ## theta
/// One angle for each gate, radians, in the order of `QaaHybrid.Layouts.RoundRobinPairs`, layer after layer.
/// ## qubits
/// The register, at least two qubits.
///
/// # Remarks
/// On the amplitudes of weight one the circuit is a real orthogonal matrix with determinant one; on weight k it is the k-th compound
/// of that matrix.
///
/// # See Also
/// - `QaaHybrid.Layers.FermionicRoundRobinParameters`
/// - `QaaHybrid.Layouts.RoundRobinPairs`
/// - `QaaHybrid.Layers.RoundRobin`
/// - `QaaHybrid.Gates.FBS`
operation FermionicRoundRobin(theta : Double[], qubits : Qubit[]) : Unit is Adj + Ctl {
    let n = Length(qubits);
    CheckRegister("FermionicRoundRobin", 2, n);
    CheckAngles("FermionicRoundRobin", n, FermionicRoundRobinParameters(n, 1), Length(theta));
    ApplyFBSPairs(theta, RoundRobinPairs(n), qubits);
}

/// # Summary
/// Number of angles that `FermionicRoundRobin` takes: n(n − 1) / 2 for each layer on n qubits.
///
/// # Input
/// ## qubits
/// Size of the register, at least two qubits.
/// ## layers
/// Number of layers.
///
/// # Output
/// The length of `theta`.
///
/// # See Also
/// - `QaaHybrid.Layers.FermionicRoundRobin`
function FermionicRoundRobinParameters(qubits : Int, layers : Int) : Int {
    RoundRobinParameters(qubits, layers)
}
