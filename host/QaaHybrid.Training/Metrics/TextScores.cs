namespace QaaHybrid.Training;

/// <summary>All metrics of generated texts.</summary>
/// <param name="Bleu">BLEU, with what it is made of.</param>
/// <param name="Rouge">ROUGE-1, -2 and -L without stemming.</param>
/// <param name="Meteor">METEOR, 0 to 100.</param>
/// <param name="MeteorSignature">Its version and stages.</param>
/// <param name="Chrf">chrF2, 0 to 100.</param>
/// <param name="Nist">NIST, 0 upwards.</param>
public sealed record TextScores(BleuScore Bleu, RougeScores Rouge, double Meteor, string MeteorSignature, double Chrf, double Nist)
{
    /// <summary>Measures texts against their references.</summary>
    /// <param name="hypotheses">One text a segment; may be empty texts.</param>
    /// <param name="references">For each segment at least one reference; their number may differ.</param>
    /// <exception cref="ArgumentException">The counts differ, there is no segment, or a segment has no reference.</exception>
    public static TextScores Of(IReadOnlyList<string> hypotheses, IReadOnlyList<IReadOnlyList<string>> references)
    {
        var meteor = Training.Meteor.Installed;
        return new TextScores(
            Training.Bleu.Corpus(hypotheses, references), Training.Rouge.Corpus(hypotheses, references), meteor.Corpus(hypotheses, references), meteor.Signature,
            Training.Chrf.Corpus(hypotheses, references), Training.Nist.Corpus(hypotheses, references));
    }

    /// <summary>The scores by name: <c>bleu</c>, <c>rouge_1</c>, <c>rouge_2</c>, <c>rouge_l</c>, <c>meteor</c>, <c>chrf</c>, <c>nist</c>.</summary>
    public IEnumerable<KeyValuePair<string, double>> Named =>
    [
        new("bleu", Bleu.Score), new("rouge_1", Rouge.Rouge1), new("rouge_2", Rouge.Rouge2), new("rouge_l", Rouge.RougeL), new("meteor", Meteor), new("chrf", Chrf),
        new("nist", Nist),
    ];
}
