namespace QaaHybrid.Circuits;

/// <summary>The angles of an encoder that walks from subset to subset.</summary>
internal static class WeightWalk
{
    /// <summary>Those of a chain along the numbers in the order of the walk.</summary>
    /// <param name="data">The vector, filled up with zeros to <paramref name="length"/>.</param>
    /// <param name="length">Number of amplitudes.</param>
    /// <param name="walk">The subsets in the order of the circuit.</param>
    /// <param name="place">Where the number of a subset stands in the vector.</param>
    public static double[] Angles(ReadOnlySpan<double> data, int length, IEnumerable<bool[]> walk, Func<bool[], int> place)
    {
        if (data.IsEmpty || data.Length > length)
            throw new ArgumentException($"{data.Length} numbers to load, expected 1 to {length}", nameof(data));
        var ordered = new double[length];
        var step = 0;
        foreach (var subset in walk)
            ordered[step++] = place(subset) is var at && at < data.Length ? data[at] : 0;
        var angles = new double[length - 1];
        UnaryChain.WriteAngles(ordered, angles);
        return angles;
    }
}
