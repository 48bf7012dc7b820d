import
    Std.Diagnostics.CheckOperationsAreEqual,
    Std.Diagnostics.Fact,
    QaaHybrid.Gates.RBS,
    QaaHybrid.UnaryLoaders.UnaryDiagonal,
    QaaHybrid.UnaryLoaders.UnaryDiagonalAngles,
    QaaHybrid.UnaryLoaders.UnaryDiagonalParameters,
    QaaHybrid.UnaryLoaders.UnarySemiDiagonal,
    QaaHybrid.UnaryLoaders.UnarySemiDiagonalAngles,
    QaaHybrid.UnaryLoaders.UnarySemiDiagonalParameters,
    QaaHybrid.UnaryLoaders.UnaryTree,
    QaaHybrid.UnaryLoaders.UnaryTreeAngles,
    QaaHybrid.UnaryLoaders.UnaryTreeParameters,
    Tests.Helpers.CheckMakes,
    Tests.Helpers.SomeAngles,
    Tests.Helpers.SomeData;

@Test()
operation DenseVectorsAreLoadedByEachUnaryLoader() : Unit {
    for n in 2..7 {
        CheckLoads(SomeData(n));
    }
}

@Test()
operation EveryPatternOfSignsAndZerosIsLoadedByEachUnaryLoader() : Unit {
    for n in 2..3 {
        for pattern in 1..3^n - 1 {
            mutable data = [0.0, size = n];
            for q in 0..n - 1 {
                data[q] = [0.0, 0.4, -0.7][pattern / 3^q % 3];
            }
            CheckLoads(data);
        }
    }
}

@Test()
operation EverySignedUnitVectorIsLoadedByEachUnaryLoader() : Unit {
    for n in 4..5 {
        for q in 0..n - 1 {
            for value in [2.0, -2.0] {
                mutable data = [0.0, size = n];
                data[q] = value;
                CheckLoads(data);
            }
        }
    }
}

@Test()
function ZerosGiveAnglesOfZero() : Unit {
    for (name, _, angles) in TheLoaders() {
        for n in 2..5 {
            Fact(angles([0.0, size = n]) == [0.0, size = n - 1], $"{name}Angles of {n} zeros are {angles([0.0, size = n])}");
        }
    }
}

@Test()
operation UnaryLoadersAreTheirGatesInOrder() : Unit {
    CheckGates("UnaryDiagonal", UnaryDiagonal, 4, 0, [(0, 1), (1, 2), (2, 3)]);
    CheckGates("UnaryTree", UnaryTree, 4, 0, [(0, 2), (0, 1), (2, 3)]);
    CheckGates("UnaryTree", UnaryTree, 5, 0, [(0, 3), (0, 2), (3, 4), (0, 1)]);
    CheckGates("UnarySemiDiagonal", UnarySemiDiagonal, 2, 0, [(0, 1)]);
    CheckGates("UnarySemiDiagonal", UnarySemiDiagonal, 3, 0, [(0, 1), (1, 2)]);
    CheckGates("UnarySemiDiagonal", UnarySemiDiagonal, 5, 1, [(1, 2), (1, 0), (2, 3), (3, 4)]);
}

@Test()
operation UnaryLoadersUndoThemselves() : Unit {
    for n in 2..4 {
        for (name, load, _) in TheLoaders() {
            let theta = SomeAngles(n - 1);
            Fact(
                CheckOperationsAreEqual(n, qs => { load(theta, qs); Adjoint load(theta, qs); }, qs => {}),
                $"the adjoint of {name} on {n} qubits is not its inverse"
            );
        }
    }
}

@Test()
function UnaryLoadersTakeOneAngleFewerThanQubits() : Unit {
    for n in 2..9 {
        Fact(UnaryDiagonalParameters(n, 1) == n - 1, $"UnaryDiagonalParameters({n}, 1)");
        Fact(UnaryTreeParameters(n, 1) == n - 1, $"UnaryTreeParameters({n}, 1)");
        Fact(UnarySemiDiagonalParameters(n, 1) == n - 1, $"UnarySemiDiagonalParameters({n}, 1)");
    }
}

internal function TheLoaders() : (String, (Double[], Qubit[]) => Unit is Adj + Ctl, Double[] -> Double[])[] {
    [
        ("UnaryDiagonal", UnaryDiagonal, UnaryDiagonalAngles),
        ("UnaryTree", UnaryTree, UnaryTreeAngles),
        ("UnarySemiDiagonal", UnarySemiDiagonal, UnarySemiDiagonalAngles)
    ]
}

internal operation CheckLoads(data : Double[]) : Unit {
    let n = Length(data);
    mutable expected = [0.0, size = 1 <<< n];
    for q in 0..n - 1 {
        expected[1 <<< n - 1 - q] = data[q];
    }
    for (name, load, angles) in TheLoaders() {
        CheckMakes(name, n, load(angles(data), _), expected);
    }
}

internal operation CheckGates(
    name : String,
    load : (Double[], Qubit[]) => Unit is Adj + Ctl,
    n : Int,
    flipped : Int,
    pairs : (Int, Int)[]
) : Unit {
    let theta = SomeAngles(n - 1);
    let byHand = qs => {
        X(qs[flipped]);
        for i in 0..n - 2 {
            let (first, second) = pairs[i];
            RBS(theta[i], qs[first], qs[second]);
        }
    };
    Fact(CheckOperationsAreEqual(n, load(theta, _), byHand), $"{name} on {n} qubits is not RBS on {pairs} after X on {flipped}");
}
