export
    UnaryDiagonal,
    UnaryDiagonalAngles,
    UnaryDiagonalParameters,
    UnarySemiDiagonal,
    UnarySemiDiagonalAngles,
    UnarySemiDiagonalParameters,
    UnaryTree,
    UnaryTreeAngles,
    UnaryTreeParameters;

import
    Std.Arrays.Reversed,
    Std.Diagnostics.Fact,
    Std.Math.ArcTan2,
    Std.Math.PNorm,
    Std.Math.Sqrt,
    QaaHybrid.Checks.CheckRegister,
    QaaHybrid.Checks.CheckAngleCount,
    QaaHybrid.Gates.RBS;

/// # Summary
/// Loads a real vector of length n into the amplitudes of Hamming weight one of n qubits, signs included, by a chain of beam splitters.
///
/// # Description
/// The first qubit is flipped, then RBS acts on (0, 1), (1, 2), …, (n − 2, n − 1): n − 1 gates in depth n − 1, between neighbours only.
/// Number i of the vector becomes the amplitude of the basis state in which qubit i alone is |1⟩.
///
/// # Input
/// ## theta
/// The n − 1 angles of the gates, in their order, radians; `UnaryDiagonalAngles` makes them from the data.
/// ## qubits
/// The register in |0…0⟩, at least two qubits.
///
/// # Example
/// ```qsharp
/// use qubits = Qubit[3];
/// // 2/3 |100⟩ - 1/3 |010⟩ + 2/3 |001⟩
/// QaaHybrid.UnaryLoaders.UnaryDiagonal(QaaHybrid.UnaryLoaders.UnaryDiagonalAngles([2.0, -1.0, 2.0]), qubits);
/// ResetAll(qubits);
/// ```
///
/// # References
/// - [arXiv:2209.08167](https://arxiv.org/abs/2209.08167) Cherrat et al., "Quantum Vision Transformers"
///
/// # See Also
/// - `QaaHybrid.UnaryLoaders.UnaryDiagonalAngles`
/// - `QaaHybrid.UnaryLoaders.UnaryTree`
operation UnaryDiagonal(theta : Double[], qubits : Qubit[]) : Unit is Adj + Ctl {
    let n = Length(qubits);
    CheckRegister("UnaryDiagonal", 2, n);
    CheckAngleCount("UnaryDiagonal", n, UnaryDiagonalParameters(n, 1), Length(theta));
    X(qubits[0]);
    ApplyChain(theta, qubits);
}

/// # Summary
/// Number of angles that `UnaryDiagonal` takes: n − 1 on n qubits.
///
/// # Input
/// ## qubits
/// Size of the register, at least two.
/// ## layers
/// Without meaning here: a loader is applied once.
///
/// # Output
/// The length of `theta`.
///
/// # See Also
/// - `QaaHybrid.UnaryLoaders.UnaryDiagonal`
function UnaryDiagonalParameters(qubits : Int, layers : Int) : Int {
    qubits - 1
}

/// # Summary
/// The angles with which `UnaryDiagonal` loads a vector divided by its L2 norm.
///
/// # Description
/// $$ \theta_k = \mathrm{atan2}(\lVert x_{k+1 \ldots} \rVert, x_k), \qquad \theta_{n-2} = \mathrm{atan2}(x_{n-1}, x_{n-2}). $$
///
/// # Input
/// ## data
/// The vector, at least two numbers: one for each qubit. A vector of zeros gives angles of zero, that is |10…0⟩.
///
/// # Output
/// n − 1 angles in radians.
///
/// # See Also
/// - `QaaHybrid.UnaryLoaders.UnaryDiagonal`
function UnaryDiagonalAngles(data : Double[]) : Double[] {
    CheckData("UnaryDiagonalAngles", data);
    ChainAngles(data)
}

