export
    ApplyFBSPairs,
    ApplyRBSPairs,
    BrickPairs,
    ButterflyPairs,
    PyramidPairs,
    RoundRobinPairs,
    XPairs;

import
    Std.Arrays.MappedOverRange,
    Std.Diagnostics.Fact,
    Std.Math.MaxI,
    Std.Math.MinI,
    QaaHybrid.Checks.CheckRegister,
    QaaHybrid.Gates.FBS,
    QaaHybrid.Gates.RBS;

/// # Summary
/// The pairs of neighbours of a pyramid, in the order of its gates.
///
/// # Description
/// For k = 1 … n − 1 and in it for q = k … 1 the pair (q − 1, q): n(n − 1) / 2 pairs in depth 2n − 3. Gates on disjoint pairs commute, so
/// other drawings of the pyramid are the same circuit with its pairs numbered otherwise.
///
/// # Input
/// ## n
/// Size of the register, at least two.
///
/// # Output
/// The pairs (q − 1, q).
///
/// # References
/// - [arXiv:2106.07198](https://arxiv.org/abs/2106.07198) Kerenidis, Landman, Mathur, "Classical and Quantum Algorithms for
///   Orthogonal Neural Networks"
///
/// # See Also
/// - `QaaHybrid.Layers.Pyramid`
function PyramidPairs(n : Int) : (Int, Int)[] {
    CheckRegister("PyramidPairs", 2, n);
    mutable pairs = [];
    for k in 1..n - 1 {
        for q in k..-1..1 {
            pairs += [(q - 1, q)];
        }
    }
    pairs
}

/// # Summary
/// The pairs of neighbours of an X, two diagonals that cross, in the order of its gates.
///
/// # Description
/// Step l = 0 … n − 2 holds (l, l + 1) and (n − 2 − l, n − 1 − l), which are one gate in the middle: 2n − 3 pairs in depth n − 1. With an odd
/// number of qubits the diagonals would share one qubit of their pairs where they cross, so n has to be even.
///
/// # Input
/// ## n
/// Size of the register, an even number from two on.
///
/// # Output
/// The pairs, the one of the falling diagonal first in each step.
///
/// # References
/// - [arXiv:2209.08167](https://arxiv.org/abs/2209.08167) Cherrat et al., "Quantum Vision Transformers"
///
/// # See Also
/// - `QaaHybrid.Layers.XLayout`
function XPairs(n : Int) : (Int, Int)[] {
    CheckRegister("XPairs", 2, n);
    Fact(n % 2 == 0, $"the X layout needs an even number of qubits, {n} were given: on an odd number its diagonals collide");
    mutable pairs = [];
    for l in 0..n - 2 {
        pairs += [(l, l + 1)];
        if 2 * l != n - 2 {
            pairs += [(n - 2 - l, n - 1 - l)];
        }
    }
    pairs
}

/// # Summary
/// The pairs of a butterfly, the network of the fast Fourier transform, in the order of its gates.
///
/// # Description
/// For the strides n/2, n/4, …, 1 the pairs (i, i + stride) of all i whose bit of that value is 0, ascending: (n / 2) log₂ n pairs in
/// depth log₂ n.
///
/// # Input
/// ## n
/// Size of the register, a power of two from two on.
///
/// # Output
/// The pairs (i, i + stride).
///
/// # Remarks
/// The pairs of strides above 1 are no neighbours: beyond Hamming weight one only gates `FBS` make the circuit the compound of its
/// matrix on weight one.
///
/// # References
/// - [arXiv:2209.08167](https://arxiv.org/abs/2209.08167) Cherrat et al., "Quantum Vision Transformers"
///
/// # See Also
/// - `QaaHybrid.Layers.Butterfly`
/// - `QaaHybrid.Layers.FermionicButterfly`
function ButterflyPairs(n : Int) : (Int, Int)[] {
    CheckRegister("ButterflyPairs", 2, n);
    Fact(n &&& n - 1 == 0, $"the butterfly layout needs a power of two of qubits, {n} were given");
    mutable pairs = [];
    mutable stride = n / 2;
    while stride > 0 {
        for i in 0..n - 1 {
            if i &&& stride == 0 {
                pairs += [(i, i + stride)];
            }
        }
        stride /= 2;
    }
    pairs
}

/// # Summary
/// The pairs of neighbours of one layer of bricks: first the even pairs, then the odd pairs.
///
/// # Description
/// (0, 1), (2, 3), … from left to right and then (1, 2), (3, 4), …: n − 1 pairs in depth two, or one on two qubits.
///
/// # Input
/// ## n
/// Size of the register, at least two.
///
/// # Output
/// The pairs (q, q + 1).
///
/// # See Also
/// - `QaaHybrid.Layers.Brick`
function BrickPairs(n : Int) : (Int, Int)[] {
    CheckRegister("BrickPairs", 2, n);
    MappedOverRange(q -> (q, q + 1), 0..2..n - 2) + MappedOverRange(q -> (q, q + 1), 1..2..n - 2)
}

