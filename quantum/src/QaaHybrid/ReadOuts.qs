export
    EstimatePauli,
    EstimateProbabilities,
    EstimateZ,
    EstimateZZ,
    MeasurePauli,
    MeasureZ,
    RotateToZ;

import
    Std.Arrays.Fold,
    Std.Arrays.Mapped,
    Std.Arrays.MappedOverRange,
    Std.Arrays.Reversed,
    Std.Arrays.Where,
    Std.Convert.IntAsDouble,
    Std.Convert.ResultArrayAsInt,
    Std.Diagnostics.Fact,
    Std.Measurement.MResetEachZ;

/// # Summary
/// Measures every qubit in the Z basis and leaves the register in |0…0⟩: the read-out of all circuits that run on hardware.
///
/// # Input
/// ## qubits
/// The register.
///
/// # Output
/// One result for each qubit, in their order.
///
/// # See Also
/// - `QaaHybrid.ReadOuts.MeasurePauli`
/// - `QaaHybrid.ReadOuts.EstimateZ`
operation MeasureZ(qubits : Qubit[]) : Result[] {
    MResetEachZ(qubits)
}

/// # Summary
/// Turns every qubit so that its Pauli axis becomes Z: the last step of a circuit whose X or Y is to be read out.
///
/// # Description
/// H for X, the adjoint of S and then H for Y, nothing for Z and I. Afterwards ⟨Z⟩ of a qubit, and ⟨Z…Z⟩ of several, is what ⟨P⟩ was.
///
/// # Input
/// ## axes
/// The axis of each qubit.
/// ## qubits
/// The register, as many qubits as axes.
///
/// # Remarks
/// It has no angles. To train with another read-out than ⟨Z⟩, call it at the end of an ansatz: the host measures in the Z basis.
///
/// # See Also
/// - `QaaHybrid.ReadOuts.MeasurePauli`
operation RotateToZ(axes : Pauli[], qubits : Qubit[]) : Unit is Adj + Ctl {
    Fact(Length(axes) == Length(qubits), $"RotateToZ takes one axis for each qubit, {Length(axes)} for {Length(qubits)} were given");
    for q in 0..Length(qubits) - 1 {
        if axes[q] == PauliY {
            Adjoint S(qubits[q]);
        }
        if axes[q] == PauliX or axes[q] == PauliY {
            H(qubits[q]);
        }
    }
}

/// # Summary
/// Measures every qubit along its own Pauli axis and leaves the register in |0…0⟩.
///
/// # Description
/// A change of basis, then `MResetEachZ`: no auxiliary qubit. The product of the values (+1 for `Zero`, −1 for `One`) of some qubits is a
/// sample of the product of their Pauli operators.
///
/// # Input
/// ## axes
/// The axis of each qubit; I is measured as Z.
/// ## qubits
/// The register, as many qubits as axes.
///
/// # Output
/// One result for each qubit, in their order.
///
/// # See Also
/// - `QaaHybrid.ReadOuts.MeasureZ`
/// - `QaaHybrid.ReadOuts.EstimatePauli`
operation MeasurePauli(axes : Pauli[], qubits : Qubit[]) : Result[] {
    RotateToZ(axes, qubits);
    MResetEachZ(qubits)
}

/// # Summary
/// Estimates the expectation value ⟨Z⟩ of every qubit from shots.
///
/// # Description
/// Prepares a fresh register for every shot and averages +1 for `Zero` and −1 for `One`. The standard error of qubit j
/// is sqrt((1 − ⟨Zⱼ⟩²) / shots).
///
/// # Input
/// ## shots
/// How often to prepare and measure, at least once.
/// ## qubits
/// Size of the register.
/// ## prepare
/// What to apply to the register in |0…0⟩.
///
/// # Output
/// One estimate for each qubit, between −1 and 1.
///
/// # Remarks
/// It counts results while the program runs, which the base profile cannot do: use it, and the other estimates, with the simulator. On
/// hardware the host counts the results of `MeasureZ`.
///
/// # See Also
/// - `QaaHybrid.ReadOuts.MeasureZ`
/// - `QaaHybrid.ReadOuts.EstimateZZ`
operation EstimateZ(shots : Int, qubits : Int, prepare : Qubit[] => Unit) : Double[] {
    let spins = SampleSpins("EstimateZ", shots, [PauliZ, size = qubits], prepare);
    MappedOverRange(q -> Mean(Mapped(spin -> spin[q], spins)), 0..qubits - 1)
}

