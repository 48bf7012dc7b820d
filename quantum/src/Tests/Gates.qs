import
    Std.Diagnostics.CheckOperationsAreEqual,
    Std.Diagnostics.Fact,
    Std.Math.Cos,
    Std.Math.MaxI,
    Std.Math.MinI,
    Std.Math.Sin,
    QaaHybrid.Gates.FBS,
    QaaHybrid.Gates.RBS,
    QaaHybrid.Gates.RBSByControlledRy,
    QaaHybrid.Gates.RBSByPauliExponentials,
    Tests.Helpers.IsOne;

@Test()
@Config(Unrestricted)
operation TheThreeFormsOfRBSAreItsMatrix() : Unit {
    for theta in [0.0, 0.3, -1.1, 2.7, 4.0] {
        for (name, form) in TheForms() {
            Fact(
                CheckOperationsAreEqual(2, qs => Tests.Helpers.ApplyMatrix(RBSEntry(2, 0, 0, 1, theta, _, _), qs), qs => form(theta, qs[0], qs[1])),
                $"{name}({theta}) is not its matrix"
            );
        }
    }
}

@Test()
@Config(Unrestricted)
operation UnderControlsNoFormHasAPhaseOfItsOwn() : Unit {
    for controls in 1..4 {
        for theta in [0.3, -1.1, 2.7] {
            for (name, form) in TheForms() {
                // The other two come by the compiler's own rule for controls.
                if name == "RBS" or controls == 1 {
                    let n = controls + 2;
                    Fact(
                        CheckOperationsAreEqual(
                            n,
                            qs => Tests.Helpers.ApplyMatrix(RBSEntry(n, controls, controls, controls + 1, theta, _, _), qs),
                            qs => Controlled form(qs[0..controls - 1], (theta, qs[controls], qs[controls + 1]))
                        ),
                        $"{name}({theta}) under {controls} controls is not its matrix"
                    );
                }
            }
        }
    }
}

@Test()
@Config(Unrestricted)
operation ControlsOfRBSStandOnOneRotationOnly() : Unit {
    for controls in 0..4 {
        use qubits = Qubit[controls + 2];
        Std.Diagnostics.StartCountingOperation(Ry);
        Std.Diagnostics.StartCountingOperation(Rz);
        Controlled RBS(qubits[2...], (0.3, qubits[0], qubits[1]));
        let rotations = (Std.Diagnostics.StopCountingOperation(Ry), Std.Diagnostics.StopCountingOperation(Rz));
        Fact(rotations == (2, 0), $"RBS under {controls} controls has {rotations} rotations about Y and Z, not (2, 0)");
        ResetAll(qubits);
    }
}

@Test()
operation RBSIsTheInverseOfItselfAtMinusTheta() : Unit {
    for theta in [0.3, -1.1, 2.7] {
        for (name, form) in TheForms() {
            Fact(
                CheckOperationsAreEqual(2, qs => Adjoint form(theta, qs[0], qs[1]), qs => form(-theta, qs[0], qs[1])),
                $"Adjoint {name}({theta}) is not {name}({-theta})"
            );
        }
        Fact(
            CheckOperationsAreEqual(
                4,
                qs => Controlled Adjoint RBS(qs[0..1], (theta, qs[2], qs[3])),
                qs => Controlled RBS(qs[0..1], (-theta, qs[2], qs[3]))
            ),
            $"Controlled Adjoint RBS({theta}) is not Controlled RBS({-theta})"
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
@Config(Unrestricted)
operation FBSTurnsByTheParityOfTheQubitsBetween() : Unit {
    for i in 0..3 {
        for j in 0..3 {
            if i != j {
                Fact(
                    CheckOperationsAreEqual(4, qs => Tests.Helpers.ApplyMatrix(FBSEntry(4, i, j, 0.7, _, _), qs), qs => FBS(0.7, i, j, qs)),
                    $"FBS on ({i}, {j}) is not its matrix"
                );
                Fact(
                    CheckOperationsAreEqual(4, qs => Adjoint FBS(0.7, i, j, qs), qs => FBS(-0.7, i, j, qs)),
                    $"the adjoint of FBS on ({i}, {j}) is not its inverse"
                );
            }
        }
    }
    let underControl = qs => Controlled FBS([qs[0]], (0.7, 0, 2, qs[1...]));
    let entry = (row, column) -> if row < 8 or column < 8 {
        if row == column { 1.0 } else { 0.0 }
    } else {
        FBSEntry(3, 0, 2, 0.7, row - 8, column - 8)
    };
    Fact(CheckOperationsAreEqual(4, qs => Tests.Helpers.ApplyMatrix(entry, qs), underControl), "FBS under control is not its matrix");
}

internal function TheForms() : (String, (Double, Qubit, Qubit) => Unit is Adj + Ctl)[] {
    [("RBS", RBS), ("RBSByControlledRy", RBSByControlledRy), ("RBSByPauliExponentials", RBSByPauliExponentials)]
}

/// Entry of the matrix of RBS on two qubits of a register whose first qubits are its controls.
internal function RBSEntry(n : Int, controls : Int, first : Int, second : Int, theta : Double, row : Int, column : Int) : Double {
    mutable turns = IsOne(n, first, column) != IsOne(n, second, column);
    for control in 0..controls - 1 {
        turns = turns and IsOne(n, control, column);
    }
    if row == column {
        return if turns { Cos(theta) } else { 1.0 };
    }
    // The state with both qubits flipped: |10⟩ gives sin θ |01⟩, and |01⟩ gives -sin θ |10⟩.
    if turns and row == column ^^^ 1 <<< n - 1 - first ^^^ 1 <<< n - 1 - second {
        return if IsOne(n, first, column) { Sin(theta) } else { -Sin(theta) };
    }
    0.0
}

/// The same with the sign of the qubits between, counted on the column.
internal function FBSEntry(n : Int, i : Int, j : Int, theta : Double, row : Int, column : Int) : Double {
    mutable sign = 1.0;
    for between in MinI(i, j) + 1..MaxI(i, j) - 1 {
        if IsOne(n, between, column) {
            sign = -sign;
        }
    }
    RBSEntry(n, 0, i, j, sign * theta, row, column)
}
