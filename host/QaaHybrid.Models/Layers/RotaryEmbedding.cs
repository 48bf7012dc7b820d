namespace QaaHybrid.Models;

/// <summary>
/// Rotary positions (Su et al. 2021, arXiv:2104.09864): at position p the components i and i + d/2 of a head are turned, as the two
/// coordinates of a point, by the angle p · θ^(−2i/d). (Hugging Face's pairing of halves; other code pairs neighbours.)
/// </summary>
/// <param name="headDim">d, the width of a head; even.</param>
/// <param name="theta">θ, the base of the wavelengths.</param>
/// <param name="scaling">How frequencies are stretched, or null.</param>
/// <param name="positions">Number of positions.</param>
public sealed class RotaryEmbedding(int headDim, double theta, RopeScaling? scaling, int positions)
{
    private readonly Tensor table = Table(headDim, theta, scaling, positions);

    /// <summary>Cosines and sines of positions that all sequences share.</summary>
    /// <param name="start">The first position.</param>
    /// <param name="count">How many.</param>
    /// <param name="dtype">Element type of the result.</param>
    /// <returns>Both <c>[1, count, 1, d/2]</c>.</returns>
    public RotaryAngles At(long start, long count, ScalarType dtype) => Angles(table.narrow(1, start, count).unsqueeze(1), dtype);

    /// <summary>Cosines and sines of positions of each sequence's own.</summary>
    /// <param name="positions"><c>[batch, seq]</c>, int64.</param>
    /// <param name="dtype">Element type of the result.</param>
    /// <returns>Both <c>[batch, seq, 1, d/2]</c>.</returns>
    public RotaryAngles At(Tensor positions, ScalarType dtype)
    {
        var rows = table.index_select(1, positions.reshape(-1));
        return Angles(rows.view(2, positions.shape[0], positions.shape[1], -1), dtype);
    }

    private static RotaryAngles Angles(Tensor both, ScalarType dtype)
    {
        var narrow = both.unsqueeze(3).to(dtype);
        return new RotaryAngles(narrow.select(0, 0), narrow.select(0, 1));
    }

    /// <summary><c>[2, positions, d/2]</c>: cosines, then sines; kept in double precision, in which the angles are exact enough for any length.</summary>
    private static Tensor Table(int headDim, double theta, RopeScaling? scaling, int positions)
    {
        var half = headDim / 2;
        var values = new double[2 * positions * half];
        for (var i = 0; i < half; i++)
        {
            var frequency = Math.Pow(theta, -2.0 * i / headDim);
            frequency = scaling?.Scale(frequency) ?? frequency;
            for (var position = 0; position < positions; position++)
                (values[(positions + position) * half + i], values[position * half + i]) = Math.SinCos(position * frequency);
        }
        return torch.tensor(values, [2, positions, half]).DetachFromDisposeScope();
    }
}

/// <summary>Cosines and sines of the angles by which heads are turned, <c>[batch or 1, seq, 1, d/2]</c>.</summary>
/// <param name="Cos">Cosines.</param>
/// <param name="Sin">Sines.</param>
public readonly record struct RotaryAngles(Tensor Cos, Tensor Sin)
{
    /// <summary>Turns heads.</summary>
    /// <param name="heads"><c>[batch, seq, heads, d]</c>.</param>
    /// <returns>The same shape.</returns>
    public Tensor Turn(Tensor heads)
    {
        // (a, b) → (a cos − b sin, b cos + a sin)
        var shape = heads.shape;
        var halves = heads.view(shape[0], shape[1], shape[2], 2, shape[3] / 2).unbind(3);
        var (a, b) = (halves[0], halves[1]);
        return torch.cat([(a * Cos).addcmul(b, Sin, -1), (b * Cos).addcmul(a, Sin, 1)], -1);
    }
}