/// # Summary
/// Estimates the expectation values ⟨Zᵢ Zⱼ⟩ of all pairs of qubits from the same shots.
///
/// # Description
/// Prepares a fresh register for every shot and measures it in the Z basis, in which all these operators are diagonal. The standard error of
/// an entry z is sqrt((1 − z²) / shots).
///
/// # Input
/// ## shots
/// How often to prepare and measure, at least once.
/// ## qubits
/// Size of the register.
/// ## prepare
/// What to apply to the register in |0…0⟩.
///
/// # Output
/// A symmetric table with ⟨Zᵢ Zⱼ⟩ at [i][j]; 1 on its diagonal.
///
/// # See Also
/// - `QaaHybrid.ReadOuts.EstimateZ`
/// - `QaaHybrid.ReadOuts.EstimatePauli`
operation EstimateZZ(shots : Int, qubits : Int, prepare : Qubit[] => Unit) : Double[][] {
    let spins = SampleSpins("EstimateZZ", shots, [PauliZ, size = qubits], prepare);
    let row = i -> MappedOverRange(j -> Mean(Mapped(spin -> spin[i] * spin[j], spins)), 0..qubits - 1);
    MappedOverRange(row, 0..qubits - 1)
}

/// # Summary
/// Estimates the expectation value of a product of Pauli operators from shots.
///
/// # Description
/// Prepares a fresh register for every shot, measures each qubit along its axis and averages the product of the values. The standard error
/// of an expectation value p is sqrt((1 − p²) / shots).
///
/// # Input
/// ## shots
/// How often to prepare and measure, at least once.
/// ## axes
/// The operator on each qubit of the register; where it is I, the qubit's result does not count.
/// ## prepare
/// What to apply to the register in |0…0⟩.
///
/// # Output
/// The estimate, between −1 and 1.
///
/// # Example
/// ```qsharp
/// // ⟨X X⟩ of (|00⟩ + |11⟩) / √2 is 1.
/// let xx = QaaHybrid.ReadOuts.EstimatePauli(100, [PauliX, PauliX], qs => { H(qs[0]); CNOT(qs[0], qs[1]); });
/// ```
///
/// # See Also
/// - `QaaHybrid.ReadOuts.MeasurePauli`
operation EstimatePauli(shots : Int, axes : Pauli[], prepare : Qubit[] => Unit) : Double {
    let spins = SampleSpins("EstimatePauli", shots, axes, prepare);
    let counted = Where(axis -> axis != PauliI, axes);
    Mean(Mapped(spin -> Fold((product, q) -> product * spin[q], 1.0, counted), spins))
}

/// # Summary
/// Estimates the probabilities of all basis states from shots.
///
/// # Description
/// Prepares a fresh register for every shot, measures it in the Z basis and counts. The standard error of an entry p is sqrt(p (1 − p) / shots).
///
/// # Input
/// ## shots
/// How often to prepare and measure, at least once.
/// ## qubits
/// Size n of the register.
/// ## prepare
/// What to apply to the register in |0…0⟩.
///
/// # Output
/// 2ⁿ relative frequencies, the first qubit being the most significant bit of the index.
///
/// # See Also
/// - `QaaHybrid.Overlaps.EstimateAmplitudes`
operation EstimateProbabilities(shots : Int, qubits : Int, prepare : Qubit[] => Unit) : Double[] {
    CheckShots("EstimateProbabilities", shots);
    mutable counts = [0, size = 1 <<< qubits];
    for _ in 1..shots {
        use register = Qubit[qubits];
        prepare(register);
        counts[ResultArrayAsInt(Reversed(MeasureZ(register)))] += 1;
    }
    Mapped(count -> IntAsDouble(count) / IntAsDouble(shots), counts)
}

/// What every estimate asks for.
internal function CheckShots(name : String, shots : Int) : Unit {
    Fact(shots > 0, $"{name} needs at least one shot, {shots} were asked for");
}

/// Of every shot +1 for each `Zero` and −1 for each `One`.
internal operation SampleSpins(name : String, shots : Int, axes : Pauli[], prepare : Qubit[] => Unit) : Double[][] {
    CheckShots(name, shots);
    mutable spins = [];
    for _ in 1..shots {
        use register = Qubit[Length(axes)];
        prepare(register);
        spins += [Mapped(result -> if result == Zero { 1.0 } else { -1.0 }, MeasurePauli(axes, register))];
    }
    spins
}

internal function Mean(values : Double[]) : Double {
    Fold((sum, value) -> sum + value, 0.0, values) / IntAsDouble(Length(values))
}
