import
    Std.Arrays.MappedOverRange,
    Std.Convert.IntAsDouble,
    Std.Diagnostics.CheckAllZero,
    Std.Diagnostics.CheckOperationsAreEqual,
    Std.Diagnostics.Fact,
    Std.Math.Cos,
    Std.Math.Sin,
    Std.StatePreparation.PreparePureStateD,
    QaaHybrid.Gates.RBS,
    QaaHybrid.Layers.Brick,
    QaaHybrid.Layers.BrickParameters,
    QaaHybrid.Layers.Pyramid,
    QaaHybrid.Layers.PyramidParameters;

@Test()
operation BrickIsItsGatesInOrder() : Unit {
    CheckAgainstPairs("Brick", Brick, 2, [(0, 1), (0, 1)]);
    CheckAgainstPairs("Brick", Brick, 3, [(0, 1), (1, 2)]);
    CheckAgainstPairs("Brick", Brick, 4, [(0, 1), (2, 3), (1, 2), (0, 1), (2, 3), (1, 2)]);
    CheckAgainstPairs("Brick", Brick, 5, [(0, 1), (2, 3), (1, 2), (3, 4)]);
}

@Test()
operation PyramidIsItsGatesInOrder() : Unit {
    CheckAgainstPairs("Pyramid", Pyramid, 2, [(0, 1)]);
    CheckAgainstPairs("Pyramid", Pyramid, 3, [(0, 1), (1, 2), (0, 1), (0, 1), (1, 2), (0, 1)]);
    CheckAgainstPairs("Pyramid", Pyramid, 4, [(0, 1), (1, 2), (0, 1), (2, 3), (1, 2), (0, 1)]);
    CheckAgainstPairs("Pyramid", Pyramid, 5, [(0, 1), (1, 2), (0, 1), (2, 3), (1, 2), (0, 1), (3, 4), (2, 3), (1, 2), (0, 1)]);
}

@Test()
operation LayersTurnTheAmplitudesOfWeightOne() : Unit {
    for n in 2..6 {
        CheckWeightOne("Brick", Brick, n, BrickParameters(n, 2));
        CheckWeightOne("Pyramid", Pyramid, n, PyramidParameters(n, 1));
    }
}

@Test()
operation LayersUndoThemselves() : Unit {
    for n in 2..4 {
        let theta = SomeAngles(PyramidParameters(n, 2));
        Fact(
            CheckOperationsAreEqual(n, qs => { Pyramid(theta, qs); Adjoint Pyramid(theta, qs); }, qs => {}),
            $"the adjoint of Pyramid on {n} qubits is not its inverse"
        );
    }
}

@Test()
function CountsFollowTheFormulas() : Unit {
    for n in 2..8 {
        for layers in 1..3 {
            Fact(BrickParameters(n, layers) == layers * (n - 1), $"BrickParameters({n}, {layers})");
            Fact(PyramidParameters(n, layers) == layers * n * (n - 1) / 2, $"PyramidParameters({n}, {layers})");
        }
    }
}

internal function SomeAngles(count : Int) : Double[] {
    MappedOverRange(i -> 0.35 + 0.6 * Sin(2.1 * IntAsDouble(i)), 0..count - 1)
}

internal operation CheckAgainstPairs(
    name : String,
    layer : (Double[], Qubit[]) => Unit is Adj + Ctl,
    n : Int,
    pairs : (Int, Int)[]
) : Unit {
    let theta = SomeAngles(Length(pairs));
    Fact(
        CheckOperationsAreEqual(n, qs => layer(theta, qs), qs => ApplyPairs(theta, pairs, qs)),
        $"{name} on {n} qubits is not RBS on {pairs} in this order"
    );
}

internal operation ApplyPairs(theta : Double[], pairs : (Int, Int)[], qubits : Qubit[]) : Unit is Adj + Ctl {
    for i in 0..Length(pairs) - 1 {
        let (first, second) = pairs[i];
        RBS(theta[i], qubits[first], qubits[second]);
    }
}

/// On e_i the circuit gives column i of the product of the rotations ((c, -s), (s, c)), computed here by hand.
internal operation CheckWeightOne(name : String, layer : (Double[], Qubit[]) => Unit is Adj + Ctl, n : Int, count : Int) : Unit {
    let theta = SomeAngles(count);
    let pairs = if name == "Brick" { BrickPairs(n, count) } else { PyramidPairs(n) };
    for input in 0..n - 1 {
        mutable column = [0.0, size = n];
        column[input] = 1.0;
        for i in 0..count - 1 {
            let q = pairs[i];
            let (c, s) = (Cos(theta[i]), Sin(theta[i]));
            let (a, b) = (column[q], column[q + 1]);
            column[q] = c * a - s * b;
            column[q + 1] = s * a + c * b;
        }
        use qubits = Qubit[n];
        X(qubits[input]);
        layer(theta, qubits);
        Adjoint PreparePureStateD(WeightOne(column), qubits);
        Fact(CheckAllZero(qubits), $"{name} on {n} qubits takes weight-one state {input} elsewhere than to {column}");
    }
}

/// The first qubit of each gate.
internal function BrickPairs(n : Int, count : Int) : Int[] {
    mutable pairs = [];
    while Length(pairs) < count {
        for q in 0..2..n - 2 {
            pairs += [q];
        }
        for q in 1..2..n - 2 {
            pairs += [q];
        }
    }
    pairs
}

internal function PyramidPairs(n : Int) : Int[] {
    mutable pairs = [];
    for k in 1..n - 1 {
        for q in k..-1..1 {
            pairs += [q - 1];
        }
    }
    pairs
}

/// The state with these amplitudes on |10…0⟩, |010…0⟩, …, |0…01⟩.
internal function WeightOne(amplitudes : Double[]) : Double[] {
    let n = Length(amplitudes);
    mutable state = [0.0, size = 1 <<< n];
    for i in 0..n - 1 {
        state[1 <<< n - 1 - i] = amplitudes[i];
    }
    state
}
