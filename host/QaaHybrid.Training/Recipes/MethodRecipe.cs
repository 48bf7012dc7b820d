namespace QaaHybrid.Training;

/// <summary>One adapter to train. Its own options are not interpreted here: the adapter's registry checks them.</summary>
public sealed record MethodRecipe
{
    /// <summary><c>name</c>: what the method is called in tables and folders; unique within the recipe.</summary>
    public string Name { get; init; } = "";

    /// <summary><c>adapter</c>: the kind of adapter.</summary>
    public string Adapter { get; init; } = "";

    /// <summary><c>optimizer</c>: the recipe's optimiser with this method's changes.</summary>
    public OptimizerRecipe Optimizer { get; init; } = new();

    /// <summary>Every other key: text, long, double, bool, null, list or dictionary of these.</summary>
    public IReadOnlyDictionary<string, object?> Options { get; init; } = new Dictionary<string, object?>();

    /// <summary>File and line of the method.</summary>
    public string Place { get; init; } = "";

    /// <summary>File and line of each of <see cref="Options"/>.</summary>
    public IReadOnlyDictionary<string, string> OptionPlaces { get; init; } = new Dictionary<string, string>();

    /// <summary>The refusal of one of <see cref="Options"/>, with the line where it was written.</summary>
    /// <param name="option">The key; one that was not written gets the line of the method.</param>
    /// <param name="what">What was found, what is allowed.</param>
    public RecipeException Refuse(string option, string what) =>
        new(new RecipeProblem(OptionPlaces.GetValueOrDefault(option, Place), $"methods.{Name}.{option}", what));
}
