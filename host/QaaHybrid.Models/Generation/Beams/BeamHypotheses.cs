namespace QaaHybrid.Models;

/// <summary>The best texts that a beam search has found for one prompt, as many as it has beams.</summary>
internal sealed class BeamHypotheses(GenerationConfig config)
{
    private readonly List<GeneratedText> found = [];

    /// <summary>The texts, best first.</summary>
    public IEnumerable<GeneratedText> BestFirst => found.OrderByDescending(text => text.Score);

    /// <summary>Takes a text in; the worst one goes where there are too many.</summary>
    /// <param name="tokens">Its new tokens.</param>
    /// <param name="sum">The sum of their log-probabilities, that of an end token included.</param>
    /// <param name="length">How many log-probabilities that is.</param>
    /// <param name="finished">Whether the model ended it.</param>
    public void Add(int[] tokens, double sum, int length, bool finished)
    {
        found.Add(new GeneratedText(tokens, finished, Score(sum, length)));
        if (found.Count > config.NumBeams)
            found.Remove(found.MinBy(text => text.Score)!);
    }

    /// <summary>Whether the search for this prompt is over.</summary>
    /// <param name="best">The highest sum of log-probabilities of all that continues.</param>
    /// <param name="length">How many log-probabilities that is.</param>
    /// <param name="longest">How many it can become.</param>
    public bool AreEnough(double best, int length, int longest) => found.Count == config.NumBeams && config.EarlyStopping switch
    {
        EarlyStopping.True => true,
        // Sums only fall. With a positive penalty the largest length makes the best of a sum, else the smallest one.
        EarlyStopping.Never => found.Min(text => text.Score) >= Score(best, config.LengthPenalty > 0 ? longest : length),
        _ => found.Min(text => text.Score) >= Score(best, length),
    };

    /// <summary>sum / length^penalty (Wu et al. 2016, arXiv:1609.08144, in Hugging Face's form).</summary>
    private double Score(double sum, int length) => sum / Math.Pow(length, config.LengthPenalty);
}
