import
    Std.Arrays.MappedOverRange,
    Std.Convert.IntAsDouble,
    Std.Diagnostics.CheckOperationsAreEqual,
    Std.Diagnostics.Fact,
    Std.Math.Binom,
    QaaHybrid.WeightEncoders.EncodeHammingWeight,
    QaaHybrid.WeightEncoders.HammingWeightAngles,
    QaaHybrid.WeightEncoders.HammingWeightEncoder,
    QaaHybrid.WeightEncoders.HammingWeightEncoderParameters,
    QaaHybrid.WeightEncoders.UpToWeightAngles,
    QaaHybrid.WeightEncoders.UpToWeightEncoder,
    QaaHybrid.WeightEncoders.UpToWeightEncoderParameters,
    Tests.Helpers.CheckMakes,
    Tests.Helpers.SomeAngles,
    Tests.Helpers.SomeData,
    Tests.Helpers.StatesOfWeight;

@Test()
operation DenseVectorsOfEveryWeightAreLoaded() : Unit {
    for n in 2..5 {
        for k in 1..n - 1 {
            CheckLoads(n, k, SomeData(Binom(n, k)));
        }
    }
}

@Test()
operation SignsAndZerosOfAWeightAreLoaded() : Unit {
    for i in 0..5 {
        for value in [1.0, -1.0] {
            CheckLoads(4, 2, MappedOverRange(j -> if i == j { value } else { 0.0 }, 0..5));
            CheckLoads(4, 2, MappedOverRange(j -> if i == j { 0.0 } else { value * IntAsDouble(j - 3) + 0.5 }, 0..5));
        }
    }
    CheckLoads(5, 3, [0.0, 2.0, 0.0, -1.0]);
}

@Test()
operation DenseVectorsOfAllWeightsUpToKAreLoaded() : Unit {
    for n in 1..4 {
        for k in 1..n {
            CheckLoadsUpTo(n, k, SomeData(UpToWeightEncoderParameters(n, k) + 1));
        }
    }
}

@Test()
operation SignsAndZerosOfAllWeightsUpToKAreLoaded() : Unit {
    for i in 0..6 {
        for value in [1.0, -1.0] {
            CheckLoadsUpTo(3, 2, MappedOverRange(j -> if i == j { value } else { 0.0 }, 0..6));
            CheckLoadsUpTo(3, 2, MappedOverRange(j -> if i == j { 0.0 } else { value * IntAsDouble(j - 3) + 0.5 }, 0..6));
        }
    }
    CheckLoadsUpTo(4, 3, [0.0, 2.0, 0.0, -1.0, 0.0, 0.0, 0.5]);
}

@Test()
function ZerosGiveAnglesOfZero() : Unit {
    Fact(HammingWeightAngles(5, 2, [0.0]) == [0.0, size = 9], $"HammingWeightAngles of zeros are {HammingWeightAngles(5, 2, [0.0])}");
    Fact(UpToWeightAngles(3, 2, [0.0]) == [0.0, size = 6], $"UpToWeightAngles of zeros are {UpToWeightAngles(3, 2, [0.0])}");
}

@Test()
function CountsFollowTheFormulas() : Unit {
    for n in 2..8 {
        for k in 1..n - 1 {
            Fact(HammingWeightEncoderParameters(n, k) == Length(StatesOfWeight(n, k)) - 1, $"HammingWeightEncoderParameters({n}, {k})");
        }
        Fact(UpToWeightEncoderParameters(n, 1) == n, $"UpToWeightEncoderParameters({n}, 1)");
        Fact(UpToWeightEncoderParameters(n, 2) == n + n * (n - 1) / 2, $"UpToWeightEncoderParameters({n}, 2)");
        Fact(UpToWeightEncoderParameters(n, n) == (1 <<< n) - 1, $"UpToWeightEncoderParameters({n}, {n})");
    }
}

@Test()
@Config(Unrestricted)
operation OneGateEachAngle() : Unit {
    // Two Y rotations a beam splitter or controlled rotation; the first rotation of all weights has no control and is one.
    for (n, k) in [(4, 2), (5, 2), (5, 3), (6, 3)] {
        use qubits = Qubit[n];
        let angles = SomeAngles(HammingWeightEncoderParameters(n, k));
        Std.Diagnostics.StartCountingOperation(Ry);
        EncodeHammingWeight(k, angles, qubits);
        let rotations = Std.Diagnostics.StopCountingOperation(Ry);
        Fact(rotations == 2 * Length(angles), $"{rotations} rotations for weight {k} of {n} qubits, not {2 * Length(angles)}");
        ResetAll(qubits);
        let all = SomeAngles(UpToWeightEncoderParameters(n, k));
        Std.Diagnostics.StartCountingOperation(Ry);
        UpToWeightEncoder(all, qubits);
        let more = Std.Diagnostics.StopCountingOperation(Ry);
        Fact(more == 2 * Length(all) - 1, $"{more} rotations for weights up to {k} of {n} qubits, not {2 * Length(all) - 1}");
        ResetAll(qubits);
    }
}

@Test()
operation WeightEncodersUndoThemselves() : Unit {
    let (some, all) = (SomeAngles(5), SomeAngles(10));
    Fact(
        CheckOperationsAreEqual(4, qs => { HammingWeightEncoder(some, qs); Adjoint HammingWeightEncoder(some, qs); }, qs => {}),
        "the adjoint of HammingWeightEncoder is not its inverse"
    );
    Fact(
        CheckOperationsAreEqual(4, qs => { UpToWeightEncoder(all, qs); Adjoint UpToWeightEncoder(all, qs); }, qs => {}),
        "the adjoint of UpToWeightEncoder is not its inverse"
    );
}

internal operation CheckLoads(n : Int, k : Int, data : Double[]) : Unit {
    let states = StatesOfWeight(n, k);
    mutable expected = [0.0, size = 1 <<< n];
    for i in 0..Length(data) - 1 {
        expected[states[i]] = data[i];
    }
    let angles = HammingWeightAngles(n, k, data);
    CheckMakes($"EncodeHammingWeight of weight {k}", n, EncodeHammingWeight(k, angles, _), expected);
    if 2 * k <= n {
        CheckMakes("HammingWeightEncoder", n, HammingWeightEncoder(angles, _), expected);
    }
}

internal operation CheckLoadsUpTo(n : Int, k : Int, data : Double[]) : Unit {
    mutable states = [];
    for weight in 0..k {
        states += StatesOfWeight(n, weight);
    }
    mutable expected = [0.0, size = 1 <<< n];
    for i in 0..Length(data) - 1 {
        expected[states[i]] = data[i];
    }
    CheckMakes($"UpToWeightEncoder of weight {k}", n, UpToWeightEncoder(UpToWeightAngles(n, k, data), _), expected);
}
