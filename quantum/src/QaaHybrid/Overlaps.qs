export
    EstimateAmplitudes,
    EstimateOverlap,
    EstimateOverlapBySwapTest,
    InterfereWithUniform,
    SwapTest;

import
    Std.Arrays.MappedOverRange,
    Std.Convert.IntAsDouble,
    Std.Diagnostics.Fact,
    Std.Math.Sqrt,
    QaaHybrid.ReadOuts.EstimatePauli,
    QaaHybrid.ReadOuts.EstimateProbabilities;

/// # Summary
/// Lets a state interfere with the uniform superposition, so that its signs show in probabilities.
///
/// # Description
/// An auxiliary qubit is put into (|0⟩ + |1⟩) / √2; under |0⟩ the register becomes the reference, the uniform superposition with amplitudes
/// r = 2^{−n/2}, under |1⟩ it becomes the state ψ; a Hadamard gate on the auxiliary qubit adds and subtracts them:
/// $$ \tfrac12 |0\rangle \sum_i (r + \psi_i) |i\rangle + \tfrac12 |1\rangle \sum_i (r - \psi_i) |i\rangle . $$
/// For a real state the probabilities of (0, i) and (1, i) differ by r ψᵢ.
///
/// # Input
/// ## prepare
/// What makes ψ from |0…0⟩; it is applied under control, so its phase counts.
/// ## auxiliary
/// The reference qubit, in |0⟩.
/// ## qubits
/// The register, in |0…0⟩.
///
/// # Remarks
/// On hardware, measure all qubits after it and count on the host: 2^{n/2} (frequency of (0, i) − frequency of (1, i)) estimates ψᵢ.
///
/// # See Also
/// - `QaaHybrid.Overlaps.EstimateAmplitudes`
operation InterfereWithUniform(prepare : Qubit[] => Unit is Adj + Ctl, auxiliary : Qubit, qubits : Qubit[]) : Unit is Adj + Ctl {
    within {
        H(auxiliary);
    } apply {
        ApplyControlledOnInt(0, ApplyToEachCA(H, _), [auxiliary], qubits);
        Controlled prepare([auxiliary], qubits);
    }
}

/// # Summary
/// Estimates the amplitudes of a real state, with their signs, from shots: tomography with one auxiliary reference qubit.
///
/// # Description
/// Every shot runs `InterfereWithUniform` and measures all n + 1 qubits; 2^{n/2} times the difference of the frequencies of (0, i) and
/// (1, i) is an unbiased estimate of ψᵢ. All amplitudes come from the same shots. The standard error of amplitude i is
/// $$ \sqrt{\left(\tfrac12 (1 + 2^n \psi_i^2) - \psi_i^2\right) / \text{shots}} , $$
/// and the expected squared L2 error of all together is (2ⁿ − 1) / shots: an error of ε takes (2ⁿ − 1) / ε² shots.
///
/// # Input
/// ## shots
/// How often to prepare and measure, at least once.
/// ## qubits
/// Size n of the register.
/// ## prepare
/// What makes the state from |0…0⟩, all of its amplitudes real; it is applied under control, so its phase counts.
///
/// # Output
/// 2ⁿ estimates, the first qubit being the most significant bit of the index; not normalised. Of a complex state they are the real parts.
///
/// # See Also
/// - `QaaHybrid.Overlaps.InterfereWithUniform`
/// - `QaaHybrid.ReadOuts.EstimateProbabilities`
operation EstimateAmplitudes(shots : Int, qubits : Int, prepare : Qubit[] => Unit is Adj + Ctl) : Double[] {
    let states = 1 <<< qubits;
    let frequencies = EstimateProbabilities(shots, qubits + 1, qs => InterfereWithUniform(prepare, qs[0], qs[1...]));
    MappedOverRange(i -> Sqrt(IntAsDouble(states)) * (frequencies[i] - frequencies[states + i]), 0..states - 1)
}

/// # Summary
/// Estimates the overlap |⟨φ|ψ⟩|² of two states from shots, by preparing one and undoing the other.
///
/// # Description
/// The overlap is the probability of |0…0⟩ after ψ and the inverse of φ. The standard error of an overlap p is sqrt(p (1 − p) / shots): an error
/// of ε takes at most 1 / (4 ε²) shots, and few where the states are almost equal or almost orthogonal.
///
/// # Input
/// ## shots
/// How often to prepare and measure, at least once.
/// ## qubits
/// Size n of the register; no further qubit is needed.
/// ## first
/// What makes φ from |0…0⟩; its adjoint is applied.
/// ## second
/// What makes ψ from |0…0⟩.
///
/// # Output
/// The estimate, between 0 and 1.
///
/// # See Also
/// - `QaaHybrid.Overlaps.EstimateOverlapBySwapTest`
operation EstimateOverlap(shots : Int, qubits : Int, first : Qubit[] => Unit is Adj, second : Qubit[] => Unit) : Double {
    let both = qs => {
        second(qs);
        Adjoint first(qs);
    };
    EstimateProbabilities(shots, qubits, both)[0]
}

/// # Summary
/// Compares two registers: the auxiliary qubit is found in |1⟩ with probability (1 − |⟨φ|ψ⟩|²) / 2.
///
/// # Description
/// A Hadamard gate on the auxiliary qubit, a controlled swap of each pair of qubits, and a Hadamard gate again.
///
/// # Input
/// ## auxiliary
/// A qubit in |0⟩, to be measured in the Z basis afterwards.
/// ## first
/// The register that holds φ.
/// ## second
/// The register that holds ψ, of the same size.
///
/// # References
/// - [arXiv:quant-ph/0102001](https://arxiv.org/abs/quant-ph/0102001) Buhrman, Cleve, Watrous, de Wolf, "Quantum fingerprinting"
///
/// # See Also
/// - `QaaHybrid.Overlaps.EstimateOverlapBySwapTest`
operation SwapTest(auxiliary : Qubit, first : Qubit[], second : Qubit[]) : Unit is Adj + Ctl {
    let n = Length(first);
    Fact(n == Length(second), $"SwapTest compares registers of one size, {n} and {Length(second)} qubits were given");
    within {
        H(auxiliary);
    } apply {
        for q in 0..n - 1 {
            Controlled SWAP([auxiliary], (first[q], second[q]));
        }
    }
}

/// # Summary
/// Estimates the overlap |⟨φ|ψ⟩|² of two states from shots by the swap test, which needs no inverse of either.
///
/// # Description
/// Takes 2n + 1 qubits. The standard error of an overlap p is sqrt((1 − p²) / shots), an error of ε takes up to 1 / ε² shots:
/// (1 + p) / p times as many as `EstimateOverlap`.
///
/// # Input
/// ## shots
/// How often to prepare and measure, at least once.
/// ## qubits
/// Size n of either register.
/// ## first
/// What makes φ from |0…0⟩.
/// ## second
/// What makes ψ from |0…0⟩.
///
/// # Output
/// The estimate; by chance it can be below 0.
///
/// # See Also
/// - `QaaHybrid.Overlaps.EstimateOverlap`
/// - `QaaHybrid.Overlaps.SwapTest`
operation EstimateOverlapBySwapTest(shots : Int, qubits : Int, first : Qubit[] => Unit, second : Qubit[] => Unit) : Double {
    // Only the auxiliary qubit is read: its ⟨Z⟩ is the overlap.
    let test = qs => {
        let (left, right) = (qs[1..qubits], qs[qubits + 1...]);
        first(left);
        second(right);
        SwapTest(qs[0], left, right);
    };
    EstimatePauli(shots, [PauliZ] + [PauliI, size = 2 * qubits], test)
}
