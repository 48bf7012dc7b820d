import
    Std.Diagnostics.CheckAllZero,
    Std.Diagnostics.CheckOperationsAreEqual,
    Std.Diagnostics.Fact,
    QaaHybrid.Ansatz.AllToAll,
    QaaHybrid.Ansatz.AllToAllParameters,
    QaaHybrid.Ansatz.PairwiseEntangling,
    QaaHybrid.Ansatz.PairwiseEntanglingParameters,
    QaaHybrid.Ansatz.RXRYRZRing,
    QaaHybrid.Ansatz.RXRYRZRingParameters,
    QaaHybrid.Ansatz.RYRing,
    QaaHybrid.Ansatz.RYRingParameters,
    QaaHybrid.Ansatz.Square,
    QaaHybrid.Ansatz.SquareParameters,
    QaaHybrid.Ansatz.StronglyEntangling,
    QaaHybrid.Ansatz.StronglyEntanglingParameters,
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
operation AllToAllOnThreeQubitsIsItsGates() : Unit {
    let theta = SomeAngles(18);
    let byHand = qs => {
        ApplyAllToAllLayer(theta[0..8], qs);
        ApplyAllToAllLayer(theta[9..17], qs);
    };
    Fact(CheckOperationsAreEqual(3, qs => AllToAll(theta, qs), byHand), "AllToAll differs from its gates");
}

@Test()
operation RXRYRZRingOnThreeQubitsIsItsGates() : Unit {
    let theta = SomeAngles(18);
    let byHand = qs => {
        for layer in 0..1 {
            ApplyXYZ(theta[9 * layer..9 * layer + 8], qs);
            ApplyRingOfThree(qs);
        }
    };
    Fact(CheckOperationsAreEqual(3, qs => RXRYRZRing(theta, qs), byHand), "RXRYRZRing differs from its gates");
}

@Test()
operation PairwiseEntanglingRunsThroughThePairsByDistance() : Unit {
    let pairs = [
        (2, [(0, 1), (0, 1)]),
        (3, [(0, 1), (0, 1), (1, 2), (0, 2)]),
        (4, [(0, 1), (2, 3), (0, 1), (1, 2), (2, 3), (0, 2), (1, 3), (0, 3)])
    ];
    for (n, blocks) in pairs {
        let theta = SomeAngles(PairwiseEntanglingParameters(n, 2));
        Fact(Length(theta) == 12 * Length(blocks), $"two layers of PairwiseEntangling on {n} qubits take {Length(theta)} angles");
        let byHand = qs => {
            for i in 0..2 * Length(blocks) - 1 {
                let (first, second) = blocks[i % Length(blocks)];
                ApplyRotationsAndRings(theta[6 * i..6 * i + 5], [[(0, 1), (1, 0)]], [qs[first], qs[second]]);
            }
        };
        Fact(CheckOperationsAreEqual(n, PairwiseEntangling(theta, _), byHand), $"PairwiseEntangling on {n} qubits differs from its gates");
    }
}

@Test()
operation StronglyEntanglingReachesFartherFromLayerToLayer() : Unit {
    // The CNOTs of each layer.
    let rings = [
        (2, [[(0, 1), (1, 0)], [(0, 1), (1, 0)]]),
        (3, [[(0, 1), (1, 2), (2, 0)], [(0, 2), (1, 0), (2, 1)], [(0, 1), (1, 2), (2, 0)]]),
        (4, [
            [(0, 1), (1, 2), (2, 3), (3, 0)],
            [(0, 2), (1, 3), (2, 0), (3, 1)],
            [(0, 3), (1, 0), (2, 1), (3, 2)],
            [(0, 1), (1, 2), (2, 3), (3, 0)]
        ])
    ];
    for (n, layers) in rings {
        let theta = SomeAngles(3 * n * Length(layers));
        let byHand = qs => ApplyRotationsAndRings(theta, layers, qs);
        Fact(CheckOperationsAreEqual(n, StronglyEntangling(theta, _), byHand), $"StronglyEntangling on {n} qubits differs from its gates");
    }
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
    let xyz = qs => {
        Rx(0.3, qs[0]);
        Ry(-0.7, qs[0]);
        Rz(1.1, qs[0]);
    };
    Fact(CheckOperationsAreEqual(1, qs => AllToAll([0.3, -0.7, 1.1], qs), xyz), "AllToAll on one qubit is not Rx, Ry, Rz");
    let zyz = qs => {
        Rz(0.3, qs[0]);
        Ry(-0.7, qs[0]);
        Rz(1.1, qs[0]);
    };
    Fact(CheckOperationsAreEqual(1, qs => StronglyEntangling([0.3, -0.7, 1.1], qs), zyz), "StronglyEntangling on one qubit is not Rz, Ry, Rz");
}