/// # Summary
/// All pairs of a register, in rounds of disjoint pairs: a round-robin tournament.
///
/// # Description
/// The circle method: with an even number m of places, place m − 1 stands still and the others move on by one from round to round. Round
/// r = 0 … m − 2 pairs r with m − 1, then (r + d) mod (m − 1) with (r − d) mod (m − 1) for d = 1 … m/2 − 1. With an odd number of qubits
/// m = n + 1, and the pair with place m − 1 is left out. All n(n − 1) / 2 pairs, in depth n − 1 (n even) or n (n odd), which is the least.
///
/// # Input
/// ## n
/// Size of the register, at least two.
///
/// # Output
/// The pairs (i, j) with i < j, round after round.
///
/// # Remarks
/// Most pairs are no neighbours: beyond Hamming weight one only gates `FBS` make the circuit the compound of its matrix on weight one.
///
/// # See Also
/// - `QaaHybrid.Layers.RoundRobin`
/// - `QaaHybrid.Layers.FermionicRoundRobin`
function RoundRobinPairs(n : Int) : (Int, Int)[] {
    CheckRegister("RoundRobinPairs", 2, n);
    let rounds = n - 1 + n % 2;
    mutable pairs = [];
    for round in 0..rounds - 1 {
        if n % 2 == 0 {
            pairs += [(round, n - 1)];
        }
        for d in 1..(rounds - 1) / 2 {
            let (ahead, behind) = ((round + d) % rounds, (round - d + rounds) % rounds);
            pairs += [(MinI(ahead, behind), MaxI(ahead, behind))];
        }
    }
    pairs
}

/// # Summary
/// Applies a beam splitter `RBS` to each of a list of pairs, in its order, once or several times over.
///
/// # Input
/// ## theta
/// One angle for each gate, radians; a multiple of the number of pairs, which is how often the list is run through.
/// ## pairs
/// Indices of the two qubits of each gate.
/// ## qubits
/// The register.
///
/// # Example
/// ```qsharp
/// use qubits = Qubit[4];
/// X(qubits[0]);
/// let pairs = QaaHybrid.Layouts.ButterflyPairs(4);
/// QaaHybrid.Layouts.ApplyRBSPairs([0.1, 0.2, 0.3, 0.4], pairs, qubits);
/// ResetAll(qubits);
/// ```
///
/// # See Also
/// - `QaaHybrid.Layouts.ApplyFBSPairs`
/// - `QaaHybrid.Gates.RBS`
operation ApplyRBSPairs(theta : Double[], pairs : (Int, Int)[], qubits : Qubit[]) : Unit is Adj + Ctl {
    CheckPairs("ApplyRBSPairs", Length(pairs), Length(theta));
    for gate in 0..Length(theta) - 1 {
        let (first, second) = pairs[gate % Length(pairs)];
        RBS(theta[gate], qubits[first], qubits[second]);
    }
}

/// # Summary
/// Applies a fermionic beam splitter `FBS` to each of a list of pairs, in its order, once or several times over.
///
/// # Description
/// On Hamming weight one it is the same as `ApplyRBSPairs`, a real orthogonal matrix with determinant one; on weight k it is the k-th
/// compound of that matrix, whatever the pairs.
///
/// # Input
/// ## theta
/// One angle for each gate, radians; a multiple of the number of pairs, which is how often the list is run through.
/// ## pairs
/// Indices of the two qubits of each gate.
/// ## qubits
/// The register, in the order that says which qubits are between two.
///
/// # See Also
/// - `QaaHybrid.Layouts.ApplyRBSPairs`
/// - `QaaHybrid.Gates.FBS`
operation ApplyFBSPairs(theta : Double[], pairs : (Int, Int)[], qubits : Qubit[]) : Unit is Adj + Ctl {
    CheckPairs("ApplyFBSPairs", Length(pairs), Length(theta));
    for gate in 0..Length(theta) - 1 {
        let (first, second) = pairs[gate % Length(pairs)];
        FBS(theta[gate], first, second, qubits);
    }
}

internal function CheckPairs(name : String, pairs : Int, angles : Int) : Unit {
    Fact(
        pairs > 0 and angles > 0 and angles % pairs == 0,
        $"{name} takes a positive multiple of as many angles as there are pairs, {angles} angles and {pairs} pairs were given"
    );
}
