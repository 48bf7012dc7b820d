import
    Std.Convert.IntAsDouble,
    Std.Diagnostics.CheckAllZero,
    Std.Diagnostics.CheckOperationsAreEqual,
    Std.Diagnostics.Fact,
    Std.Math.PNormalized,
    Std.Math.Sqrt,
    Std.StatePreparation.PreparePureStateD,
    QaaHybrid.Ansatz.RYRing,
    QaaHybrid.Interference.ControlledRx,
    QaaHybrid.Interference.ControlledRxx,
    QaaHybrid.Interference.ControlledRy,
    QaaHybrid.Interference.ControlledRyy,
    QaaHybrid.Interference.ControlledRz,
    QaaHybrid.Interference.ControlledRzz,
    QaaHybrid.Interference.Interfere,
    QaaHybrid.Loaders.AmplitudeAngles,
    QaaHybrid.Loaders.AmplitudeEmbedding,
    Tests.Helpers.SomeData;

@Test()
operation ControlledRotationsAreTheControlledFunctors() : Unit {
    for angle in [-2.3, 0.0, 0.7, Std.Math.PI()] {
        let pairs = [
            (2, ControlledRx([angle], _), qs => Controlled Rx([qs[0]], (angle, qs[1]))),
            (2, ControlledRy([angle], _), qs => Controlled Ry([qs[0]], (angle, qs[1]))),
            (2, ControlledRz([angle], _), qs => Controlled Rz([qs[0]], (angle, qs[1]))),
            (3, ControlledRxx([angle], _), qs => Controlled Rxx([qs[0]], (angle, qs[1], qs[2]))),
            (3, ControlledRyy([angle], _), qs => Controlled Ryy([qs[0]], (angle, qs[1], qs[2]))),
            (3, ControlledRzz([angle], _), qs => Controlled Rzz([qs[0]], (angle, qs[1], qs[2])))
        ];
        for (n, ours, functor) in pairs {
            Fact(CheckOperationsAreEqual(n, ours, functor), $"a controlled rotation on {n} qubits by {angle} is not the functor's");
        }
    }
}

// The uniform superposition passes a ring of CNOTs unchanged, so that only the rotations between the rings need the control.
@Test()
operation TheReferencePassesWhatIsNotControlled() : Unit {
    for n in 2..4 {
        let states = 1 <<< n;
        let angles = SomeData(2 * n);
        let data = PNormalized(2.0, SomeData(states));
        let uniform = [1.0 / Sqrt(IntAsDouble(states)), size = states];
        use qubits = Qubit[n + 1];
        AmplitudeEmbedding(AmplitudeAngles(uniform + data), qubits);
        for layer in 0..1 {
            for q in 0..n - 1 {
                ControlledRy([angles[layer * n + q]], [qubits[0], qubits[1 + q]]);
            }
            RYRing([0.0, size = n], qubits[1...]);
        }
        Interfere([], qubits);
        // The same, every gate controlled.
        Adjoint Interfere([], qubits);
        Controlled Adjoint RYRing([qubits[0]], (angles, qubits[1...]));
        Adjoint PreparePureStateD(uniform + data, qubits);
        Fact(CheckAllZero(qubits), $"on {n} qubits the reference did not pass");
    }
}
