import
    Std.Diagnostics.CheckAllZero,
    Std.Diagnostics.CheckOperationsAreEqual,
    Std.Diagnostics.Fact,
    Std.Math.Cos,
    Std.Math.Sin,
    Std.StatePreparation.PreparePureStateD,
    QaaHybrid.Gates.RBS,
    QaaHybrid.Layers.Brick,
    QaaHybrid.Layers.BrickParameters,
    QaaHybrid.Layers.Butterfly,
    QaaHybrid.Layers.ButterflyParameters,
    QaaHybrid.Layers.FermionicButterfly,
    QaaHybrid.Layers.FermionicButterflyParameters,
    QaaHybrid.Layers.FermionicRoundRobin,
    QaaHybrid.Layers.FermionicRoundRobinParameters,
    QaaHybrid.Layers.Pyramid,
    QaaHybrid.Layers.PyramidParameters,
    QaaHybrid.Layers.RoundRobin,
    QaaHybrid.Layers.RoundRobinParameters,
    QaaHybrid.Layers.XLayout,
    QaaHybrid.Layers.XLayoutParameters,
    QaaHybrid.Layouts.BrickPairs,
    QaaHybrid.Layouts.ButterflyPairs,
    QaaHybrid.Layouts.PyramidPairs,
    QaaHybrid.Layouts.RoundRobinPairs,
    QaaHybrid.Layouts.XPairs,
    Tests.Helpers.IsOne,
    Tests.Helpers.SomeAngles,
    Tests.Helpers.SomeData,
    Tests.Helpers.StatesOfWeight;

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
operation OtherLayersAreTheirGatesInOrder() : Unit {
    CheckAgainstPairs("XLayout", XLayout, 4, [(0, 1), (2, 3), (1, 2), (2, 3), (0, 1), (0, 1), (2, 3), (1, 2), (2, 3), (0, 1)]);
    CheckAgainstPairs("Butterfly", Butterfly, 4, [(0, 2), (1, 3), (0, 1), (2, 3), (0, 2), (1, 3), (0, 1), (2, 3)]);
    CheckAgainstPairs("RoundRobin", RoundRobin, 3, [(1, 2), (0, 2), (0, 1), (1, 2), (0, 2), (0, 1)]);
    CheckAgainstPairs("RoundRobin", RoundRobin, 4, [(0, 3), (1, 2), (1, 3), (0, 2), (2, 3), (0, 1)]);
}

@Test()
operation LayersTurnTheAmplitudesOfWeightOne() : Unit {
    for n in 2..6 {
        CheckCompound("Brick", Brick, BrickPairs(n) + BrickPairs(n), n, 1);
        CheckCompound("Pyramid", Pyramid, PyramidPairs(n), n, 1);
        CheckCompound("RoundRobin", RoundRobin, RoundRobinPairs(n), n, 1);
        CheckCompound("FermionicRoundRobin", FermionicRoundRobin, RoundRobinPairs(n), n, 1);
        if n % 2 == 0 {
            CheckCompound("XLayout", XLayout, XPairs(n), n, 1);
        }
        if n == 2 or n == 4 {
            CheckCompound("Butterfly", Butterfly, ButterflyPairs(n), n, 1);
            CheckCompound("FermionicButterfly", FermionicButterfly, ButterflyPairs(n), n, 1);
        }
    }
}

@Test()
operation OnHigherWeightsLayersAreCompounds() : Unit {
    for n in 3..5 {
        for k in 2..n {
            CheckCompound("Brick", Brick, BrickPairs(n) + BrickPairs(n), n, k);
            CheckCompound("Pyramid", Pyramid, PyramidPairs(n), n, k);
            CheckCompound("FermionicRoundRobin", FermionicRoundRobin, RoundRobinPairs(n), n, k);
            if n == 4 {
                CheckCompound("XLayout", XLayout, XPairs(n), n, k);
                CheckCompound("FermionicButterfly", FermionicButterfly, ButterflyPairs(n), n, k);
            }
        }
    }
}

@Test()
operation WidePairsNeedTheFermionicGate() : Unit {
    Fact(not IsCompound(Butterfly, ButterflyPairs(4), 4, 2), "Butterfly is a compound on weight two; the check sees nothing");
    Fact(not IsCompound(RoundRobin, RoundRobinPairs(4), 4, 2), "RoundRobin is a compound on weight two; the check sees nothing");
}

@Test()
operation LayersUndoThemselves() : Unit {
    for n in 2..4 {
        for (name, layer, parameters) in TheLayers() {
            if n != 3 or name == "Brick" or name == "Pyramid" or name == "RoundRobin" or name == "FermionicRoundRobin" {
                let theta = SomeAngles(parameters(n, 2));
                Fact(
                    CheckOperationsAreEqual(n, qs => { layer(theta, qs); Adjoint layer(theta, qs); }, qs => {}),
                    $"the adjoint of {name} on {n} qubits is not its inverse"
                );
            }
        }
    }
}

