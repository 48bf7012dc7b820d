using System.Numerics;
using QaaHybrid.Circuits.Dense;

namespace QaaHybrid.Circuits.Tests;

public class RealTapeTest
{
    [Test]
    public void Real_and_imaginary_parts_are_those_of_the_circuit([Values] GateKind kind)
    {
        GateKind[] around = [GateKind.RY, GateKind.CX, GateKind.RZ, kind];
        for (var seed = 0; seed < 4; seed++)
        {
            var circuit = Tapes.Random(seed, 3, 20, kinds: around);
            var real = RealTape.Of(circuit);
            var (theta, input) = (Tapes.Angles(seed, circuit.Parameters), Tapes.Normal(seed, 8));
            var expected = ReferenceSimulator.Load(circuit, input);
            ReferenceSimulator.Apply(circuit, theta, expected);
            var state = ReferenceSimulator.Load(real, input);
            ReferenceSimulator.Apply(real, theta, state);

            Assert.That(state.Select(amplitude => amplitude.Imaginary), Is.All.Zero);
            Assert.That(
                StateDistance.UpToPhase(expected, [.. Enumerable.Range(0, 8).Select(i => new Complex(state[i].Real, state[8 + i].Real))]),
                Is.LessThan(1e-12));
        }
    }
}
