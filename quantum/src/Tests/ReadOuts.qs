import
    Std.Convert.IntAsDouble,
    Std.Diagnostics.CheckAllZero,
    Std.Diagnostics.CheckOperationsAreEqual,
    Std.Diagnostics.Fact,
    Std.Math.AbsD,
    Std.Math.ArcCos,
    Std.Math.Cos,
    Std.Math.Sin,
    Std.Math.Sqrt,
    QaaHybrid.ReadOuts.EstimatePauli,
    QaaHybrid.ReadOuts.EstimateProbabilities,
    QaaHybrid.ReadOuts.EstimateZ,
    QaaHybrid.ReadOuts.EstimateZZ,
    QaaHybrid.ReadOuts.MeasurePauli,
    QaaHybrid.ReadOuts.MeasureZ,
    QaaHybrid.ReadOuts.RotateToZ;

@Test()
operation MeasureZReadsInOrderAndResets() : Unit {
    for bits in 0..7 {
        use qubits = Qubit[3];
        for q in 0..2 {
            if (bits >>> q) % 2 == 1 {
                X(qubits[q]);
            }
        }
        let results = MeasureZ(qubits);
        for q in 0..2 {
            let expected = if (bits >>> q) % 2 == 1 { One } else { Zero };
            Fact(results[q] == expected, $"qubit {q} of {bits} reads {results[q]}");
        }
        Fact(CheckAllZero(qubits), "the register is not left in |000⟩");
    }
}

@Test()
operation MeasurePauliReadsEigenstates() : Unit {
    // On each axis the state of value +1, then with a Pauli that turns it into the one of value -1.
    let axes = [PauliX, PauliY, PauliZ, PauliI];
    for bits in 0..15 {
        use qubits = Qubit[4];
        H(qubits[0]);
        H(qubits[1]);
        S(qubits[1]);
        for q in 0..3 {
            if (bits >>> q) % 2 == 1 {
                if q == 0 { Z(qubits[q]) } else { X(qubits[q]) }
            }
        }
        let results = MeasurePauli(axes, qubits);
        for q in 0..3 {
            // X takes |i⟩ to |-i⟩.
            let expected = if (bits >>> q) % 2 == 1 { One } else { Zero };
            Fact(results[q] == expected, $"qubit {q} of {bits} reads {results[q]} along {axes[q]}");
        }
        Fact(CheckAllZero(qubits), "the register is not left in |0000⟩");
    }
}

@Test()
operation RotateToZUndoesItself() : Unit {
    let axes = [PauliX, PauliY, PauliZ];
    Fact(
        CheckOperationsAreEqual(3, qs => { RotateToZ(axes, qs); Adjoint RotateToZ(axes, qs); }, qs => {}),
        "the adjoint of RotateToZ is not its inverse"
    );
}

@Test()
operation PauliProductsOfABellPairAreExact() : Unit {
    let bell = qs => {
        H(qs[0]);
        CNOT(qs[0], qs[2]);
    };
    for (axis, expected) in [(PauliX, 1.0), (PauliY, -1.0), (PauliZ, 1.0), (PauliI, 1.0)] {
        CheckWithin($"⟨{axis} {axis}⟩ of a Bell pair", 20, EstimatePauli(20, [axis, PauliI, axis], bell), expected, 0.0);
    }
}

@Test()
operation EstimateZZOfPerfectCorrelationsIsExact() : Unit {
    // (|010⟩ + |101⟩) / √2: neighbours are opposite, the outer qubits equal.
    let table = EstimateZZ(50, 3, qs => { H(qs[0]); CNOT(qs[0], qs[1]); CNOT(qs[0], qs[2]); X(qs[1]); });
    Fact(table == [[1.0, -1.0, 1.0], [-1.0, 1.0, -1.0], [1.0, -1.0, 1.0]], $"the table of ⟨ZZ⟩ is {table}");
}

@Test()
operation EstimatesStayWithinSixStandardErrors() : Unit {
    // Three rotated qubits, the third tied to the first.
    let (a, b) = (0.9, 2.2);
    let prepare = qs => {
        Ry(a, qs[0]);
        Ry(b, qs[1]);
        CNOT(qs[0], qs[2]);
    };
    let (cosA, cosB) = (Cos(a), Cos(b));
    let shots = 2000;
    let z = EstimateZ(shots, 3, prepare);
    CheckWithin("⟨Z⟩ of qubit 0", shots, z[0], cosA, 1.0 - cosA * cosA);
    CheckWithin("⟨Z⟩ of qubit 1", shots, z[1], cosB, 1.0 - cosB * cosB);
    CheckWithin("⟨Z⟩ of qubit 2", shots, z[2], cosA, 1.0 - cosA * cosA);
    let zz = EstimateZZ(shots, 3, prepare);
    CheckWithin("⟨ZZ⟩ of qubits 0 and 1", shots, zz[0][1], cosA * cosB, 1.0 - cosA * cosA * cosB * cosB);
    CheckWithin("⟨ZZ⟩ of qubits 0 and 2", shots, zz[0][2], 1.0, 0.0);
    // ⟨X X⟩ of cos(a/2) |00⟩ + sin(a/2) |11⟩ is sin a.
    let xx = EstimatePauli(shots, [PauliX, PauliI, PauliX], prepare);
    CheckWithin("⟨X X⟩ of qubits 0 and 2", shots, xx, Sin(a), 1.0 - Sin(a) * Sin(a));
    let p = EstimateProbabilities(shots, 3, prepare);
    for i in 0..7 {
        let (first, second, third) = (i / 4, i / 2 % 2, i % 2);
        let ofFirst = 0.5 * (if first == 0 { 1.0 + cosA } else { 1.0 - cosA });
        let ofSecond = 0.5 * (if second == 0 { 1.0 + cosB } else { 1.0 - cosB });
        let expected = if first == third { ofFirst * ofSecond } else { 0.0 };
        CheckWithin($"the probability of state {i}", shots, p[i], expected, expected * (1.0 - expected));
    }
}

@Test()
operation EstimateZOfBasisStatesIsExact() : Unit {
    Fact(EstimateZ(3, 2, qs => X(qs[1])) == [1.0, -1.0], "⟨Z⟩ of |01⟩ is not (1, -1)");
}

@Test()
operation EstimateZConverges() : Unit {
    // ⟨Z⟩ of Ry(t)|0⟩ is cos t; at 2000 shots 0.1 is more than five standard errors of 0.6's 0.018.
    let z = EstimateZ(2000, 1, qs => Ry(ArcCos(0.6), qs[0]));
    Fact(AbsD(z[0] - 0.6) < 0.1, $"⟨Z⟩ is estimated as {z[0]}, expected 0.6");
}

/// The variance is that of a single shot.
internal function CheckWithin(name : String, shots : Int, estimate : Double, expected : Double, variance : Double) : Unit {
    let error = 6.0 * Sqrt(variance / IntAsDouble(shots)) + 1e-12;
    Fact(AbsD(estimate - expected) <= error, $"{name} is estimated as {estimate}, not within {error} of {expected}");
}
