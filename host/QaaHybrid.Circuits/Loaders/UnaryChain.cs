namespace QaaHybrid.Circuits;

/// <summary>The angles of a chain of beam splitters: what the unary loaders and the encoders of a Hamming weight share.</summary>
internal static class UnaryChain
{
    /// <summary>
    /// One angle fewer than numbers: <c>θ_k = atan2(‖x_{k+1…}‖, x_k)</c>, the last with the sign of the last number in place of the norm.
    /// A gate keeps cos θ_k of what arrives and hands on sin θ_k.
    /// </summary>
    public static void WriteAngles(ReadOnlySpan<double> data, Span<double> angles)
    {
        var squares = 0.0;
        for (var k = data.Length - 2; k >= 0; k--)
        {
            squares += data[k + 1] * data[k + 1];
            angles[k] = Math.Atan2(k == data.Length - 2 ? data[^1] : Math.Sqrt(squares), data[k]);
        }
    }

    /// <summary>What a gate has to leave for a part of the vector: its L2 norm, or its only number with the sign.</summary>
    public static double SignedNorm(ReadOnlySpan<double> part)
    {
        if (part.Length == 1)
            return part[0];
        var squares = 0.0;
        foreach (var x in part)
            squares += x * x;
        return Math.Sqrt(squares);
    }

    /// <summary>A unary loader needs two numbers.</summary>
    /// <exception cref="ArgumentException">There are fewer.</exception>
    public static void Check(ReadOnlySpan<double> data)
    {
        if (data.Length < 2)
            throw new ArgumentException($"a unary loader takes at least two numbers, one for each qubit; {data.Length} were given", nameof(data));
    }
}
