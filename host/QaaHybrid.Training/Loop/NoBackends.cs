namespace QaaHybrid.Training;

/// <summary>Opens no backend: what a loop has that nobody gave any.</summary>
internal sealed class NoBackends : IRecipeBackends
{
    public void Check(BackendRecipe recipe) => throw Refusal(recipe);

    public bool Charges(BackendRecipe recipe) => false;

    public string Foretell(BackendRecipe recipe, IReadOnlyList<(long Circuits, int Qubits)> circuits, int? steps) => throw Refusal(recipe);

    public Task<IRunBackend> OpenAsync(BackendRecipe recipe, string folder, CancellationToken cancellationToken = default) => throw Refusal(recipe);

    private static RecipeException Refusal(BackendRecipe recipe) => recipe.Refuse("name", $"found '{recipe.Name}', and there are no backends here");
}
