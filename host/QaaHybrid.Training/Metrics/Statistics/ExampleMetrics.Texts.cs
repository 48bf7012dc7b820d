namespace QaaHybrid.Training;

public static partial class ExampleMetrics
{
    /// <summary>Corpus BLEU; the counts of each text are taken once.</summary>
    /// <param name="hypotheses">One text a segment.</param>
    /// <param name="references">For each segment at least one reference.</param>
    /// <param name="options">Smoothing, case and orders; null takes the defaults.</param>
    /// <exception cref="ArgumentException">The counts differ, there is no segment, or a segment has no reference.</exception>
    public static ExampleMetric Bleu(IReadOnlyList<string> hypotheses, IReadOnlyList<IReadOnlyList<string>> references, BleuOptions? options = null)
    {
        Segments.Check(hypotheses, references);
        options ??= new BleuOptions();
        BleuCounts[] counts = [.. hypotheses.Zip(references, (hypothesis, accepted) => BleuCounts.Of(hypothesis, accepted, options.Lowercase))];
        return examples =>
        {
            var sum = new BleuCounts();
            foreach (var i in examples)
                sum.Add(counts[i]);
            return Training.Bleu.Score(sum, options, "").Score;
        };
    }

    /// <summary>Corpus chrF; the counts of each text are taken once.</summary>
    /// <param name="hypotheses">One text a segment.</param>
    /// <param name="references">For each segment at least one reference.</param>
    /// <param name="options">Orders and case; null takes the defaults.</param>
    /// <exception cref="ArgumentException">The counts differ, there is no segment, or a segment has no reference.</exception>
    public static ExampleMetric Chrf(IReadOnlyList<string> hypotheses, IReadOnlyList<IReadOnlyList<string>> references, ChrfOptions? options = null)
    {
        Segments.Check(hypotheses, references);
        options ??= new ChrfOptions();
        ChrfCounts[] counts = [.. hypotheses.Zip(references, (hypothesis, accepted) => ChrfCounts.Of(hypothesis, accepted, options))];
        return examples =>
        {
            var sum = new ChrfCounts(options);
            foreach (var i in examples)
                sum.Add(counts[i]);
            return 100 * sum.Score(options.Beta);
        };
    }

    /// <summary>A metric of the texts that a run wrote, by its name in <see cref="TextScores"/>.</summary>
    /// <param name="name">The name.</param>
    /// <param name="samples">The texts with the scores that were measured of each.</param>
    /// <param name="options">How the run measured them; null takes the defaults.</param>
    /// <exception cref="ArgumentException">There is no such metric, or the texts were not measured by it.</exception>
    public static ExampleMetric Texts(string name, IReadOnlyList<GeneratedSample> samples, MetricsRecipe? options = null)
    {
        ArgumentNullException.ThrowIfNull(samples);
        string[] texts = [.. samples.Select(sample => sample.Text)];
        IReadOnlyList<string>[] references = [.. samples.Select(sample => sample.References)];
        return name switch
        {
            "bleu" => Bleu(texts, references, options?.Bleu),
            "chrf" => Chrf(texts, references),
            "chrf_pp" => Chrf(texts, references, ChrfOptions.PlusPlus),
            "nist" => Nist(texts, references),
            _ when samples.Count > 0 && samples.All(sample => sample.Scores.ContainsKey(name)) => Mean([.. samples.Select(sample => sample.Scores[name])]),
            _ => throw new ArgumentException($"there is no metric '{name}' of these texts; there are bleu, chrf, chrf_pp, nist and those of each text: "
                + string.Join(", ", samples.Count > 0 ? samples[0].Scores.Keys : []), nameof(name)),
        };
    }

    /// <summary>NIST, from the start each time: what an n-gram tells depends on all references that were drawn.</summary>
    private static ExampleMetric Nist(string[] hypotheses, IReadOnlyList<string>[] references) => examples =>
    {
        var (h, r) = (new List<string>(), new List<IReadOnlyList<string>>());
        foreach (var i in examples)
        {
            h.Add(hypotheses[i]);
            r.Add(references[i]);
        }
        return Training.Nist.Corpus(h, r);
    };
}
