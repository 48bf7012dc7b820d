export
    EncodeHammingWeight,
    HammingWeightAngles,
    HammingWeightEncoder,
    HammingWeightEncoderParameters,
    UpToWeightAngles,
    UpToWeightEncoder,
    UpToWeightEncoderParameters;

import
    Std.Arrays.Filtered,
    Std.Arrays.Mapped,
    Std.Arrays.Padded,
    Std.Arrays.Subarray,
    Std.Diagnostics.Fact,
    Std.Math.Binom,
    QaaHybrid.Checks.CheckAngleCount,
    QaaHybrid.Checks.CheckRegister,
    QaaHybrid.Gates.ApplyDoubleRy,
    QaaHybrid.Gates.RBS,
    QaaHybrid.GrayOrders.EhrlichOrder,
    QaaHybrid.GrayOrders.UpToWeightOrder,
    QaaHybrid.UnaryLoaders.ChainAngles;

/// # Summary
/// Loads a real vector of length C(n, k) into the amplitudes of Hamming weight k of n qubits, signs included.
///
/// # Description
/// The first k qubits are flipped; then a beam splitter for each step of Ehrlich's Gray order moves what is left of the norm from one subset of
/// qubits in |1⟩ to the next, under controls by the qubits that are |1⟩ in both: C(n, k) − 1 gates. A qubit that has been |1⟩ in all subsets
/// so far is no control, so gates in the first C(n − j, k − j) − 1 steps have at most k − 1 − j of them. The weight k ≤ n/2 follows from the
/// number of angles; for larger weights there is `EncodeHammingWeight`.
///
/// # Input
/// ## theta
/// The C(n, k) − 1 angles of the gates, in their order, radians; `HammingWeightAngles` makes them from the data.
/// ## qubits
/// The register in |0…0⟩, at least two qubits.
///
/// # Example
/// ```qsharp
/// use qubits = Qubit[4];
/// // Of weight 2, in the order 1100, 1010, 1001, 0110, 0101, 0011.
/// let angles = QaaHybrid.WeightEncoders.HammingWeightAngles(4, 2, [1.0, -2.0, 3.0, -4.0, 5.0, -6.0]);
/// QaaHybrid.WeightEncoders.HammingWeightEncoder(angles, qubits);
/// ResetAll(qubits);
/// ```
///
/// # References
/// - [arXiv:2405.20408](https://arxiv.org/abs/2405.20408) Farias et al., Phys. Rev. Applied 23, 044014 (2025)
///
/// # See Also
/// - `QaaHybrid.WeightEncoders.HammingWeightAngles`
/// - `QaaHybrid.WeightEncoders.UpToWeightEncoder`
/// - `QaaHybrid.GrayOrders.EhrlichOrder`
operation HammingWeightEncoder(theta : Double[], qubits : Qubit[]) : Unit is Adj + Ctl {
    let n = Length(qubits);
    CheckRegister("HammingWeightEncoder", 2, n);
    EncodeHammingWeight(WeightOfAngles(n, Length(theta)), theta, qubits);
}

/// # Summary
/// Number of angles that `HammingWeightEncoder` takes: C(n, k) − 1 on n qubits for weight k.
///
/// # Input
/// ## qubits
/// Size of the register, at least two.
/// ## weight
/// The Hamming weight k, from 1 to n − 1; above n/2 for `EncodeHammingWeight` only. It stands where other operations have the number of
/// layers.
///
/// # Output
/// The length of `theta`.
///
/// # See Also
/// - `QaaHybrid.WeightEncoders.HammingWeightEncoder`
function HammingWeightEncoderParameters(qubits : Int, weight : Int) : Int {
    CheckEncodedWeight("HammingWeightEncoder", qubits, weight, qubits - 1);
    Binom(qubits, weight) - 1
}

/// # Summary
/// Loads a real vector of length C(n, k) into the amplitudes of Hamming weight k of n qubits, for a weight that is named.
///
/// # Description
/// The same as `HammingWeightEncoder`, for any weight from 1 to n − 1. The host imports operations of angles and qubits only: to train with
/// a weight above n/2, wrap it in one.
///
/// # Input
/// ## weight
/// The Hamming weight k.
/// ## theta
/// The C(n, k) − 1 angles of the gates, in their order, radians; `HammingWeightAngles` makes them from the data.
/// ## qubits
/// The register in |0…0⟩, at least two qubits.
///
/// # Example
/// ```qsharp
/// operation HammingWeight3(theta : Double[], qubits : Qubit[]) : Unit is Adj + Ctl {
///     QaaHybrid.WeightEncoders.EncodeHammingWeight(3, theta, qubits);
/// }
/// ```
///
/// # See Also
/// - `QaaHybrid.WeightEncoders.HammingWeightEncoder`
operation EncodeHammingWeight(weight : Int, theta : Double[], qubits : Qubit[]) : Unit is Adj + Ctl {
    let n = Length(qubits);
    CheckRegister("EncodeHammingWeight", 2, n);
    CheckAngleCount($"EncodeHammingWeight of weight {weight}", n, HammingWeightEncoderParameters(n, weight), Length(theta));
    ApplyToEachCA(X, qubits[0..weight - 1]);
    ApplyGrayWalk(theta, EhrlichOrder(n, weight), qubits);
}