/// # Summary
/// Loads a real vector of length n into the amplitudes of Hamming weight one of n qubits, signs included, in logarithmic depth.
///
/// # Description
/// A tree of beam splitters, the parallel loader. The first qubit is flipped; a part of the register that starts with a flipped qubit is
/// split into halves, the first of ⌈m/2⌉ of its m qubits, by RBS between the first qubits of both; then the same happens in every half,
/// level by level: n − 1 gates in depth ⌈log₂ n⌉. Number i of the vector becomes the amplitude of the basis state in which qubit i alone
/// is |1⟩.
///
/// # Input
/// ## theta
/// The n − 1 angles of the gates, level by level from the root, in each level from left to right, radians; `UnaryTreeAngles` makes
/// them from the data.
/// ## qubits
/// The register in |0…0⟩, at least two qubits; the tree is balanced when n is a power of two.
///
/// # References
/// - [arXiv:2012.04145](https://arxiv.org/abs/2012.04145) Johri et al., "Nearest Centroid Classification on a Trapped Ion Quantum Computer"
///
/// # See Also
/// - `QaaHybrid.UnaryLoaders.UnaryTreeAngles`
/// - `QaaHybrid.UnaryLoaders.UnaryDiagonal`
operation UnaryTree(theta : Double[], qubits : Qubit[]) : Unit is Adj + Ctl {
    let n = Length(qubits);
    CheckRegister("UnaryTree", 2, n);
    CheckAngleCount("UnaryTree", n, UnaryTreeParameters(n, 1), Length(theta));
    let splits = TreeSplits(n);
    X(qubits[0]);
    for gate in 0..n - 2 {
        let (first, middle, _) = splits[gate];
        RBS(theta[gate], qubits[first], qubits[middle]);
    }
}

/// # Summary
/// Number of angles that `UnaryTree` takes: n − 1 on n qubits.
///
/// # Input
/// ## qubits
/// Size of the register, at least two.
/// ## layers
/// Without meaning here: a loader is applied once.
///
/// # Output
/// The length of `theta`.
///
/// # See Also
/// - `QaaHybrid.UnaryLoaders.UnaryTree`
function UnaryTreeParameters(qubits : Int, layers : Int) : Int {
    qubits - 1
}

/// # Summary
/// The angles with which `UnaryTree` loads a vector divided by its L2 norm.
///
/// # Description
/// The gate that splits a part of the vector into l and r turns by atan2(w(r), w(l)), where w of a single number is the number, with its
/// sign, and w of several is their L2 norm.
///
/// # Input
/// ## data
/// The vector, at least two numbers: one for each qubit. A vector of zeros gives angles of zero, that is |10…0⟩.
///
/// # Output
/// n − 1 angles in radians, level by level from the root.
///
/// # See Also
/// - `QaaHybrid.UnaryLoaders.UnaryTree`
function UnaryTreeAngles(data : Double[]) : Double[] {
    CheckData("UnaryTreeAngles", data);
    mutable angles = [];
    for (first, middle, end) in TreeSplits(Length(data)) {
        angles += [ArcTan2(SignedNorm(data[middle..end - 1]), SignedNorm(data[first..middle - 1]))];
    }
    angles
}

/// # Summary
/// Loads a real vector of length n into the amplitudes of Hamming weight one of n qubits, signs included, from the middle outwards.
///
/// # Description
/// With h = ⌊n/2⌋, qubit h − 1 is flipped and RBS acts on (h − 1, h); then one chain goes from there to the left, (h − 1, h − 2), …, (1, 0),
/// and one at the same time to the right, (h, h + 1), …, (n − 2, n − 1): n − 1 gates in depth ⌈n/2⌉, between neighbours only. Number i of
/// the vector becomes the amplitude of the basis state in which qubit i alone is |1⟩.
///
/// # Input
/// ## theta
/// The n − 1 angles, radians: of the gate in the middle, of the chain to the left, of the chain to the right, each from the middle
/// outwards; `UnarySemiDiagonalAngles` makes them from the data.
/// ## qubits
/// The register in |0…0⟩, at least two qubits.
///
/// # See Also
/// - `QaaHybrid.UnaryLoaders.UnarySemiDiagonalAngles`
/// - `QaaHybrid.UnaryLoaders.UnaryDiagonal`
operation UnarySemiDiagonal(theta : Double[], qubits : Qubit[]) : Unit is Adj + Ctl {
    let n = Length(qubits);
    CheckRegister("UnarySemiDiagonal", 2, n);
    CheckAngleCount("UnarySemiDiagonal", n, UnarySemiDiagonalParameters(n, 1), Length(theta));
    let half = n / 2;
    X(qubits[half - 1]);
    RBS(theta[0], qubits[half - 1], qubits[half]);
    ApplyChain(theta[1..half - 1], Reversed(qubits[0..half - 1]));
    ApplyChain(theta[half...], qubits[half...]);
}

