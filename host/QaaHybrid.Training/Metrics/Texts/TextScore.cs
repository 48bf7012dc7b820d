namespace QaaHybrid.Training;

/// <summary>One metric of generated texts.</summary>
/// <param name="Name">Its name in tables and files: <c>bleu</c>.</param>
/// <param name="Value">Its value on all texts.</param>
/// <param name="Signature">What was computed, so that it can be computed again elsewhere.</param>
/// <param name="Each">Its value of each text, of which <paramref name="Value"/> is the mean; null where it is of the corpus as a whole.</param>
public sealed record TextScore(string Name, double Value, string Signature, IReadOnlyList<double>? Each = null)
{
    internal static TextScore MeanOf(string name, string signature, IEnumerable<double> values)
    {
        double[] each = [.. values];
        return new TextScore(name, each.Sum() / each.Length, signature, each);
    }
}
