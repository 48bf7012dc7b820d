import
    Std.Diagnostics.CheckOperationsAreEqual,
    Std.Diagnostics.Fact,
    Std.Math.Complex,
    Std.Math.Cos,
    Std.Math.Sin,
    QaaHybrid.Gates.RBS;

@Test()
@Config(Unrestricted)
operation RBSIsItsMatrix() : Unit {
    for theta in [0.0, 0.3, -1.1, 2.7, 4.0] {
        Fact(
            CheckOperationsAreEqual(2, qs => ApplyRBSMatrix(theta, qs), qs => RBS(theta, qs[0], qs[1])),
            $"RBS({theta}) is not its matrix"
        );
    }
}

@Test()
operation RBSIsTheInverseOfItselfAtMinusTheta() : Unit {
    for theta in [0.3, -1.1, 2.7] {
        Fact(
            CheckOperationsAreEqual(2, qs => Adjoint RBS(theta, qs[0], qs[1]), qs => RBS(-theta, qs[0], qs[1])),
            $"Adjoint RBS({theta}) is not RBS({-theta})"
        );
    }
}

@Test()
operation RBSReversedTurnsTheOtherWay() : Unit {
    for theta in [0.3, -1.1, 2.7] {
        Fact(
            CheckOperationsAreEqual(2, qs => RBS(theta, qs[1], qs[0]), qs => RBS(-theta, qs[0], qs[1])),
            $"RBS({theta}) on (second, first) is not RBS({-theta}) on (first, second)"
        );
    }
}

@Test()
operation RBSHasNoPhaseOfItsOwn() : Unit {
    // A phase would show under a control: the controlled Ry form has none.
    for theta in [0.3, -1.1, 2.7] {
        Fact(
            CheckOperationsAreEqual(
                3,
                qs => Controlled RBS([qs[0]], (theta, qs[1], qs[2])),
                qs => ApplyControlledRyForm([qs[0]], theta, qs[1], qs[2])
            ),
            $"Controlled RBS({theta}) differs from the controlled Ry form"
        );
    }
}

@Config(Unrestricted)
internal operation ApplyRBSMatrix(theta : Double, qubits : Qubit[]) : Unit {
    let (c, s) = (Real(Cos(theta)), Real(Sin(theta)));
    let (zero, one, minusS) = (Real(0.0), Real(1.0), Real(-Sin(theta)));
    ApplyUnitary([[one, zero, zero, zero], [zero, c, s, zero], [zero, minusS, c, zero], [zero, zero, zero, one]], qubits);
}

internal function Real(value : Double) : Complex {
    new Complex { Real = value, Imag = 0.0 }
}

internal operation ApplyControlledRyForm(controls : Qubit[], theta : Double, first : Qubit, second : Qubit) : Unit is Adj + Ctl {
    within {
        CNOT(first, second);
    } apply {
        Controlled Ry([second] + controls, (-2.0 * theta, first));
    }
}
