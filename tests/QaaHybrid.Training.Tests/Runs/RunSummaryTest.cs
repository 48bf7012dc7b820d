namespace QaaHybrid.Training.Tests;

/// <summary>Lists of runs, from folders in every state.</summary>
public class RunSummaryTest
{
    private static readonly Recipe Recipe = RecipeFile.Parse("{ name: tiny, model: m, methods: [{ adapter: lora }, { name: second, adapter: lora, r: 4 }] }", "recipe");

    private static RunFolder Begin(string path, int minute = 0) =>
        RunFolder.Create(path, Recipe, new RunEnvironment { Started = new DateTimeOffset(2026, 1, 1, 10, minute, 0, TimeSpan.Zero) });

    private static void Finish(RunFolder run, params string[] methods)
    {
        var before = new BaseResult("m", 1000, 3, new Dictionary<string, double> { ["rouge_l"] = 10, ["bleu"] = 5 });
        JsonFiles.Write(run.BaseFile, before);
        foreach (var method in methods)
        {
            Directory.CreateDirectory(run.Method(method).Path);
            JsonFiles.Write(run.Method(method).ResultFile, new MethodResult
            {
                Method = method, Adapter = "lora", Trainable = 10, Percent = 1, LossBefore = 3, LossAfter = 2, Metrics = new Dictionary<string, double> { ["bleu"] = 6, ["rouge_l"] = 12 }, SecondsPerStep = 0.1,
                TrainSeconds = 1.5, Steps = 10, BleuSignature = "",
            });
        }
        if (methods.Length == 2)
            JsonFiles.Write(run.ResultsFile, new RunResults(run.Path, "t", before, []));
    }

    [Test]
    public void Runs_are_finished_running_or_interrupted()
    {
        using var folder = new TemporaryFolder();
        Finish(Begin(folder.File("done"), 2), "lora", "second");
        Finish(Begin(folder.File("half"), 1), "lora");
        var live = Begin(folder.File("live"), 3);
        folder.Write("no-run/notes.txt", "");
        folder.Write("killed/.lock", "");
        Directory.Delete(folder.File("killed"), recursive: true);
        var killed = Begin(folder.File("killed"), 4);
        File.WriteAllText(Path.Combine(killed.Path, ".lock"), "");
        using (live.Lock())
        {
            var runs = RunSummary.In(folder.Path);
            Assert.That(runs.Select(run => (Path.GetFileName(run.Path), run.State)), Is.EqualTo(new[]
            {
                ("half", RunState.Interrupted), ("done", RunState.Finished), ("live", RunState.Running), ("killed", RunState.Interrupted),
            }), "in the order of their beginning");
        }
        Assert.That(RunSummary.Of(live.Path).State, Is.EqualTo(RunState.Interrupted));
    }

    [Test]
    public void A_summary_has_what_is_done()
    {
        using var folder = new TemporaryFolder();
        var run = Begin(folder.File("a"));
        var nothing = RunSummary.Of(run.Path);
        Assert.That((nothing.Base, nothing.Metric, nothing.TrainingTime), Is.EqualTo(((BaseResult?)null, (MetricColumn?)null, (TimeSpan?)null)));
        Assert.That(nothing.Methods, Is.Empty);
        Finish(run, "lora", "second");
        var done = RunSummary.Of(run.Path);
        Assert.That(done.Methods.Select(method => method.Method), Is.EqualTo(new[] { "lora", "second" }));
        Assert.That(done.Metric!.Key, Is.EqualTo("bleu"));
        Assert.That(done.TrainingTime, Is.EqualTo(TimeSpan.FromSeconds(3)));
    }

    [Test]
    public void Comparisons_are_listed_by_their_seeds_and_damaged_runs_are_named()
    {
        using var folder = new TemporaryFolder();
        folder.Write("five/comparison.yaml", Recipe.Yaml);
        Begin(folder.File("five/seeds/1"), 1);
        Begin(folder.File("five/seeds/2"), 2);
        folder.Write("bad/recipe.yaml", "{ name: tiny }");
        var damaged = new List<string>();
        var runs = RunSummary.In(folder.Path, (path, error) => damaged.Add($"{Path.GetFileName(path)}: {error.Message}"));
        Assert.That(runs.Select(run => Path.GetRelativePath(folder.Path, run.Path)), Is.EqualTo(new[] { "five/seeds/1", "five/seeds/2" }));
        Assert.That(damaged.Single(), Does.StartWith("bad: ").And.Contain("methods"));
        Assert.That(() => RunSummary.In(folder.Path), Throws.TypeOf<RecipeException>());
        Assert.That(() => RunSummary.In(folder.File("absent")), Throws.TypeOf<DataFileException>());
    }
}
