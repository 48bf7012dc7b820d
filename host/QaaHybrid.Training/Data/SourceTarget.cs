namespace QaaHybrid.Training;

/// <summary>One example of a source → target task.</summary>
/// <param name="Source">What the model is given.</param>
/// <param name="Target">What it should write.</param>
public sealed record SourceTarget(string Source, string Target);
