using System.Numerics;

namespace QaaHybrid.Circuits.Tests;

public class AmplitudeEmbeddingTest
{
    [Test]
    public void The_angles_load_the_vector_with_its_signs([Values(1, 2, 3, 5, 8, 13, 32)] int length)
    {
        var data = Tapes.Normal(length, length);
        var qubits = Math.Max(1, BitOperations.Log2(BitOperations.RoundUpToPowerOf2((uint)length)));
        var angles = AmplitudeEmbedding.Angles(data);
        var state = new Complex[1 << qubits];
        state[0] = 1;
        ReferenceSimulator.Apply(Tree(qubits), angles, state);

        var norm = Math.Sqrt(data.Sum(x => x * x));
        Assert.That(angles, Has.Length.EqualTo((1 << qubits) - 1));
        for (var l = 0; l < state.Length; l++)
            Assert.That((state[l] - (l < length ? data[l] / norm : 0)).Magnitude, Is.LessThan(1e-14), $"amplitude {l}");
    }

    [Test]
    public void Zeros_are_the_state_zero() => Assert.That(AmplitudeEmbedding.Angles(new double[5]), Is.EqualTo(new double[7]));

    [Test]
    public void Nothing_is_refused() => Assert.That(() => AmplitudeEmbedding.Angles([]), Throws.ArgumentException);

    // The Gray-code tree as the Q# loader writes it: RY(φ_0) CNOT RY(φ_1) CNOT …, level by level.
    private static Circuit Tree(int qubits)
    {
        var gates = new List<Gate>();
        var next = 0;
        for (var level = 0; level < qubits; level++)
            for (var j = 0; j < 1 << level; j++)
            {
                gates.Add(new Gate(GateKind.RY, level, new Angle(next++, 1, 0)));
                if (level > 0)
                    gates.Add(new Gate(GateKind.CX, level - 1 - (j == (1 << level) - 1 ? level - 1 : BitOperations.TrailingZeroCount(j + 1)), level));
            }
        return new Circuit("tree", qubits, 0, next, gates);
    }
}