/// # Summary
/// Number of angles that `UnarySemiDiagonal` takes: n − 1 on n qubits.
///
/// # Input
/// ## qubits
/// Size of the register, at least two.
/// ## layers
/// Without meaning here: a loader is applied once.
///
/// # Output
/// The length of `theta`.
///
/// # See Also
/// - `QaaHybrid.UnaryLoaders.UnarySemiDiagonal`
function UnarySemiDiagonalParameters(qubits : Int, layers : Int) : Int {
    qubits - 1
}

/// # Summary
/// The angles with which `UnarySemiDiagonal` loads a vector divided by its L2 norm.
///
/// # Description
/// The gate in the middle turns by atan2(w(r), w(l)) between the halves l and r of the vector, where w of a single number is the number, with
/// its sign, and w of several is their L2 norm. The chains have the angles of `UnaryDiagonalAngles` for l from its last number to its
/// first, and for r.
///
/// # Input
/// ## data
/// The vector, at least two numbers: one for each qubit. A vector of zeros gives angles of zero, that is qubit ⌊n/2⌋ − 1 in |1⟩.
///
/// # Output
/// n − 1 angles in radians.
///
/// # See Also
/// - `QaaHybrid.UnaryLoaders.UnarySemiDiagonal`
function UnarySemiDiagonalAngles(data : Double[]) : Double[] {
    CheckData("UnarySemiDiagonalAngles", data);
    let half = Length(data) / 2;
    let (left, right) = (Reversed(data[0..half - 1]), data[half...]);
    [ArcTan2(SignedNorm(right), SignedNorm(left))] + ChainAngles(left) + ChainAngles(right)
}

/// Moves the excitation along a line of qubits: gate k keeps cos θₖ of what arrives at qubit k and hands on sin θₖ.
internal operation ApplyChain(theta : Double[], line : Qubit[]) : Unit is Adj + Ctl {
    for k in 0..Length(theta) - 1 {
        RBS(theta[k], line[k], line[k + 1]);
    }
}

/// The angles of such a chain, one fewer than numbers: atan2(‖x_{k+1…}‖, xₖ), the last with the sign of the last number.
internal function ChainAngles(data : Double[]) : Double[] {
    let last = Length(data) - 1;
    mutable angles = [0.0, size = last];
    mutable squares = 0.0;
    for k in last - 1..-1..0 {
        squares += data[k + 1] * data[k + 1];
        angles[k] = ArcTan2(if k == last - 1 { data[last] } else { Sqrt(squares) }, data[k]);
    }
    angles
}

/// What a gate has to leave for a part of the vector: its norm, or its only number with the sign.
internal function SignedNorm(part : Double[]) : Double {
    if Length(part) == 1 { part[0] } else { PNorm(2.0, part) }
}

/// The parts first … end − 1 of a register that have to be split at middle, level by level from the root.
internal function TreeSplits(n : Int) : (Int, Int, Int)[] {
    mutable splits = [];
    mutable level = [(0, n)];
    while Length(level) > 0 {
        mutable next = [];
        for (first, end) in level {
            if end - first > 1 {
                let middle = (first + end + 1) / 2;
                splits += [(first, middle, end)];
                next += [(first, middle), (middle, end)];
            }
        }
        level = next;
    }
    splits
}

internal function CheckData(name : String, data : Double[]) : Unit {
    Fact(Length(data) >= 2, $"{name} takes a vector of at least two numbers, one for each qubit, {Length(data)} were given");
}
