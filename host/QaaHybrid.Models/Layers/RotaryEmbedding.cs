namespace QaaHybrid.Models;

/// <summary>
/// Rotary positions (Su et al. 2021, arXiv:2104.09864): at position p the components i and i + r/2 of a head are turned, as the two
/// coordinates of a point, by the angle p · θ^(−2i/r). (Hugging Face's pairing of halves; other code pairs neighbours.)
/// </summary>
/// <param name="width">r, the number of components that are turned; even. Those behind it in a head are left alone.</param>
/// <param name="theta">θ, the base of the wavelengths.</param>
/// <param name="scaling">How frequencies are stretched, or null.</param>
/// <param name="trained">The model's max_position_embeddings, for a scaling that depends on the length.</param>
public sealed class RotaryEmbedding(int width, double theta, RopeScaling? scaling = null, int trained = int.MaxValue)
{
    private readonly Lock gate = new();
    private Tensor? table;
    private double[] tableFrequencies = [];

    /// <summary>Cosines and sines of positions that all sequences share.</summary>
    /// <param name="start">The first position.</param>
    /// <param name="count">How many.</param>
    /// <param name="dtype">Element type of the result.</param>
    /// <returns>Both <c>[1, count, 1, r/2]</c>.</returns>
    public RotaryAngles At(long start, long count, ScalarType dtype) => Angles(Table(start + count, start + count).narrow(1, start, count).unsqueeze(1), dtype);

    /// <summary>Cosines and sines of positions of each sequence's own.</summary>
    /// <param name="positions"><c>[batch, seq]</c>, int64.</param>
    /// <param name="end">A number above every position.</param>
    /// <param name="dtype">Element type of the result.</param>
    /// <returns>Both <c>[batch, seq, 1, r/2]</c>.</returns>
    public RotaryAngles At(Tensor positions, long end, ScalarType dtype)
    {
        // Filling is no part of a sequence's length.
        var length = scaling is { DependsOnLength: true } ? positions.max().ToInt64() + 1 : end;
        var rows = Table(end, length).index_select(1, positions.reshape(-1));
        return Angles(rows.view(2, positions.shape[0], positions.shape[1], -1), dtype);
    }

    private static RotaryAngles Angles(Tensor both, ScalarType dtype)
    {
        var wide = both.unsqueeze(3).to(dtype);
        return new RotaryAngles(wide.select(0, 0), wide.select(0, 1));
    }

    /// <summary>
    /// The table of at least so many positions. It grows with the longest sequence seen: models allow more positions than most runs use. Where
    /// frequencies follow the length, it is computed anew for other ones.
    /// </summary>
    private Tensor Table(long positions, long length)
    {
        lock (gate)
        {
            if (table is null || table.shape[1] < positions || scaling is { DependsOnLength: true })
            {
                var frequencies = Frequencies(length);
                if (table is null || table.shape[1] < positions || !frequencies.AsSpan().SequenceEqual(tableFrequencies))
                    (table, tableFrequencies) = (Compute((long)System.Numerics.BitOperations.RoundUpToPowerOf2((ulong)positions), frequencies), frequencies);
            }
            return table;
        }
    }

    private double[] Frequencies(long length) =>
        scaling?.Frequencies(theta, width, trained, length) ?? [.. Enumerable.Range(0, width / 2).Select(i => Math.Pow(theta, -2.0 * i / width))];

    /// <summary><c>[2, positions, r/2]</c>: cosines, then sines; in double precision, in which the angles are exact enough at any length.</summary>
    private Tensor Compute(long positions, double[] frequencies)
    {
        var half = width / 2;
        var factor = scaling?.ScoreFactor() ?? 1;
        var values = new double[2 * positions * half];
        for (var i = 0; i < half; i++)
            for (var position = 0L; position < positions; position++)
            {
                var (sin, cos) = Math.SinCos(position * frequencies[i]);
                (values[(positions + position) * half + i], values[position * half + i]) = (sin * factor, cos * factor);
            }
        return torch.tensor(values, [2, positions, half]).DetachFromDisposeScope();
    }
}