/// # Summary
/// The angles with which `HammingWeightEncoder` and `EncodeHammingWeight` load a vector divided by its L2 norm.
///
/// # Description
/// The vector is brought from lexicographic into Ehrlich's order; then the angles are those of a chain,
/// $$ \theta_m = \mathrm{atan2}(\lVert x_{m+1 \ldots} \rVert, x_m), $$
/// the last with the sign of the last number in place of the norm.
///
/// # Input
/// ## qubits
/// Size n of the register, at least two.
/// ## weight
/// The Hamming weight k, from 1 to n − 1.
/// ## data
/// The vector: one number for each subset of k qubits in |1⟩, the subsets in lexicographic order. A shorter one is filled up with zeros; a
/// vector of zeros gives angles of zero, that is the first k qubits in |1⟩.
///
/// # Output
/// C(n, k) − 1 angles in radians.
///
/// # See Also
/// - `QaaHybrid.WeightEncoders.HammingWeightEncoder`
/// - `QaaHybrid.GrayOrders.LexicographicOrder`
function HammingWeightAngles(qubits : Int, weight : Int, data : Double[]) : Double[] {
    CheckEncodedWeight("HammingWeightAngles", qubits, weight, qubits - 1);
    let vector = FilledUp("HammingWeightAngles", Binom(qubits, weight), data);
    ChainAngles(Mapped(subset -> vector[LexicographicIndex(qubits, subset)], EhrlichOrder(qubits, weight)))
}

/// # Summary
/// Loads a real vector into the amplitudes of all Hamming weights from 0 to k of n qubits, signs included.
///
/// # Description
/// As `HammingWeightEncoder`, along a Gray order that goes through one weight after the other: between weights it is a Y rotation that
/// flips one more qubit, under controls by the qubits that are |1⟩. One gate fewer than amplitudes. The weight k follows from the number of
/// angles. With k = n it loads 2ⁿ numbers, as `AmplitudeEmbedding` does with fewer gates.
///
/// # Input
/// ## theta
/// The C(n, 0) + … + C(n, k) − 1 angles of the gates, in their order, radians; `UpToWeightAngles` makes them from the data. Beam
/// splitters turn by the angle, Y rotations by twice the angle.
/// ## qubits
/// The register in |0…0⟩.
///
/// # References
/// - [arXiv:2405.20408](https://arxiv.org/abs/2405.20408) Farias et al., Phys. Rev. Applied 23, 044014 (2025)
///
/// # See Also
/// - `QaaHybrid.WeightEncoders.UpToWeightAngles`
/// - `QaaHybrid.GrayOrders.UpToWeightOrder`
operation UpToWeightEncoder(theta : Double[], qubits : Qubit[]) : Unit is Adj + Ctl {
    let n = Length(qubits);
    CheckRegister("UpToWeightEncoder", 1, n);
    ApplyGrayWalk(theta, UpToWeightOrder(n, LargestWeightOfAngles(n, Length(theta))), qubits);
}

/// # Summary
/// Number of angles that `UpToWeightEncoder` takes: C(n, 0) + … + C(n, k) − 1 on n qubits for weights up to k.
///
/// # Input
/// ## qubits
/// Size of the register.
/// ## weight
/// The largest Hamming weight k, from 1 to n. It stands where other operations have the number of layers.
///
/// # Output
/// The length of `theta`.
///
/// # See Also
/// - `QaaHybrid.WeightEncoders.UpToWeightEncoder`
function UpToWeightEncoderParameters(qubits : Int, weight : Int) : Int {
    CheckEncodedWeight("UpToWeightEncoder", qubits, weight, qubits);
    CountUpTo(qubits, weight) - 1
}

