namespace QaaHybrid.Models;

/// <summary>
/// Rotary positions (Su et al. 2021, arXiv:2104.09864): at position p the components i and i + d/2 of a head are turned, as the two
/// coordinates of a point, by the angle p · θ^(−2i/d). (Hugging Face's pairing of halves; other code pairs neighbours.)
/// </summary>
/// <param name="headDim">d, the width of a head; even.</param>
/// <param name="theta">θ, the base of the wavelengths.</param>
/// <param name="scaling">How frequencies are stretched, or null.</param>
public sealed class RotaryEmbedding(int headDim, double theta, RopeScaling? scaling = null)
{
    private readonly Lock gate = new();
    private Tensor? table;

    /// <summary>Cosines and sines of positions that all sequences share.</summary>
    /// <param name="start">The first position.</param>
    /// <param name="count">How many.</param>
    /// <param name="dtype">Element type of the result.</param>
    /// <returns>Both <c>[1, count, 1, d/2]</c>.</returns>
    public RotaryAngles At(long start, long count, ScalarType dtype) => Angles(Table(start + count).narrow(1, start, count).unsqueeze(1), dtype);

    /// <summary>Cosines and sines of positions of each sequence's own.</summary>
    /// <param name="positions"><c>[batch, seq]</c>, int64.</param>
    /// <param name="end">A number above every position.</param>
    /// <param name="dtype">Element type of the result.</param>
    /// <returns>Both <c>[batch, seq, 1, d/2]</c>.</returns>
    public RotaryAngles At(Tensor positions, long end, ScalarType dtype)
    {
        var rows = Table(end).index_select(1, positions.reshape(-1));
        return Angles(rows.view(2, positions.shape[0], positions.shape[1], -1), dtype);
    }

    private static RotaryAngles Angles(Tensor both, ScalarType dtype)
    {
        var wide = both.unsqueeze(3).to(dtype);
        return new RotaryAngles(wide.select(0, 0), wide.select(0, 1));
    }

    /// <summary>
    /// The table of at least so many positions. It grows with the longest sequence seen: models allow more positions than most runs use.
    /// </summary>
    private Tensor Table(long positions)
    {
        lock (gate)
        {
            if (table is null || table.shape[1] < positions)
                table = Compute((long)System.Numerics.BitOperations.RoundUpToPowerOf2((ulong)positions));
            return table;
        }
    }

    /// <summary><c>[2, positions, d/2]</c>: cosines, then sines; in double precision, in which the angles are exact enough at any length.</summary>
    private Tensor Compute(long positions)
    {
        var half = headDim / 2;
        var values = new double[2 * positions * half];
        for (var i = 0; i < half; i++)
        {
            var frequency = Math.Pow(theta, -2.0 * i / headDim);
            frequency = scaling?.Scale(frequency) ?? frequency;
            for (var position = 0L; position < positions; position++)
                (values[(positions + position) * half + i], values[position * half + i]) = Math.SinCos(position * frequency);
        }
        return torch.tensor(values, [2, positions, half]).DetachFromDisposeScope();
    }
}
