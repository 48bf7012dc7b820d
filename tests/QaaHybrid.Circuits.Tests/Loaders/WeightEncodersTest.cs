namespace QaaHybrid.Circuits.Tests;

/// <summary>The angles of the encoders of Hamming weights: the amplitudes they leave behind, step by step, in orders written out here.</summary>
public class WeightEncodersTest
{
    // Ehrlich's order of the subsets, by their places in lexicographic order.
    private static readonly object[] FixedWeights =
    [
        new object[] { 4, 2, new[] { 0, 2, 1, 3, 4, 5 } },
        new object[] { 5, 3, new[] { 0, 2, 1, 3, 4, 5, 9, 8, 7, 6 } },
        new object[] { 5, 1, new[] { 0, 4, 3, 2, 1 } },
        new object[] { 3, 2, new[] { 0, 1, 2 } },
    ];

    [TestCaseSource(nameof(FixedWeights))]
    public void A_weight_is_loaded_in_the_order_of_the_circuit(int qubits, int weight, int[] order)
    {
        var data = Tapes.Normal(qubits, order.Length);
        AssertWalks(data, order, HammingWeightEncoder.Angles(data, qubits, weight));
    }

    [Test]
    public void All_weights_are_loaded_in_the_order_of_the_circuit()
    {
        // {}, {0}, {3}, {2}, {1}, {0,1}, {1,3}, {1,2}, {0,2}, {0,3}, {2,3}, {0,2,3}, {1,2,3}, {0,1,2}, {0,1,3}
        int[] order = [0, 1, 4, 3, 2, 5, 9, 8, 6, 7, 10, 13, 14, 11, 12];
        var data = Tapes.Normal(7, order.Length);
        AssertWalks(data, order, UpToWeightEncoder.Angles(data, 4, 3));
    }

    [Test]
    public void Short_vectors_are_filled_up_with_zeros() => Assert.Multiple(() =>
    {
        Assert.That(HammingWeightEncoder.Angles([1, -2], 4, 2), Is.EqualTo(HammingWeightEncoder.Angles([1, -2, 0, 0, 0, 0], 4, 2)));
        Assert.That(UpToWeightEncoder.Angles([1, -2], 3, 2), Is.EqualTo(UpToWeightEncoder.Angles([1, -2, 0, 0, 0, 0, 0], 3, 2)));
        Assert.That(HammingWeightEncoder.Angles([0], 5, 2), Is.EqualTo(new double[9]));
        Assert.That(UpToWeightEncoder.Angles([0], 3, 3), Is.EqualTo(new double[7]));
    });

    [Test]
    public void Wrong_sizes_are_refused_with_the_numbers() => Assert.Multiple(() =>
    {
        Assert.That(() => HammingWeightEncoder.Angles(new double[7], 4, 2), Throws.ArgumentException.With.Message.Contains("7 numbers to load, expected 1 to 6"));
        Assert.That(() => UpToWeightEncoder.Angles([], 4, 2), Throws.ArgumentException.With.Message.Contains("0 numbers to load, expected 1 to 11"));
        Assert.That(() => HammingWeightEncoder.Angles([1], 4, 4), Throws.ArgumentException.With.Message.Contains("the weight is 4, expected 1 to 3"));
        Assert.That(() => UpToWeightEncoder.Angles([1], 4, 5), Throws.ArgumentException.With.Message.Contains("the weight is 5, expected 1 to 4"));
    });

    // A gate keeps cos θ of what has arrived and hands on sin θ.
    private static void AssertWalks(double[] data, int[] order, double[] angles)
    {
        var loaded = new double[data.Length];
        var arrived = 1.0;
        for (var step = 0; step < angles.Length; step++)
        {
            loaded[order[step]] = arrived * Math.Cos(angles[step]);
            arrived *= Math.Sin(angles[step]);
        }
        loaded[order[^1]] = arrived;
        var norm = Math.Sqrt(data.Sum(x => x * x));
        Assert.That(angles, Has.Length.EqualTo(order.Length - 1));
        Assert.That(loaded, Is.EqualTo(data.Select(x => x / norm)).Within(1e-14));
    }
}
