namespace QaaHybrid.Training;

/// <summary>A generated text beside what it should be: a line of <c>samples.jsonl</c>, always in the same order for the same task.</summary>
/// <param name="Source">What the model was given.</param>
/// <param name="References">Acceptable targets.</param>
/// <param name="Text">What the model wrote.</param>
public sealed record GeneratedSample(string Source, IReadOnlyList<string> References, string Text)
{
    /// <summary>What was measured of this text alone, by name, 0 to 100; metrics of the corpus as a whole, such as BLEU, are not among them.</summary>
    public IReadOnlyDictionary<string, double> Scores { get; init; } = new Dictionary<string, double>();
}
