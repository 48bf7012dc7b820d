using QaaHybrid.Circuits;

namespace QaaHybrid.Training.Tests;

/// <summary>Tiny models, toy data and recipes for them in a folder of their own.</summary>
internal sealed class LabelFixture : IDisposable
{
    public TemporaryFolder Folder { get; } = new();

    public LabelFixture()
    {
        TinyEncoder.Write(Folder.File("encoder"));
        Folder.Write("sst2/train.tsv", Sentences(120));
        Folder.Write("sst2/dev.tsv", Sentences(40, start: 500));
    }

    /// <summary>Sentences whose label follows from one of their words.</summary>
    public static string Sentences(int count, int start = 0) =>
        "sentence\tlabel\n" + string.Concat(Enumerable.Range(start, count).Select(i => $"{(i % 2 == 0 ? "good" : "bad")} was number {i % 7}\t{(i + 1) % 2}\n"));

    public Recipe Recipe(string task, params string[] overrides) => RecipeFile.Parse(
        $$"""
        name: tiny
        model: {{Folder.File(task.Contains("image", StringComparison.Ordinal) ? "vit" : "encoder")}}
        task: {{task}}
        methods:
          - { name: lora, adapter: lora, r: 4, dropout: 0.1, target_modules: [query, value] }
        training: { steps: 200, batch_size: 8, optimizer: { lr: 1e-2 }, checkpoint_every: 100, evaluate_every: 100 }
        seed: 3
        threads: 1
        """, "recipe.yaml", overrides);

    public string Sst2 => $"{{ kind: classification, dataset: glue/sst2, data: {Folder.File("sst2")}, max_length: 32 }}";

    public Task<RunResults> RunAsync(Recipe recipe, string name, IProgressSink? progress = null)
    {
        var run = RunFolder.Create(Folder.File(name), recipe, RunEnvironment.Current(1, torch.__version__));
        return TrainerFixture.RunAsync(run, progress);
    }

    public void Dispose() => Folder.Dispose();
}
