namespace QaaHybrid.Circuits;

/// <summary>A real 2 × 2 matrix on one bit of a vector over basis states.</summary>
internal static class BitMatrix
{
    /// <summary>(v₀, v₁) → (a v₀ + b v₁, c v₀ + d v₁) for all pairs that differ in the bit, 0 being the last qubit's.</summary>
    public static void Apply(Span<double> vector, int bit, double a, double b, double c, double d)
    {
        var step = 1 << bit;
        for (var block = 0; block < vector.Length; block += 2 * step)
            for (var i = block; i < block + step; i++)
                (vector[i], vector[i + step]) = (a * vector[i] + b * vector[i + step], c * vector[i] + d * vector[i + step]);
    }
}
