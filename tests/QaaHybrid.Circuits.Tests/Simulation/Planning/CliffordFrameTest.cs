using System.Numerics;
using QaaHybrid.Circuits.Planning;

namespace QaaHybrid.Circuits.Tests;

/// <summary>The frame's bookkeeping against matrices: C† P C computed by the reference simulator.</summary>
public class CliffordFrameTest
{
    private const int Qubits = 3;

    private static readonly GateKind[] Kinds =
    [
        GateKind.X, GateKind.Y, GateKind.Z, GateKind.H, GateKind.S, GateKind.SAdj, GateKind.SX, GateKind.CX, GateKind.CY, GateKind.CZ, GateKind.SWAP,
    ];

    [Test]
    public void Pulls_Pauli_operators_through_Clifford_gates([Range(0, 19)] int seed)
    {
        var circuit = Tapes.Random(seed, Qubits, 12, kinds: Kinds);
        var frame = Frame(circuit);
        for (var bit = 0; bit < Qubits; bit++)
            foreach (var pauli in (PauliString[])[PauliString.XOn(1u << bit), PauliString.YOn(1u << bit), PauliString.ZOn(1u << bit)])
                for (var basisState = 0; basisState < 1 << Qubits; basisState++)
                {
                    // P C |m⟩ = C (C† P C) |m⟩.
                    var left = Apply(pauli, Run(circuit, Basis(basisState)));
                    var right = Run(circuit, Apply(frame.Pull(pauli), Basis(basisState)));
                    Assert.That(left.Zip(right, (a, b) => (a - b).Magnitude).Max(), Is.LessThan(1e-12), $"{pauli} on {basisState}");
                }
    }

    [Test]
    public void Few_quarter_turns_make_it_diagonal([Range(0, 19)] int seed)
    {
        var frame = Frame(Tapes.Random(seed, Qubits, 15, kinds: Kinds));

        var axes = frame.Diagonalize();

        Assert.Multiple(() =>
        {
            Assert.That(axes, Has.Count.LessThanOrEqualTo(Qubits));
            Assert.That(Enumerable.Range(0, Qubits).Select(bit => frame.Z(bit).IsDiagonal), Is.All.True);
            Assert.That(frame.Diagonalize(), Is.Empty);
        });
    }

    private static CliffordFrame Frame(Circuit circuit)
    {
        var frame = new CliffordFrame(Qubits);
        foreach (var gate in circuit.Gates)
            foreach (var (axis, turns) in PauliGate.Clifford(gate.Kind, Bit(gate.Q0), gate.Q1 < 0 ? 0 : Bit(gate.Q1)))
                frame.Turn(axis, turns);
        return frame;

        static uint Bit(int qubit) => 1u << (Qubits - 1 - qubit);
    }

    private static Complex[] Basis(int basisState)
    {
        var state = new Complex[1 << Qubits];
        state[basisState] = 1;
        return state;
    }

    private static Complex[] Run(Circuit circuit, Complex[] state)
    {
        ReferenceSimulator.Apply(circuit, new double[circuit.Parameters], state);
        return state;
    }

    // iᵖ Xˣ Zᶻ |m⟩ = iᵖ (-1)^(z·m) |m ⊕ x⟩.
    private static Complex[] Apply(PauliString pauli, Complex[] state)
    {
        var applied = new Complex[state.Length];
        for (var m = 0u; m < state.Length; m++)
            applied[m ^ pauli.X] = Complex.Pow(Complex.ImaginaryOne, pauli.Phase) * (Parity.Odd(pauli.Z, m) ? -1 : 1) * state[m];
        return applied;
    }
}
