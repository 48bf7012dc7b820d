namespace QaaHybrid.Training;

/// <summary>A recipe is refused before anything starts. The message lists every problem with file, line, key, and what is allowed.</summary>
public sealed class RecipeException : IOException
{
    /// <summary>Refuses a recipe for these problems; there is at least one.</summary>
    public RecipeException(IReadOnlyList<RecipeProblem> problems)
        : base(string.Join(Environment.NewLine, problems)) => Problems = problems;

    /// <summary>Refuses a recipe for one problem.</summary>
    public RecipeException(RecipeProblem problem)
        : this([problem])
    {
    }

    /// <summary>What is wrong; at least one problem.</summary>
    public IReadOnlyList<RecipeProblem> Problems { get; }
}
