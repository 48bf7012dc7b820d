using System.Numerics;
using QaaHybrid.Circuits;

namespace QaaHybrid.Azure.Tests.Costs;

public class NativeExpansionTest
{
    [Test]
    public void Every_gate_equals_its_expansion_and_only_the_machines_gate_of_two_qubits_is_left(
        [Values] GateKind kind, [Values(GateKind.RXX, GateKind.RZZ)] GateKind interaction)
    {
        // From amplitudes in general position, no two alike; the qubits are not in order.
        var gate = new Gate(kind, 2, Two(kind) ? 0 : -1, kind == GateKind.CCX ? 1 : -1, new Angle(0, 1, 0.25));
        Gate[] expansion = [.. NativeExpansion.Of(gate, interaction)];

        Assert.That(StateDistance.UpToPhase(After([gate]), After(expansion)), Is.LessThan(1e-14));
        Assert.That(expansion.Where(step => step.Arity > 1).Select(step => step.Kind), Is.All.EqualTo(interaction));
        Assert.That(expansion.Count(step => step.Arity > 1), Is.EqualTo(kind switch { GateKind.CCX => 6, GateKind.SWAP => 3, _ => Two(kind) ? 1 : 0 }));
    }

    private static bool Two(GateKind kind) =>
        kind is GateKind.CX or GateKind.CY or GateKind.CZ or GateKind.SWAP or GateKind.RXX or GateKind.RYY or GateKind.RZZ or GateKind.CCX;

    private static Complex[] After(IReadOnlyList<Gate> gates)
    {
        var circuit = new Circuit("gates", 3, 0, 1, [.. Enumerable.Range(0, 3).Select(q => new Gate(GateKind.RX, q, Angle.Constant(0.7 * q - 0.4))), .. gates]);
        var state = ReferenceSimulator.Load(circuit, [1, -2, 3, 0.5, -1.5, 2.5, 0.1, 4]);
        ReferenceSimulator.Apply(circuit, [0.9], state);
        return state;
    }
}
