import
    Std.Convert.IntAsDouble,
    Std.Diagnostics.CheckAllZero,
    Std.Diagnostics.CheckOperationsAreEqual,
    Std.Diagnostics.Fact,
    Std.Math.Cos,
    Std.Math.PNormalized,
    Std.Math.Sqrt,
    Std.StatePreparation.PreparePureStateD,
    QaaHybrid.Loaders.AmplitudeAngles,
    QaaHybrid.Loaders.AmplitudeEmbedding,
    QaaHybrid.Overlaps.EstimateAmplitudes,
    QaaHybrid.Overlaps.EstimateOverlap,
    QaaHybrid.Overlaps.EstimateOverlapBySwapTest,
    QaaHybrid.Overlaps.InterfereWithUniform,
    QaaHybrid.Overlaps.SwapTest,
    Tests.Helpers.SomeData,
    Tests.ReadOuts.CheckWithin;

@Test()
operation InterferenceAddsAndSubtractsTheUniformState() : Unit {
    for n in 1..4 {
        let psi = PNormalized(2.0, SomeData(1 <<< n));
        let r = 1.0 / Sqrt(IntAsDouble(1 <<< n));
        let sum = Std.Arrays.Mapped(x -> r + x, psi);
        let difference = Std.Arrays.Mapped(x -> r - x, psi);
        use qubits = Qubit[n + 1];
        InterfereWithUniform(AmplitudeEmbedding(AmplitudeAngles(psi), _), qubits[0], qubits[1...]);
        Adjoint PreparePureStateD(sum + difference, qubits);
        Fact(CheckAllZero(qubits), $"the interference on {n} qubits is not (r + ψ, r − ψ) / 2");
    }
}

@Test()
operation SignedAmplitudesAreEstimatedWithinSixStandardErrors() : Unit {
    let shots = 1000;
    for data in [[0.6, -0.8], [-1.0, 0.0, 0.0, 0.0], SomeData(4), SomeData(8)] {
        let states = Length(data);
        let psi = PNormalized(2.0, data);
        let n = Std.Math.BitSizeI(states - 1);
        let estimates = EstimateAmplitudes(shots, n, AmplitudeEmbedding(AmplitudeAngles(data), _));
        for i in 0..states - 1 {
            let variance = 0.5 * (1.0 + IntAsDouble(states) * psi[i] * psi[i]) - psi[i] * psi[i];
            CheckWithin($"amplitude {i} of {psi}", shots, estimates[i], psi[i], variance);
        }
    }
}

@Test()
operation OverlapsOfEqualAndOfOrthogonalStates() : Unit {
    let some = qs => AmplitudeEmbedding(AmplitudeAngles([0.5, -1.0, 2.0, 0.3]), qs);
    let orthogonal = qs => AmplitudeEmbedding(AmplitudeAngles([1.0, 0.5, 0.3, -2.0]), qs);
    CheckWithin("the overlap of equal states", 50, EstimateOverlap(50, 2, some, some), 1.0, 0.0);
    CheckWithin("the overlap of orthogonal states", 50, EstimateOverlap(50, 2, some, orthogonal), 0.0, 0.0);
    CheckWithin("the overlap of equal states by the swap test", 50, EstimateOverlapBySwapTest(50, 2, some, some), 1.0, 0.0);
    CheckWithin("the overlap of orthogonal states by the swap test", 1000, EstimateOverlapBySwapTest(1000, 2, some, orthogonal), 0.0, 1.0);
}

@Test()
operation OverlapsAreEstimatedWithinSixStandardErrors() : Unit {
    // |⟨φ|ψ⟩| is the cosine of half the angle between the rotations, on each of two qubits; a phase of ψ makes no difference.
    let (a, b) = (0.4, 1.5);
    let first = qs => ApplyToEachA(Ry(a, _), qs);
    let second = qs => {
        ApplyToEach(Ry(b, _), qs);
        Exp([PauliI], 0.7, [qs[0]]);
    };
    let cosine = Cos((b - a) / 2.0);
    let overlap = cosine * cosine * cosine * cosine;
    let shots = 2000;
    CheckWithin("the overlap", shots, EstimateOverlap(shots, 2, first, second), overlap, overlap * (1.0 - overlap));
    CheckWithin(
        "the overlap by the swap test",
        shots,
        EstimateOverlapBySwapTest(shots, 2, first, second),
        overlap,
        1.0 - overlap * overlap
    );
}

@Test()
operation TestsOfOverlapUndoThemselves() : Unit {
    let interfere = qs => InterfereWithUniform(rest => Ry(0.3, rest[0]), qs[0], qs[1...]);
    let back = qs => Adjoint InterfereWithUniform(rest => Ry(0.3, rest[0]), qs[0], qs[1...]);
    Fact(CheckOperationsAreEqual(3, qs => { interfere(qs); back(qs); }, qs => {}), "the adjoint of InterfereWithUniform is not its inverse");
    let twice = qs => {
        SwapTest(qs[0], qs[1..1], qs[2..2]);
        Adjoint SwapTest(qs[0], qs[1..1], qs[2..2]);
    };
    Fact(CheckOperationsAreEqual(3, twice, qs => {}), "the adjoint of SwapTest is not its inverse");
}
