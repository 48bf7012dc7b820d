namespace QaaHybrid.Training;

/// <summary>One example of a source → target task.</summary>
/// <param name="Source">What the model is given.</param>
/// <param name="Target">What it should write.</param>
public sealed record SourceTarget(string Source, string Target)
{
    /// <summary>Whether the source is a whole prompt already, made by the template of an instruction or a chat.</summary>
    public bool IsPrompt { get; init; }
}