@Test()
operation AnsaetzeUndoThemselves() : Unit {
    let ansaetze = [
        ("RYRing", RYRing, RYRingParameters),
        ("Square", Square, SquareParameters),
        ("AllToAll", AllToAll, AllToAllParameters),
        ("RXRYRZRing", RXRYRZRing, RXRYRZRingParameters),
        ("StronglyEntangling", StronglyEntangling, StronglyEntanglingParameters)
    ];
    for n in 1..3 {
        for (name, ansatz, parameters) in ansaetze {
            let theta = SomeAngles(parameters(n, 2));
            Fact(
                CheckOperationsAreEqual(n, qs => { ansatz(theta, qs); Adjoint ansatz(theta, qs); }, qs => {}),
                $"the adjoint of {name} on {n} qubits is not its inverse"
            );
        }
    }
}

@Test()
function CountsFollowTheFormulas() : Unit {
    for n in 1..8 {
        for layers in 1..3 {
            Fact(RYRingParameters(n, layers) == n * layers, $"RYRingParameters({n}, {layers})");
            Fact(SquareParameters(n, layers) == 3 * n * layers, $"SquareParameters({n}, {layers})");
            Fact(RXRYRZRingParameters(n, layers) == 3 * n * layers, $"RXRYRZRingParameters({n}, {layers})");
            Fact(AllToAllParameters(n, layers) == 3 * n * layers, $"AllToAllParameters({n}, {layers})");
            Fact(StronglyEntanglingParameters(n, layers) == 3 * n * layers, $"StronglyEntanglingParameters({n}, {layers})");
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

internal operation ApplyXYZ(theta : Double[], qubits : Qubit[]) : Unit is Adj + Ctl {
    for q in 0..2 {
        Rx(theta[q], qubits[q]);
        Ry(theta[3 + q], qubits[q]);
        Rz(theta[6 + q], qubits[q]);
    }
}

internal operation ApplyAllToAllLayer(theta : Double[], qubits : Qubit[]) : Unit is Adj + Ctl {
    ApplyXYZ(theta, qubits);
    CNOT(qubits[0], qubits[1]);
    CNOT(qubits[0], qubits[2]);
    CNOT(qubits[1], qubits[2]);
}

internal operation ApplyRotationsAndRings(theta : Double[], rings : (Int, Int)[][], qubits : Qubit[]) : Unit is Adj + Ctl {
    for layer in 0..Length(rings) - 1 {
        for q in 0..Length(qubits) - 1 {
            let first = 3 * (layer * Length(qubits) + q);
            Rz(theta[first], qubits[q]);
            Ry(theta[first + 1], qubits[q]);
            Rz(theta[first + 2], qubits[q]);
        }
        for (control, target) in rings[layer] {
            CNOT(qubits[control], qubits[target]);
        }
    }
}

internal operation ApplyRingOfThree(qubits : Qubit[]) : Unit is Adj + Ctl {
    CNOT(qubits[0], qubits[1]);
    CNOT(qubits[1], qubits[2]);
    CNOT(qubits[2], qubits[0]);
}
