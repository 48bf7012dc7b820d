export
    AmplitudeAngles,
    AmplitudeEmbedding,
    AmplitudeEmbeddingParameters,
    PureState;

import
    QaaHybrid.Checks.CheckAngleCount,
    QaaHybrid.Checks.CheckRegister,
    Std.Arrays.Any,
    Std.Arrays.MappedOverRange,
    Std.Arrays.Padded,
    Std.Convert.IntAsDouble,
    Std.Diagnostics.Fact,
    Std.Math.AbsD,
    Std.Math.ArcTan2,
    Std.Math.BitSizeI,
    Std.Math.MaxI,
    Std.Math.PNorm,
    Std.StatePreparation.PreparePureStateD;

/// # Summary
/// Loads a real vector of length 2ⁿ into the amplitudes of n qubits, signs included, by a tree of uniformly controlled Y rotations.
///
/// # Description
/// Level k = 0 … n − 1 of the tree turns qubit k by an angle that depends on qubits 0 … k − 1. It is written in Gray code as 2ᵏ plain
/// rotations, each but a single one followed by a CNOT, so that the list of gates is the same for all data: 2ⁿ − 1 rotations and
/// 2ⁿ − 2 CNOTs. The angles are those of the rotations as they stand in the circuit; `AmplitudeAngles` makes them from the data.
///
/// # Input
/// ## theta
/// The 2ⁿ − 1 angles in the order of the gates, radians.
/// ## qubits
/// The register in |0…0⟩, big-endian: the first qubit is the most significant bit of the index of an amplitude.
///
/// # Example
/// ```qsharp
/// use qubits = Qubit[2];
/// // 0.5 |00⟩ - 0.5 |01⟩ + 0.5 |10⟩ + 0.5 |11⟩
/// let angles = QaaHybrid.Loaders.AmplitudeAngles([1.0, -1.0, 1.0, 1.0]);
/// QaaHybrid.Loaders.AmplitudeEmbedding(angles, qubits);
/// ResetAll(qubits);
/// ```
///
/// # References
/// - [arXiv:quant-ph/0407010](https://arxiv.org/abs/quant-ph/0407010) Möttönen, Vartiainen, Bergholm, Salomaa, "Transformation of
///   quantum states using uniformly controlled rotations"
///
/// # See Also
/// - `QaaHybrid.Loaders.AmplitudeAngles`
operation AmplitudeEmbedding(theta : Double[], qubits : Qubit[]) : Unit is Adj + Ctl {
    let n = Length(qubits);
    CheckRegister("AmplitudeEmbedding", 1, n);
    CheckAngleCount("AmplitudeEmbedding", n, AmplitudeEmbeddingParameters(n, 1), Length(theta));
    for level in 0..n - 1 {
        let rotations = 1 <<< level;
        ApplyUniformlyControlledRy(theta[rotations - 1..2 * rotations - 2], qubits[0..level - 1], qubits[level]);
    }
}

/// # Summary
/// Number of angles that `AmplitudeEmbedding` takes: 2ⁿ − 1 on n qubits.
///
/// # Input
/// ## qubits
/// Size of the register.
/// ## layers
/// Without meaning here: a loader is applied once.
///
/// # Output
/// The length of `theta`.
///
/// # See Also
/// - `QaaHybrid.Loaders.AmplitudeEmbedding`
function AmplitudeEmbeddingParameters(qubits : Int, layers : Int) : Int {
    (1 <<< qubits) - 1
}

