import
    Std.Diagnostics.CheckOperationsAreEqual,
    Std.Diagnostics.Fact,
    QaaHybrid.TwoDesigns.SimplifiedTwoDesign,
    QaaHybrid.TwoDesigns.SimplifiedTwoDesignParameters,
    Tests.Helpers.SomeAngles;

@Test()
operation TwoLayersOnFourQubitsAreTheirGates() : Unit {
    let theta = SomeAngles(16);
    let byHand = qs => {
        for q in 0..3 {
            Ry(theta[q], qs[q]);
        }
        for start in [4, 10] {
            CZ(qs[0], qs[1]);
            CZ(qs[2], qs[3]);
            Ry(theta[start], qs[0]);
            Ry(theta[start + 1], qs[1]);
            Ry(theta[start + 2], qs[2]);
            Ry(theta[start + 3], qs[3]);
            CZ(qs[1], qs[2]);
            Ry(theta[start + 4], qs[1]);
            Ry(theta[start + 5], qs[2]);
        }
    };
    Fact(CheckOperationsAreEqual(4, SimplifiedTwoDesign(theta, _), byHand), "SimplifiedTwoDesign differs from its gates");
}

@Test()
operation WithoutLayersItTurnsEveryQubit() : Unit {
    for n in 1..3 {
        let theta = SomeAngles(n);
        let byHand = qs => {
            for q in 0..n - 1 {
                Ry(theta[q], qs[q]);
            }
        };
        Fact(CheckOperationsAreEqual(n, SimplifiedTwoDesign(theta, _), byHand), $"SimplifiedTwoDesign on {n} qubits without layers is not its rotations");
    }
}

@Test()
operation ATwoDesignUndoesItself() : Unit {
    for n in 1..4 {
        let theta = SomeAngles(SimplifiedTwoDesignParameters(n, 2));
        let roundTrip = qs => {
            SimplifiedTwoDesign(theta, qs);
            Adjoint SimplifiedTwoDesign(theta, qs);
        };
        Fact(CheckOperationsAreEqual(n, roundTrip, qs => {}), $"the adjoint of SimplifiedTwoDesign on {n} qubits is not its inverse");
    }
}

@Test()
function ItsCountIsQuantumPefts() : Unit {
    for n in 1..12 {
        for layers in 1..4 {
            Fact(SimplifiedTwoDesignParameters(n, layers) == (2 * layers + 1) * n - 2 * layers, $"SimplifiedTwoDesignParameters({n}, {layers})");
        }
    }
}
