namespace QaaHybrid.Training;

/// <summary>One thing that is wrong with a recipe.</summary>
/// <param name="Place">Where: file and line, or the override on the command line.</param>
/// <param name="Key">The dotted key, such as <c>training.batch_size</c>; empty for the document as a whole.</param>
/// <param name="What">What was found, what is allowed, what to do.</param>
public sealed record RecipeProblem(string Place, string Key, string What)
{
    /// <summary>The problem in one line: place, key, what is wrong.</summary>
    public override string ToString() => Key.Length == 0 ? $"{Place}: {What}" : $"{Place}, {Key}: {What}";
}
