import
    Std.Diagnostics.CheckAllZero,
    Std.Diagnostics.CheckOperationsAreEqual,
    Std.Diagnostics.Fact,
    QaaHybrid.Ansatz.RYRing,
    QaaHybrid.Ansatz.RYRingParameters,
    QaaHybrid.Ansatz.Square,
    QaaHybrid.Ansatz.SquareParameters,
    Tests.Helpers.SomeAngles;

@Test()
operation RYRingOnThreeQubitsIsItsGates() : Unit {
    let theta = SomeAngles(6);
    Fact(CheckOperationsAreEqual(3, qs => RYRing(theta, qs), qs => ApplyTwoLayersOfRYRing(theta, qs)), "RYRing differs from its gates");
}

@Test()
operation SquareOnThreeQubitsIsItsGates() : Unit {
    let theta = SomeAngles(18);
    let byHand = qs => {
        ApplySquareLayer(theta[0..8], qs);
        ApplySquareLayer(theta[9..17], qs);
    };
    Fact(CheckOperationsAreEqual(3, qs => Square(theta, qs), byHand), "Square differs from its gates");
}

@Test()
operation TheRingTakes1000To0111() : Unit {
    for ansatz in [RYRing([0.0, size = 4], _), Square([0.0, size = 12], _)] {
        use qubits = Qubit[4];
        X(qubits[0]);
        ansatz(qubits);
        ApplyToEach(X, qubits[1..3]);
        Fact(CheckAllZero(qubits), "the ring takes |1000⟩ elsewhere than to |0111⟩");
    }
}

@Test()
operation OneQubitHasNoRing() : Unit {
    Fact(CheckOperationsAreEqual(1, qs => RYRing([0.3], qs), qs => Ry(0.3, qs[0])), "RYRing on one qubit is not Ry");
    let byHand = qs => {
        Ry(0.3, qs[0]);
        Rz(-0.7, qs[0]);
        Ry(1.1, qs[0]);
    };
    Fact(CheckOperationsAreEqual(1, qs => Square([0.3, -0.7, 1.1], qs), byHand), "Square on one qubit is not Ry, Rz, Ry");
}

@Test()
operation AnsaetzeUndoThemselves() : Unit {
    for n in 1..3 {
        let (ring, square) = (SomeAngles(RYRingParameters(n, 2)), SomeAngles(SquareParameters(n, 2)));
        let roundTrip = qs => {
            RYRing(ring, qs);
            Square(square, qs);
            Adjoint Square(square, qs);
            Adjoint RYRing(ring, qs);
        };
        Fact(CheckOperationsAreEqual(n, roundTrip, qs => {}), $"the adjoint is not the inverse on {n} qubits");
    }
}

@Test()
function CountsFollowTheFormulas() : Unit {
    for n in 1..8 {
        for layers in 1..3 {
            Fact(RYRingParameters(n, layers) == n * layers, $"RYRingParameters({n}, {layers})");
            Fact(SquareParameters(n, layers) == 3 * n * layers, $"SquareParameters({n}, {layers})");
        }
    }
}

internal operation ApplyTwoLayersOfRYRing(theta : Double[], qubits : Qubit[]) : Unit is Adj + Ctl {
    for layer in 0..1 {
        for q in 0..2 {
            Ry(theta[3 * layer + q], qubits[q]);
        }
        ApplyRingOfThree(qubits);
    }
}

internal operation ApplySquareLayer(theta : Double[], qubits : Qubit[]) : Unit is Adj + Ctl {
    for q in 0..2 {
        Ry(theta[q], qubits[q]);
        Rz(theta[3 + q], qubits[q]);
    }
    ApplyRingOfThree(qubits);
    for q in 0..2 {
        Ry(theta[6 + q], qubits[q]);
    }
}

internal operation ApplyRingOfThree(qubits : Qubit[]) : Unit is Adj + Ctl {
    CNOT(qubits[0], qubits[1]);
    CNOT(qubits[1], qubits[2]);
    CNOT(qubits[2], qubits[0]);
}
