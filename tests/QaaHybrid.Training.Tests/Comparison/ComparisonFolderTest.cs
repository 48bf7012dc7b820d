namespace QaaHybrid.Training.Tests;

public class ComparisonFolderTest
{
    private const string Yaml = "name: tiny\nmodel: m\nmethods: [{ name: a, adapter: lora, r: 2 }]\ntraining: { steps: 300 }\ncomparison: { seeds: [1, 2] }";

    [Test]
    public void A_recipe_that_changed_is_refused_with_what_changed()
    {
        using var folder = new TemporaryFolder();
        ComparisonFolder.OpenOrCreate(folder.File("c"), RecipeFile.Parse(Yaml, "r"));
        Assert.That(() => ComparisonFolder.OpenOrCreate(folder.File("c"), RecipeFile.Parse(Yaml, "r", ["training.steps=50", "methods.a.r=4", "training.batch_size=8"])),
            Throws.TypeOf<DataFileException>().With.Message.Contains("methods.a.r: 2 then, 4 now; training.steps: 300 then, 50 now; training.batch_size: not there then, 8 now"));
        Assert.That(ComparisonFolder.Open(folder.File("c")).ReadRecipe().Training.Steps, Is.EqualTo(300));
    }

    [Test]
    public void Seeds_can_be_added()
    {
        using var folder = new TemporaryFolder();
        ComparisonFolder.OpenOrCreate(folder.File("c"), RecipeFile.Parse(Yaml, "r"));
        var more = ComparisonFolder.OpenOrCreate(folder.File("c"), RecipeFile.Parse(Yaml, "r", ["comparison.seeds=[1, 2, 3]"]));
        Assert.That(more.ReadRecipe().Comparison.Seeds, Is.EqualTo(new[] { 1, 2, 3 }));
    }

    [Test]
    public void Other_folders_are_left_alone()
    {
        using var folder = new TemporaryFolder();
        folder.Write("other/file", "x");
        Assert.That(() => ComparisonFolder.OpenOrCreate(folder.File("other"), RecipeFile.Parse(Yaml, "r")), Throws.InstanceOf<IOException>().With.Message.Contains("is not empty and holds no comparison"));
        Assert.That(() => ComparisonFolder.Open(folder.File("other")), Throws.TypeOf<DataFileException>().With.Message.Contains("is no comparison"));
        var comparison = ComparisonFolder.OpenOrCreate(folder.File("c"), RecipeFile.Parse(Yaml, "r"));
        Assert.That(() => RunFolder.Open(comparison.Path), Throws.TypeOf<DataFileException>().With.Message.Contains("is a comparison and no run"));
    }

    [Test]
    public void A_run_that_was_killed_before_it_had_a_recipe_is_begun_anew_and_one_of_another_recipe_is_refused()
    {
        using var folder = new TemporaryFolder();
        var recipe = RecipeFile.Parse(Yaml, "r");
        var comparison = ComparisonFolder.OpenOrCreate(folder.File("c"), recipe);
        folder.Write("c/seeds/1/environment.json", "{}");
        var environment = new RunEnvironment { Threads = 1 };
        var run = comparison.Run(1, ComparisonPlan.ForSeed(recipe, 1), environment);
        Assert.That((run.ReadRecipe().Seed, RunEnvironment.Load(run.EnvironmentFile).Threads), Is.EqualTo((1L, 1)));
        File.WriteAllText(run.RecipeFile, File.ReadAllText(run.RecipeFile).Replace("steps: 300", "steps: 301", StringComparison.Ordinal));
        Assert.That(() => comparison.Run(1, ComparisonPlan.ForSeed(recipe, 1), environment), Throws.TypeOf<DataFileException>().With.Message.Contains("training.steps: 301 then, 300 now"));
    }

    [TestCase("equal: steps, budget: 70", "steps 70, seconds 0, budget ")]
    [TestCase("equal: steps", "steps 300, seconds 0, budget ")]
    [TestCase("equal: time, budget: 2.5", "steps 300, seconds 2.5, budget ")]
    [TestCase("equal: parameters, budget: 0.1%", "steps 300, seconds 0, budget 0.1%")]
    [TestCase("equal: parameters, budget: 5000", "steps 300, seconds 0, budget 5000")]
    public void A_budget_stands_in_the_recipe_of_every_run(string keys, string expected)
    {
        var recipe = RecipeFile.Parse(Yaml.Replace("seeds: [1, 2]", $"seeds: [1, 2], {keys}", StringComparison.Ordinal), "r");
        var run = ComparisonPlan.ForSeed(recipe, 2);
        Assert.That(FormattableString.Invariant($"steps {run.Training.Steps}, seconds {run.Training.Seconds}, budget {run.Methods[0].Options.GetValueOrDefault("budget")}"), Is.EqualTo(expected));
        Assert.That(run.Seed, Is.EqualTo(2));
    }

    [Test]
    public void A_method_with_a_budget_of_its_own_keeps_it()
    {
        var recipe = RecipeFile.Parse(Yaml, "r", ["comparison={ seeds: [1], equal: parameters, budget: 0.1% }", "methods.a.budget=77"]);
        Assert.That(ComparisonPlan.ForSeed(recipe, 1).Methods[0].Options["budget"], Is.EqualTo(77L));
    }
}
