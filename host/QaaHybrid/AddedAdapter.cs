using QaaHybrid.Adapters;

namespace QaaHybrid;

/// <summary>An adapter that was added to a model: what it is called, what it is, and how many numbers it has.</summary>
/// <param name="Name">Its name among the model's adapters.</param>
/// <param name="Config">Method, options and places.</param>
/// <param name="Count">Its numbers, module by module.</param>
public sealed record AddedAdapter(string Name, AdapterConfig Config, AdapterCount Count)
{
    /// <summary>The method as a recipe has it, in YAML's flow style.</summary>
    internal string Keys { get; init; } = "";
}
