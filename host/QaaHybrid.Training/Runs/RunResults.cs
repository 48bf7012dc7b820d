namespace QaaHybrid.Training;

/// <summary>What came out of a run: <c>results.json</c>.</summary>
/// <param name="Run">The run's folder.</param>
/// <param name="Task">What was learned, and on which examples.</param>
/// <param name="Base">The base model before any training.</param>
/// <param name="Methods">A line for each method, in the recipe's order.</param>
public sealed record RunResults(string Run, string Task, BaseResult Base, IReadOnlyList<MethodResult> Methods)
{
    /// <summary>The unit of a language model's loss.</summary>
    public const string TokenLossUnit = "nats a target token";

    /// <summary>What losses are counted in.</summary>
    public string LossUnit { get; init; } = TokenLossUnit;

    /// <summary>Writes <c>results.json</c>.</summary>
    public void Save(string path) => JsonFiles.Write(path, this);

    /// <summary>Reads <c>results.json</c>.</summary>
    /// <exception cref="DataFileException">The file is missing or damaged.</exception>
    public static RunResults Load(string path) => JsonFiles.Read<RunResults>(path);
}
