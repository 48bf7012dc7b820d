import
    Std.Diagnostics.CheckOperationsAreEqual,
    Std.Diagnostics.Fact,
    QaaHybrid.SquareVariants.RealLine,
    QaaHybrid.SquareVariants.RealLineParameters,
    QaaHybrid.SquareVariants.RealRing,
    QaaHybrid.SquareVariants.RealRingParameters,
    QaaHybrid.SquareVariants.RealUnentangled,
    QaaHybrid.SquareVariants.RealUnentangledParameters,
    QaaHybrid.SquareVariants.SquareAllToAll,
    QaaHybrid.SquareVariants.SquareAllToAllParameters,
    QaaHybrid.SquareVariants.SquareLine,
    QaaHybrid.SquareVariants.SquareLineParameters,
    QaaHybrid.SquareVariants.SquareUnentangled,
    QaaHybrid.SquareVariants.SquareUnentangledParameters,
    Tests.Helpers.SomeAngles;

@Test()
operation VariantsAreTheirGates() : Unit {
    let line = [(0, 1), (1, 2)];
    let ring = [(0, 1), (1, 2), (2, 0)];
    let all = [(0, 1), (0, 2), (1, 2)];
    for (name, variant, parameters, entanglers) in [
        ("RealUnentangled", RealUnentangled, RealUnentangledParameters, []),
        ("RealLine", RealLine, RealLineParameters, line),
        ("RealRing", RealRing, RealRingParameters, ring),
        ("SquareUnentangled", SquareUnentangled, SquareUnentangledParameters, []),
        ("SquareLine", SquareLine, SquareLineParameters, line),
        ("SquareAllToAll", SquareAllToAll, SquareAllToAllParameters, all)
    ] {
        let theta = SomeAngles(parameters(3, 2));
        Fact(CheckOperationsAreEqual(3, variant(theta, _), ApplyTwoLayers(theta, entanglers, _)), $"{name} differs from its gates");
        Fact(CheckOperationsAreEqual(3, qs => { variant(theta, qs); Adjoint variant(theta, qs); }, qs => {}), $"the adjoint of {name} is not its inverse");
    }
}

@Test()
function FourQubitsTakeThePublishedNumbersOfAngles() : Unit {
    for parameters in [RealUnentangledParameters, RealLineParameters, RealRingParameters] {
        Fact(parameters(4, 1) == 8, $"{parameters(4, 1)} angles, the table has 8");
    }
    for parameters in [SquareUnentangledParameters, SquareLineParameters, SquareAllToAllParameters] {
        Fact(parameters(4, 1) == 12, $"{parameters(4, 1)} angles, the table has 12");
    }
}

internal operation ApplyTwoLayers(theta : Double[], entanglers : (Int, Int)[], qubits : Qubit[]) : Unit is Adj + Ctl {
    let perLayer = Length(theta) / 2;
    for layer in 0..1 {
        for q in 0..2 {
            Ry(theta[layer * perLayer + q], qubits[q]);
            if perLayer == 9 {
                Rz(theta[layer * perLayer + 3 + q], qubits[q]);
            }
        }
        for (control, target) in entanglers {
            CNOT(qubits[control], qubits[target]);
        }
        for q in 0..2 {
            Ry(theta[layer * perLayer + perLayer - 3 + q], qubits[q]);
        }
    }
}