/// # Summary
/// The angles with which `UpToWeightEncoder` loads a vector divided by its L2 norm.
///
/// # Description
/// The vector is brought into the order of `UpToWeightOrder`; then the angles are those of a chain, as in `HammingWeightAngles`.
///
/// # Input
/// ## qubits
/// Size n of the register.
/// ## weight
/// The largest Hamming weight k, from 1 to n.
/// ## data
/// The vector: the amplitude of |0…0⟩, then those of weight 1, and so on to weight k, in each the subsets of qubits in |1⟩ in lexicographic
/// order. A shorter one is filled up with zeros; a vector of zeros gives angles of zero, that is |0…0⟩.
///
/// # Output
/// C(n, 0) + … + C(n, k) − 1 angles in radians.
///
/// # See Also
/// - `QaaHybrid.WeightEncoders.UpToWeightEncoder`
function UpToWeightAngles(qubits : Int, weight : Int, data : Double[]) : Double[] {
    CheckEncodedWeight("UpToWeightAngles", qubits, weight, qubits);
    let vector = FilledUp("UpToWeightAngles", CountUpTo(qubits, weight), data);
    let place = subset -> CountUpTo(qubits, Length(subset) - 1) + LexicographicIndex(qubits, subset);
    ChainAngles(Mapped(subset -> vector[place(subset)], UpToWeightOrder(qubits, weight)))
}

/// One gate for each step between subsets: amplitude moves on by a Givens rotation of the two basis states, and nothing else moves.
internal operation ApplyGrayWalk(theta : Double[], subsets : Int[][], qubits : Qubit[]) : Unit is Adj + Ctl {
    let steps = GraySteps(subsets);
    for step in 0..Length(steps) - 1 {
        let (controls, leaving, arriving) = steps[step];
        if Length(leaving) == 0 {
            ApplyDoubleRy(theta[step], Subarray(controls, qubits), qubits[arriving]);
        } else {
            Controlled RBS(Subarray(controls, qubits), (theta[step], qubits[leaving[0]], qubits[arriving]));
        }
    }
}

/// Of each step the controls, the qubit that becomes |0⟩ (none, where the weight grows) and the qubit that becomes |1⟩.
///
/// A gate reaches all states with its controls in |1⟩ and one of its two qubits. Those of lower weight have too few ones, those of higher
/// weight are still empty, and a qubit that is |1⟩ in all subsets so far distinguishes nothing.
internal function GraySteps(subsets : Int[][]) : (Int[], Int[], Int)[] {
    mutable always = subsets[0];
    mutable steps = [];
    for step in 0..Length(subsets) - 2 {
        let (before, after) = (subsets[step], subsets[step + 1]);
        always = Common(always, after);
        let common = Common(before, after);
        steps += [(Without(always, common), Without(after, before), Without(before, after)[0])];
    }
    steps
}

/// What of the second list is not in the first.
internal function Without(removed : Int[], list : Int[]) : Int[] {
    Filtered(i -> not Contains(i, removed), list)
}

internal function Common(first : Int[], second : Int[]) : Int[] {
    Filtered(i -> Contains(i, second), first)
}

internal function Contains(number : Int, list : Int[]) : Bool {
    for other in list {
        if other == number {
            return true;
        }
    }
    false
}

/// The place of a subset among all of its size in lexicographic order: how many begin alike and go on with a smaller index.
internal function LexicographicIndex(n : Int, subset : Int[]) : Int {
    let k = Length(subset);
    mutable index = 0;
    mutable smaller = 0;
    for i in 0..k - 1 {
        for other in smaller..subset[i] - 1 {
            index += Binom(n - 1 - other, k - 1 - i);
        }
        smaller = subset[i] + 1;
    }
    index
}

/// C(n, 0) + … + C(n, k).
internal function CountUpTo(n : Int, k : Int) : Int {
    mutable count = 0;
    for weight in 0..k {
        count += Binom(n, weight);
    }
    count
}

internal function WeightOfAngles(n : Int, angles : Int) : Int {
    for weight in 1..n / 2 {
        if Binom(n, weight) - 1 == angles {
            return weight;
        }
    }
    fail $"HammingWeightEncoder on {n} qubits takes C({n}, k) - 1 angles for a weight k of at most {n / 2}, {angles} were given";
}

internal function LargestWeightOfAngles(n : Int, angles : Int) : Int {
    for weight in 1..n {
        if CountUpTo(n, weight) - 1 == angles {
            return weight;
        }
    }
    fail $"UpToWeightEncoder on {n} qubits takes C({n}, 0) + … + C({n}, k) - 1 angles for a weight k from 1 on, {angles} were given";
}

internal function CheckEncodedWeight(name : String, qubits : Int, weight : Int, most : Int) : Unit {
    Fact(weight >= 1 and weight <= most, $"{name} on {qubits} qubits takes a weight from 1 to {most}, {weight} was given");
}

internal function FilledUp(name : String, length : Int, data : Double[]) : Double[] {
    Fact(
        Length(data) > 0 and Length(data) <= length,
        $"{name} takes from 1 to {length} numbers, {Length(data)} were given"
    );
    Padded(-length, 0.0, data)
}
