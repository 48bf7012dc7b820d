namespace QaaHybrid.Circuits;

/// <summary>One factor of a distribution that is a product of independent ones: of circuits side by side, for example.</summary>
/// <param name="Positions">Where its bits stand in the whole bit string, from the left.</param>
/// <param name="Probabilities">The probability of each string of these bits; strings that are left out have none.</param>
public sealed record DistributionPart(IReadOnlyList<int> Positions, IReadOnlyDictionary<string, double> Probabilities)
{
    /// <summary>The marginal of bits that stand side by side: <c>p(l) = Π over the parts, each summed over its other bits</c>.</summary>
    /// <param name="parts">All parts; each bit stands in one.</param>
    /// <param name="first">The first of the bits.</param>
    /// <param name="count">How many.</param>
    /// <returns>2^count probabilities, the first bit the most significant.</returns>
    public static double[] Marginal(IReadOnlyList<DistributionPart> parts, int first, int count)
    {
        ArgumentNullException.ThrowIfNull(parts);
        var marginal = new double[1 << count];
        Array.Fill(marginal, 1);
        foreach (var part in parts)
        {
            // Where the bits stand in the part's words, and which bit of the index they are.
            (int Place, int Shift)[] own = [.. part.Positions.Index().Where(entry => entry.Item >= first && entry.Item < first + count)
                .Select(entry => (entry.Index, first + count - 1 - entry.Item))];
            if (own.Length == 0)
                continue;
            var sums = new Dictionary<int, double>();
            foreach (var (word, probability) in part.Probabilities)
            {
                var bits = 0;
                foreach (var (place, shift) in own)
                    bits |= word[place] == '1' ? 1 << shift : 0;
                sums[bits] = sums.GetValueOrDefault(bits) + probability;
            }
            var mask = own.Aggregate(0, (mask, entry) => mask | 1 << entry.Shift);
            for (var state = 0; state < marginal.Length; state++)
                marginal[state] *= sums.GetValueOrDefault(state & mask);
        }
        return marginal;
    }
}
