namespace QaaHybrid.AzureEmulator;

/// <summary>What is read of one part of a program, exactly.</summary>
/// <param name="Positions">Where in the outcome its bits stand.</param>
/// <param name="Probabilities">2^k probabilities; the first position is the most significant bit.</param>
internal sealed record PartDistribution(IReadOnlyList<int> Positions, double[] Probabilities)
{
    /// <summary>Most outcomes of all parts together that are listed one by one.</summary>
    public const int MaxOutcomes = 1 << 16;

    // What is smaller is rounding of amplitudes that are zero.
    private const double Dust = 1e-15;

    /// <summary>The outcomes that can be, in ascending order.</summary>
    public IEnumerable<(string Bits, double Probability)> Support => Probabilities
        .Select((probability, state) => (Bits: Convert.ToString(state, 2).PadLeft(Positions.Count, '0'), Probability: probability))
        .Where(outcome => outcome.Probability > Dust);

    /// <summary>
    /// The outcomes of all parts together, p(b) = Π p_part(b_part), in ascending order; null where there are more than
    /// <see cref="MaxOutcomes"/> of them.
    /// </summary>
    public static IReadOnlyList<(string Bits, double Probability)>? Joint(IReadOnlyList<PartDistribution> parts)
    {
        List<(char[] Bits, double Probability)> joint = [(new char[parts.Sum(part => part.Positions.Count)], 1)];
        foreach (var part in parts)
        {
            (string Bits, double Probability)[] support = [.. part.Support.Take(MaxOutcomes + 1)];
            if ((long)support.Length * joint.Count > MaxOutcomes)
                return null;
            joint = [.. joint.SelectMany(_ => support, (so, next) => (With(so.Bits, part.Positions, next.Bits), so.Probability * next.Probability))];
        }
        return [.. joint.Select(outcome => (new string(outcome.Bits), outcome.Probability)).OrderBy(outcome => outcome.Item1, StringComparer.Ordinal)];
    }

    private static char[] With(char[] bits, IReadOnlyList<int> positions, string values)
    {
        var extended = (char[])bits.Clone();
        for (var i = 0; i < values.Length; i++)
            extended[positions[i]] = values[i];
        return extended;
    }
}
