namespace QaaHybrid.Training.Tests;

/// <summary>Runs of a comparison whose numbers are written down, for what is computed of them.</summary>
internal static class ComparedRuns
{
    public static readonly Recipe Recipe = new()
    {
        Name = "tiny", Methods = [new() { Name = "a", Adapter = "lora" }, new() { Name = "b", Adapter = "lora" }, new() { Name = "c", Adapter = "qaa" }], Yaml = "name: tiny\n",
    };

    /// <summary>A run whose methods have the given losses; each held-out example's loss lies around it, in the same way for every method.</summary>
    public static SeededRun Run(long seed, params double[] losses) => new(
        seed,
        new BaseResult("base", 1_000_000, 4.0, new Dictionary<string, double> { ["bleu"] = 1.0 }) { Task = "Words", FlopsPerToken = 2e6 },
        [new GeneratedSample("otter (noun):", ["a furry animal"], "of the")],
        [.. losses.Zip(Recipe.Methods, (loss, method) => Method(method, loss, seed))],
        new RunEnvironment { Version = "0.1.0", Libtorch = "1.13.1", Processor = "P", Cores = 2, Threads = 1 });

    private static ReportedMethod Method(MethodRecipe method, double loss, long seed) => new(
        new MethodResult
        {
            Method = method.Name, Adapter = method.Adapter, Trainable = 1000 * method.Name[0], Stored = 2000, DegreesOfFreedom = 900, Percent = 0.1, LossBefore = 4.0, LossAfter = loss,
            SecondsPerStep = 0.1 * seed, StepMemory = 1e6 * seed, FlopsPerToken = 2.1e6, AdapterBytes = 4321, TrainSeconds = 3, Steps = 20, BleuSignature = "sig",
            Metrics = new Dictionary<string, double> { ["bleu"] = 10 - loss },
        },
        [.. Enumerable.Range(1, 20).Select(step => new MetricRow(step, new Dictionary<string, double> { ["loss"] = loss + 1.0 / step }))],
        [new GeneratedSample("otter (noun):", ["a furry animal"], $"text of {method.Name}")],
        MethodEvidence.None)
    {
        Examples = [.. Enumerable.Range(0, 40).Select(i => new HeldOutExample("", i, loss + (i - 19.5) / 100, Tokens: 1))],
    };
}
