export
    MeasureZ,
    EstimateZ;

import
    Std.Arrays.Mapped,
    Std.Convert.IntAsDouble,
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
/// - `QaaHybrid.ReadOuts.EstimateZ`
operation MeasureZ(qubits : Qubit[]) : Result[] {
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
/// It counts results while the program runs, which the base profile cannot do: use it with the simulator. On hardware the host
/// counts the results of `MeasureZ`.
///
/// # See Also
/// - `QaaHybrid.ReadOuts.MeasureZ`
operation EstimateZ(shots : Int, qubits : Int, prepare : Qubit[] => Unit) : Double[] {
    Fact(shots > 0, $"EstimateZ needs at least one shot, {shots} were asked for");
    mutable sums = [0.0, size = qubits];
    for _ in 1..shots {
        use register = Qubit[qubits];
        prepare(register);
        let results = MeasureZ(register);
        for q in 0..qubits - 1 {
            sums[q] += if results[q] == Zero { 1.0 } else { -1.0 };
        }
    }
    Mapped(sum -> sum / IntAsDouble(shots), sums)
}