/// # Summary
/// The angles with which `AmplitudeEmbedding` loads a vector divided by its L2 norm.
///
/// # Description
/// A node of the tree with the halves l and r of its part of the vector turns by 2 arctan(‖r‖ / ‖l‖), a node above two numbers a and b
/// by 2 atan2(b, a), which carries their signs. The 2ᵏ angles αᵢ of level k become the angles in the circuit
/// $$ \varphi_j = 2^{-k} \sum_i (-1)^{i \cdot g_j} \alpha_i, \qquad g_j = j \oplus \lfloor j / 2 \rfloor, $$
/// where i · g counts the ones that i and g share.
///
/// # Input
/// ## data
/// The vector; zeros are appended up to the next power of two, at least two. A vector of zeros gives angles of zero, that is |0…0⟩.
///
/// # Output
/// 2ⁿ − 1 angles in radians, where 2ⁿ is the padded length.
///
/// # See Also
/// - `QaaHybrid.Loaders.AmplitudeEmbedding`
function AmplitudeAngles(data : Double[]) : Double[] {
    Fact(Length(data) > 0, "AmplitudeAngles needs at least one number, none was given");
    let n = MaxI(1, BitSizeI(Length(data) - 1));
    let amplitudes = Padded(-(1 <<< n), 0.0, data);
    mutable angles = [];
    for level in 0..n - 1 {
        angles += ToGrayCode(NodeAngles(level, n, amplitudes));
    }
    angles
}

/// # Summary
/// Loads a real vector of length 2ⁿ into the amplitudes of n qubits by the standard library's state preparation.
///
/// # Description
/// `PreparePureStateD` on the data itself. Its list of gates depends on the numbers, rotations by zero are left out: there is no vector of
/// angles behind it, so the host cannot import it once and bind data later. It serves as a reference in tests, and where a single
/// known state is to be prepared.
///
/// # Input
/// ## data
/// The vector, at most 2ⁿ numbers, not all of them zero; zeros are appended, and its norm does not matter.
/// ## qubits
/// The register in |0…0⟩, big-endian: the first qubit is the most significant bit of the index of an amplitude.
///
/// # See Also
/// - `QaaHybrid.Loaders.AmplitudeEmbedding`
operation PureState(data : Double[], qubits : Qubit[]) : Unit is Adj + Ctl {
    let n = Length(qubits);
    CheckRegister("PureState", 1, n);
    Fact(Length(data) <= 1 <<< n, $"PureState on {n} qubits takes at most {1 <<< n} numbers, {Length(data)} were given");
    Fact(Any(x -> AbsD(x) > 0.0, data), "PureState takes a vector that is not zero");
    PreparePureStateD(data, qubits);
}

/// The angle of each of the 2ᵏ nodes of a level: between the norms of its halves, or between two numbers with their signs.
internal function NodeAngles(level : Int, n : Int, amplitudes : Double[]) : Double[] {
    let half = 1 <<< n - level - 1;
    mutable angles = [];
    for node in 0..(1 <<< level) - 1 {
        let start = 2 * half * node;
        let left = amplitudes[start..start + half - 1];
        let right = amplitudes[start + half..start + 2 * half - 1];
        let angle = if half == 1 { ArcTan2(right[0], left[0]) } else { ArcTan2(PNorm(2.0, right), PNorm(2.0, left)) };
        angles += [2.0 * angle];
    }
    angles
}

/// The sums above: a fast Walsh-Hadamard transform, then its row g(j) at place j.
internal function ToGrayCode(nodes : Double[]) : Double[] {
    let count = Length(nodes);
    mutable sums = nodes;
    mutable stride = 1;
    while stride < count {
        for i in 0..count - 1 {
            if i &&& stride == 0 {
                let (low, high) = (sums[i], sums[i + stride]);
                sums[i] = low + high;
                sums[i + stride] = low - high;
            }
        }
        stride *= 2;
    }
    let transform = sums;
    MappedOverRange(j -> transform[j ^^^ j >>> 1] / IntAsDouble(count), 0..count - 1)
}

/// Rotations in Gray code: between step j and the next the one control flips whose bit differs between their codes.
internal operation ApplyUniformlyControlledRy(angles : Double[], controls : Qubit[], target : Qubit) : Unit is Adj + Ctl {
    let n = Length(controls);
    for j in 0..Length(angles) - 1 {
        Ry(angles[j], target);
        if n > 0 {
            // The last step closes the cycle by the most significant control.
            let bit = if j == Length(angles) - 1 { n - 1 } else { TrailingZeros(j + 1) };
            CNOT(controls[n - 1 - bit], target);
        }
    }
}

internal function TrailingZeros(number : Int) : Int {
    mutable count = 0;
    while (number >>> count) % 2 == 0 {
        count += 1;
    }
    count
}
