using System.Text.RegularExpressions;

namespace QaaHybrid.Training;

/// <summary>
/// Whether an answer is the expected one, word for word, and how many of its words are, as SQuAD's official script measures (Rajpurkar et al., arXiv:1606.05250 and
/// arXiv:1806.03822): each with the best reference, 0 to 100. Normalised means lower case, no ASCII punctuation, no <c>a</c>, <c>an</c>, <c>the</c>, single blanks.
/// </summary>
public static partial class ExactMatch
{
    /// <summary>What is computed.</summary>
    public const string Signature = "exact_match:squad-2.0|normalised:lower,punctuation,articles,blanks|version:QaaHybrid";

    /// <summary>100 for each text that is a reference but for blanks at its ends, else 0.</summary>
    /// <exception cref="ArgumentException">The counts differ, there is no segment, or a segment has no reference.</exception>
    public static IReadOnlyList<double> Strict(IReadOnlyList<string> hypotheses, IReadOnlyList<IReadOnlyList<string>> references) =>
        Each(hypotheses, references, (hypothesis, reference) => hypothesis.Trim() == reference.Trim() ? 1 : 0);

    /// <summary>100 for each text that is a reference when both are normalised, else 0.</summary>
    /// <exception cref="ArgumentException">The counts differ, there is no segment, or a segment has no reference.</exception>
    public static IReadOnlyList<double> Normalised(IReadOnlyList<string> hypotheses, IReadOnlyList<IReadOnlyList<string>> references) =>
        Each(hypotheses, references, (hypothesis, reference) => Words(hypothesis).SequenceEqual(Words(reference)) ? 1 : 0);

    /// <summary>F1 of the normalised words that both sides have, as often as both have them; two texts without words are equal.</summary>
    /// <exception cref="ArgumentException">The counts differ, there is no segment, or a segment has no reference.</exception>
    public static IReadOnlyList<double> TokenF1(IReadOnlyList<string> hypotheses, IReadOnlyList<IReadOnlyList<string>> references) => Each(hypotheses, references, F1);

    private static double F1(string hypothesis, string reference)
    {
        var (h, r) = (Words(hypothesis), Words(reference));
        if (h.Length == 0 || r.Length == 0)
            return h.Length == r.Length ? 1 : 0;
        var allowed = NGrams.Count(r, 1);
        var common = NGrams.Count(h, 1).Sum(entry => Math.Min(entry.Value, allowed.GetValueOrDefault(entry.Key)));
        return 2.0 * common / (h.Length + r.Length);
    }

    private static double[] Each(IReadOnlyList<string> hypotheses, IReadOnlyList<IReadOnlyList<string>> references, Func<string, string, double> score)
    {
        Segments.Check(hypotheses, references);
        return [.. hypotheses.Zip(references, (hypothesis, accepted) => 100 * accepted.Max(reference => score(hypothesis, reference)))];
    }

    private static string[] Words(string text) =>
        Article().Replace(Punctuation().Replace(text.ToLowerInvariant(), ""), " ").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    [GeneratedRegex(@"[!-/:-@\[-`{-~]")]
    private static partial Regex Punctuation();

    [GeneratedRegex(@"\b(a|an|the)\b")]
    private static partial Regex Article();
}
