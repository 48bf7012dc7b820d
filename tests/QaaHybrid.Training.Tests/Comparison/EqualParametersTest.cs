namespace QaaHybrid.Training.Tests;

/// <summary>A comparison by parameters, from its recipe to its report.</summary>
public class EqualParametersTest
{
    // Queries and values of two layers of width 16, the values on one shared head of 8: rank 1 stores 2·(32 + 24) = 112 numbers, rank 2 224.
    private const string Methods =
        "methods=[{ name: lora, adapter: lora, r: 8, target_modules: [q_proj, v_proj] }, { name: own, adapter: lora, r: 8, budget: 112, target_modules: [q_proj, v_proj] }, { name: goft, adapter: goft, target_modules: [q_proj] }, { name: whole, adapter: full }]";

    [Test]
    public async Task Methods_with_a_size_to_choose_are_fitted_and_the_others_are_named()
    {
        using var fixture = new TrainerFixture();
        var recipe = fixture.Recipe(Methods, "comparison={ seeds: [1, 2], equal: parameters, budget: 230 }", "training.steps=2");
        ComparisonPlan.Check(recipe);
        var folder = ComparisonFolder.OpenOrCreate(fixture.File("compared"), recipe);
        var runner = new ComparisonRunner(folder, recipe, RunEnvironment.Current(1, torch.__version__), fixture.TrainAsync, new NoProgress());
        Assert.That(await runner.RunAsync(1), Is.Empty);

        var runs = recipe.Comparison.Seeds.Select(seed => RunFolder.Open(folder.SeedPath(seed))).Select(run => SeededRun.FromFolder(run, run.ReadRecipe())!).ToList();
        var comparison = MethodComparison.Of(recipe, runs, "lora");
        var stored = comparison.Methods.ToDictionary(method => method.Name, method => method.Size.Stored);
        Assert.That((stored["lora"], stored["own"], stored["goft"]), Is.EqualTo((224L, 112L, 30L)));
        Assert.That(stored["whole"], Is.GreaterThan(5000));
        var file = ComparisonFile.Of(folder.Path, recipe, comparison, []);
        Assert.That(file.NotFitted, Is.EqualTo(new[] { "goft", "whole" }));
        Assert.That(RunReport.FromComparison(recipe, comparison, []).Description, Does.EndWith(
            "Methods were fitted to at most 230 stored parameters, but for own with a budget of its own; goft, whole have no size to choose and train as many as they have."));
        Assert.That(comparison.Methods[0].Size.BudgetReason, Does.Contain("rank 2").And.Contain("224 of 230"));
    }

    [Test]
    public void Where_no_method_has_a_size_to_choose_it_is_refused_with_what_to_do()
    {
        using var fixture = new TrainerFixture();
        var recipe = fixture.Recipe("methods=[{ adapter: full }, { adapter: bitfit }]", "comparison={ seeds: [1], equal: parameters, budget: 1% }");
        Assert.That(() => ComparisonPlan.Check(recipe), Throws.TypeOf<RecipeException>().With.Message.Contains(
            "comparison.equal: parameters: full, bitfit have no size to choose; add a method that has one, such as lora, or compare by steps or time"));
        Assert.That(() => ComparisonPlan.Check(fixture.Recipe("methods=[{ adapter: full }]", "comparison={ seeds: [1] }")), Throws.Nothing);
    }
}
