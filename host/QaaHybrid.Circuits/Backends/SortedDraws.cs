namespace QaaHybrid.Circuits;

/// <summary>
/// Many draws from one distribution in a single walk over it: sums of exponential waiting times, divided by the last, are uniform numbers
/// in ascending order (Devroye, "Non-Uniform Random Variate Generation", Springer 1986, V.3). Time goes as shots + 2ⁿ.
/// </summary>
internal static class SortedDraws
{
    // Waiting times kept at once.
    private const int Chunk = 1 << 20;

    /// <summary>How often each outcome was drawn; those that never were are left out. One of probability 0 is never drawn.</summary>
    /// <param name="weights">Probabilities, or anything proportional to them.</param>
    /// <param name="shots">How many draws.</param>
    /// <param name="random">What they are drawn from.</param>
    public static List<(int Outcome, int Count)> Histogram(double[] weights, int shots, SplitMix64 random)
    {
        var last = Array.FindLastIndex(weights, weight => weight > 0);
        if (last < 0)
            throw new ArgumentException("no outcome has a probability above 0; there is nothing to draw", nameof(weights));
        var sum = 0.0;
        foreach (var weight in weights)
            sum += weight;
        var counts = new int[last + 1];
        var times = new double[Math.Min(shots, Chunk)];
        for (var left = shots; left > 0; left -= times.Length)
            Walk(weights, counts, sum, times.AsSpan(0, Math.Min(left, times.Length)), ref random);
        var drawn = new List<(int, int)>();
        for (var outcome = 0; outcome < counts.Length; outcome++)
            if (counts[outcome] > 0)
                drawn.Add((outcome, counts[outcome]));
        return drawn;
    }

    private static void Walk(double[] weights, int[] counts, double sum, Span<double> times, ref SplitMix64 random)
    {
        var time = 0.0;
        for (var i = 0; i < times.Length; i++)
            times[i] = time -= Math.Log(1 - random.NextDouble());
        var scale = sum / (time - Math.Log(1 - random.NextDouble()));
        var outcome = 0;
        var cumulative = weights[0];
        foreach (var at in times)
        {
            while (cumulative <= at * scale && outcome < counts.Length - 1)
                cumulative += weights[++outcome];
            counts[outcome]++;
        }
    }
}
