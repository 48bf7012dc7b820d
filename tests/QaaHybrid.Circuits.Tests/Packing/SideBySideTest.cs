using System.Numerics;

namespace QaaHybrid.Circuits.Tests.Packing;

public class SideBySideTest
{
    [Test]
    public void The_state_is_the_product_of_the_states()
    {
        Circuit[] circuits = [Tapes.Random(1, 3, 20), Tapes.Random(2, 2, 12), Clean(), Tapes.Random(3, 1, 5)];
        var theta = circuits.Select((circuit, i) => Tapes.Angles(i, circuit.Parameters)).ToArray();
        var whole = Circuit.SideBySide(circuits);

        Complex[] product = [1];
        foreach (var (circuit, angles) in circuits.Zip(theta))
        {
            var state = State(circuit, angles);
            product = [.. product.SelectMany(a => state.Select(b => a * b))];
        }

        Assert.Multiple(() =>
        {
            Assert.That((whole.Qubits, whole.AuxiliaryQubits, whole.Parameters), Is.EqualTo((8, 1, circuits.Sum(circuit => circuit.Parameters))));
            Assert.That(State(whole, [.. theta.SelectMany(angles => angles)]).Zip(product, (a, b) => (a - b).Magnitude), Is.All.LessThan(1e-14));
            Assert.That(() => Circuit.SideBySide([]), Throws.ArgumentException);
        });
    }

    // CX by way of an auxiliary qubit, which is clean again in the end.
    private static Circuit Clean() => new("clean", 2, 1, 1,
    [
        new(GateKind.RY, 0, new Angle(0, 1, 0.3)), new(GateKind.CX, 0, 2), new(GateKind.CX, 2, 1), new(GateKind.CX, 0, 2),
    ]);

    private static Complex[] State(Circuit circuit, double[] theta)
    {
        var state = ReferenceSimulator.Load(circuit, [1], true);
        ReferenceSimulator.Apply(circuit, theta, state);
        return [.. Enumerable.Range(0, 1 << circuit.Qubits).Select(l => state[l << circuit.AuxiliaryQubits])];
    }
}
