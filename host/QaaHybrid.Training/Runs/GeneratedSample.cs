namespace QaaHybrid.Training;

/// <summary>A generated text beside what it should be.</summary>
/// <param name="Source">What the model was given.</param>
/// <param name="References">Acceptable targets.</param>
/// <param name="Text">What the model wrote.</param>
public sealed record GeneratedSample(string Source, IReadOnlyList<string> References, string Text);