@Test()
function CountsFollowTheFormulas() : Unit {
    for layers in 1..3 {
        for n in 2..8 {
            Fact(BrickParameters(n, layers) == layers * (n - 1), $"BrickParameters({n}, {layers})");
            Fact(PyramidParameters(n, layers) == layers * n * (n - 1) / 2, $"PyramidParameters({n}, {layers})");
            Fact(RoundRobinParameters(n, layers) == layers * n * (n - 1) / 2, $"RoundRobinParameters({n}, {layers})");
            Fact(FermionicRoundRobinParameters(n, layers) == layers * n * (n - 1) / 2, $"FermionicRoundRobinParameters({n}, {layers})");
        }
        for n in 2..2..8 {
            Fact(XLayoutParameters(n, layers) == layers * (2 * n - 3), $"XLayoutParameters({n}, {layers})");
        }
        for levels in 1..4 {
            let n = 1 <<< levels;
            Fact(ButterflyParameters(n, layers) == layers * levels * n / 2, $"ButterflyParameters({n}, {layers})");
            Fact(FermionicButterflyParameters(n, layers) == layers * levels * n / 2, $"FermionicButterflyParameters({n}, {layers})");
        }
    }
}

internal function TheLayers() : (String, (Double[], Qubit[]) => Unit is Adj + Ctl, (Int, Int) -> Int)[] {
    [
        ("Brick", Brick, BrickParameters),
        ("Pyramid", Pyramid, PyramidParameters),
        ("XLayout", XLayout, XLayoutParameters),
        ("Butterfly", Butterfly, ButterflyParameters),
        ("FermionicButterfly", FermionicButterfly, FermionicButterflyParameters),
        ("RoundRobin", RoundRobin, RoundRobinParameters),
        ("FermionicRoundRobin", FermionicRoundRobin, FermionicRoundRobinParameters)
    ]
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

internal operation CheckCompound(
    name : String,
    layer : (Double[], Qubit[]) => Unit is Adj + Ctl,
    pairs : (Int, Int)[],
    n : Int,
    k : Int
) : Unit {
    Fact(IsCompound(layer, pairs, n, k), $"{name} on {n} qubits is on weight {k} not compound {k} of its rotations");
}

/// Whether a circuit acts on the states of Hamming weight k as the k-th compound of the product of its rotations: entry (I, J) is the
/// determinant of rows I and columns J. The first compound is the product itself. Held on every basis state and on a mixture of all,
/// which shows the signs between them.
internal operation IsCompound(layer : (Double[], Qubit[]) => Unit is Adj + Ctl, pairs : (Int, Int)[], n : Int, k : Int) : Bool {
    let theta = SomeAngles(Length(pairs));
    let matrix = ProductOfRotations(theta, pairs, n);
    let states = StatesOfWeight(n, k);
    let mixture = SomeData(Length(states));
    mutable equal = true;
    mutable sum = [0.0, size = 1 <<< n];
    mutable start = [0.0, size = 1 <<< n];
    for i in 0..Length(states) - 1 {
        mutable column = [0.0, size = 1 <<< n];
        for output in states {
            column[output] = Determinant(Minor(matrix, OnesOf(n, output), OnesOf(n, states[i])));
            sum[output] += mixture[i] * column[output];
        }
        mutable basisState = [0.0, size = 1 <<< n];
        basisState[states[i]] = 1.0;
        start[states[i]] = mixture[i];
        equal = equal and Takes(layer(theta, _), n, basisState, column);
    }
    equal and Takes(layer(theta, _), n, start, sum)
}

internal operation Takes(circuit : Qubit[] => Unit, n : Int, before : Double[], after : Double[]) : Bool {
    use qubits = Qubit[n];
    PreparePureStateD(before, qubits);
    circuit(qubits);
    Adjoint PreparePureStateD(after, qubits);
    let equal = CheckAllZero(qubits);
    ResetAll(qubits);
    equal
}

/// The rotations ((c, -s), (s, c)) of the rows of each pair, multiplied by hand.
internal function ProductOfRotations(theta : Double[], pairs : (Int, Int)[], n : Int) : Double[][] {
    mutable matrix = [[0.0, size = n], size = n];
    for i in 0..n - 1 {
        matrix[i][i] = 1.0;
    }
    for gate in 0..Length(pairs) - 1 {
        let (first, second) = pairs[gate];
        let (c, s) = (Cos(theta[gate]), Sin(theta[gate]));
        for column in 0..n - 1 {
            let (a, b) = (matrix[first][column], matrix[second][column]);
            matrix[first][column] = c * a - s * b;
            matrix[second][column] = s * a + c * b;
        }
    }
    matrix
}

internal function OnesOf(n : Int, state : Int) : Int[] {
    Std.Arrays.Filtered(q -> IsOne(n, q, state), Std.Arrays.MappedOverRange(q -> q, 0..n - 1))
}

internal function Minor(matrix : Double[][], rows : Int[], columns : Int[]) : Double[][] {
    Std.Arrays.Mapped(row -> Std.Arrays.Subarray(columns, matrix[row]), rows)
}

/// By the first row.
internal function Determinant(matrix : Double[][]) : Double {
    let size = Length(matrix);
    if size == 0 {
        return 1.0;
    }
    mutable sum = 0.0;
    for column in 0..size - 1 {
        let others = Std.Arrays.Excluding([column], Std.Arrays.MappedOverRange(i -> i, 0..size - 1));
        let cofactor = Determinant(Std.Arrays.Mapped(row -> Std.Arrays.Subarray(others, row), matrix[1...]));
        sum += (if column % 2 == 0 { 1.0 } else { -1.0 }) * matrix[0][column] * cofactor;
    }
    sum
}
