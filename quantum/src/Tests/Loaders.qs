import
    Std.Arrays.MappedOverRange,
    Std.Arrays.Padded,
    Std.Convert.IntAsDouble,
    Std.Diagnostics.CheckAllZero,
    Std.Diagnostics.CheckOperationsAreEqual,
    Std.Diagnostics.Fact,
    Std.Math.AbsD,
    Std.Math.BitSizeI,
    Std.Math.PI,
    QaaHybrid.Loaders.AmplitudeAngles,
    QaaHybrid.Loaders.AmplitudeEmbedding,
    QaaHybrid.Loaders.AmplitudeEmbeddingParameters,
    QaaHybrid.Loaders.PureState,
    Tests.Helpers.CheckMakes,
    Tests.Helpers.SomeAngles,
    Tests.Helpers.SomeData;

@Test()
operation EverySignedBasisVectorIsLoaded() : Unit {
    for n in 1..4 {
        for i in 0..(1 <<< n) - 1 {
            for value in [1.0, -1.0] {
                mutable data = [0.0, size = 1 <<< n];
                data[i] = value;
                CheckLoads(n, data);
            }
        }
    }
}

@Test()
operation EveryPatternOfSignsIsLoaded() : Unit {
    for signs in 0..15 {
        CheckLoads(2, MappedOverRange(i -> if (signs >>> i) % 2 == 0 { 0.2 + IntAsDouble(i) } else { -0.2 - IntAsDouble(i) }, 0..3));
    }
}

@Test()
operation DenseVectorsAreLoaded() : Unit {
    for n in 1..5 {
        CheckLoads(n, SomeData(1 <<< n));
    }
}

@Test()
operation ShortVectorsArePaddedWithZeros() : Unit {
    CheckLoads(1, [-2.0]);
    CheckLoads(2, [0.3, -0.4, 0.5]);
    CheckLoads(3, [1.0, -2.0, 3.0, -4.0, 5.0]);
}

@Test()
operation AVectorOfZerosStaysInZero() : Unit {
    use qubits = Qubit[3];
    AmplitudeEmbedding(AmplitudeAngles([0.0, size = 8]), qubits);
    Fact(CheckAllZero(qubits), "zeros are loaded as something else than |000⟩");
}

@Test()
function AnglesOfTwoAmplitudesAreOneRotation() : Unit {
    for (data, expected) in [([1.0, 0.0], 0.0), ([0.0, 1.0], PI()), ([0.0, -1.0], -PI()), ([-1.0, 0.0], 2.0 * PI())] {
        let angles = AmplitudeAngles(data);
        Fact(Length(angles) == 1 and AbsD(angles[0] - expected) < 1e-12, $"the angle of {data} is {angles}, not {expected}");
    }
}

@Test()
@Config(Unrestricted)
operation TheListOfGatesIsTheSameForAllData() : Unit {
    for n in 1..4 {
        let (rotations, cnots) = CountGates([0.0, size = 1 <<< n], n);
        Fact(rotations == (1 <<< n) - 1, $"{rotations} rotations on {n} qubits");
        Fact(cnots == (1 <<< n) - 2, $"{cnots} CNOTs on {n} qubits");
        Fact((rotations, cnots) == CountGates(SomeAngles(1 <<< n), n), $"the gates on {n} qubits depend on the data");
        Fact(AmplitudeEmbeddingParameters(n, 1) == rotations, $"AmplitudeEmbeddingParameters({n}, 1)");
    }
}

@Test()
operation TheLoaderUndoesItself() : Unit {
    for n in 1..3 {
        let angles = SomeAngles((1 <<< n) - 1);
        let roundTrip = qs => {
            AmplitudeEmbedding(angles, qs);
            Adjoint AmplitudeEmbedding(angles, qs);
        };
        Fact(CheckOperationsAreEqual(n, roundTrip, qs => {}), $"the adjoint is not the inverse on {n} qubits");
    }
}

@Test()
operation PureStateMakesWhatAmplitudeEmbeddingMakes() : Unit {
    // The preparation of the standard library is exact up to one global phase.
    for data in [[0.0, -3.0], [1.0, -2.0, 0.5], SomeData(8)] {
        let n = BitSizeI(Length(data) - 1);
        use qubits = Qubit[n];
        PureState(data, qubits);
        Adjoint AmplitudeEmbedding(AmplitudeAngles(data), qubits);
        Fact(CheckAllZero(qubits), $"PureState makes something else of {data}");
    }
}

internal operation CheckLoads(n : Int, data : Double[]) : Unit {
    CheckMakes("AmplitudeEmbedding", n, AmplitudeEmbedding(AmplitudeAngles(data), _), Padded(-(1 <<< n), 0.0, data));
}

/// Counting exists on the simulator only; an import of it would break every other profile.
@Config(Unrestricted)
internal operation CountGates(data : Double[], n : Int) : (Int, Int) {
    use qubits = Qubit[n];
    Std.Diagnostics.StartCountingOperation(Ry);
    Std.Diagnostics.StartCountingOperation(CNOT);
    AmplitudeEmbedding(AmplitudeAngles(data), qubits);
    ResetAll(qubits);
    (Std.Diagnostics.StopCountingOperation(Ry), Std.Diagnostics.StopCountingOperation(CNOT))
}
