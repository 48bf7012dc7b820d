namespace QaaHybrid.Training;

/// <summary>All metrics of generated texts.</summary>
/// <param name="Bleu">BLEU, with what it is made of.</param>
/// <param name="All">
/// In the order of tables: <c>bleu</c>, <c>rouge_1</c>, <c>rouge_2</c>, <c>rouge_l</c>, <c>rouge_lsum</c>, <c>meteor</c>, <c>chrf</c>, <c>chrf_pp</c>, <c>nist</c>,
/// <c>exact_match</c> and <c>token_f1</c> (both normalised); with a model for it <c>bertscore_p</c>, <c>bertscore_r</c> and <c>bertscore_f1</c>.
/// </param>
public sealed record TextScores(BleuScore Bleu, IReadOnlyList<TextScore> All)
{
    /// <summary>Measures texts against their references.</summary>
    /// <param name="hypotheses">One text a segment; may be empty texts.</param>
    /// <param name="references">For each segment at least one reference; their number may differ.</param>
    /// <param name="options">How BLEU and ROUGE are computed; null takes the defaults.</param>
    /// <exception cref="ArgumentException">The counts differ, there is no segment, or a segment has no reference.</exception>
    public static TextScores Of(IReadOnlyList<string> hypotheses, IReadOnlyList<IReadOnlyList<string>> references, MetricsRecipe? options = null)
    {
        options ??= new MetricsRecipe();
        var bleu = Training.Bleu.Corpus(hypotheses, references, options.Bleu);
        var rouge = Rouge.Each(hypotheses, references, options.RougeStemmer);
        TextScore OfRouge(string name, Func<RougeSegment, RougeScore> measure) =>
            TextScore.MeanOf(name, Rouge.Signature(options.RougeStemmer), rouge.Select(segment => measure(segment).FMeasure));
        TextScore OfChrf(string name, ChrfOptions chrf) => new(name, Chrf.Corpus(hypotheses, references, chrf), chrf.Signature(references));
        var meteor = Meteor.Installed;
        return new TextScores(bleu,
        [
            new("bleu", bleu.Score, bleu.Signature),
            OfRouge("rouge_1", segment => segment.Rouge1),
            OfRouge("rouge_2", segment => segment.Rouge2),
            OfRouge("rouge_l", segment => segment.RougeL),
            OfRouge("rouge_lsum", segment => segment.RougeLsum),
            TextScore.MeanOf("meteor", meteor.Signature, meteor.Each(hypotheses, references)),
            OfChrf("chrf", new ChrfOptions()),
            OfChrf("chrf_pp", ChrfOptions.PlusPlus),
            new("nist", Nist.Corpus(hypotheses, references), Nist.Signature),
            TextScore.MeanOf("exact_match", ExactMatch.Signature, ExactMatch.Normalised(hypotheses, references)),
            TextScore.MeanOf("token_f1", ExactMatch.Signature, ExactMatch.TokenF1(hypotheses, references)),
        ]);
    }

    /// <summary>The values by name.</summary>
    public IEnumerable<KeyValuePair<string, double>> Named => All.Select(score => new KeyValuePair<string, double>(score.Name, score.Value));

    /// <summary>The values of one text, of the metrics that have such.</summary>
    /// <param name="text">Its number, from 0.</param>
    public IReadOnlyDictionary<string, double> NamedOf(int text) => All.Where(score => score.Each is not null).ToDictionary(score => score.Name, score => score.Each![text]);

    /// <summary>What was computed, each signature once, with the names of its metrics.</summary>
    public IReadOnlyList<string> Signatures => [.. All.GroupBy(score => score.Signature).Select(group => $"{string.Join(", ", group.Select(score => score.Name))}: {group.Key}")];
}
