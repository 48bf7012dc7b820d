import
    Std.Diagnostics.CheckAllZero,
    Std.Diagnostics.Fact,
    Std.Math.AbsD,
    Std.Math.ArcCos,
    QaaHybrid.ReadOuts.EstimateZ,
    QaaHybrid.ReadOuts.MeasureZ;

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
operation EstimateZOfBasisStatesIsExact() : Unit {
    Fact(EstimateZ(3, 2, qs => X(qs[1])) == [1.0, -1.0], "⟨Z⟩ of |01⟩ is not (1, -1)");
}

@Test()
operation EstimateZConverges() : Unit {
    // ⟨Z⟩ of Ry(t)|0⟩ is cos t; at 2000 shots 0.1 is more than five standard errors of 0.6's 0.018.
    let z = EstimateZ(2000, 1, qs => Ry(ArcCos(0.6), qs[0]));
    Fact(AbsD(z[0] - 0.6) < 0.1, $"⟨Z⟩ is estimated as {z[0]}, expected 0.6");
}
