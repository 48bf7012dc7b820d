using QaaHybrid.Adapters;
using QaaHybrid.Display;
using QaaHybrid.Tests.Support;
using QaaHybrid.Training;

namespace QaaHybrid.Tests.Facade;

/// <summary>What one types in a cell: a model, adapters, a training, a text.</summary>
[NonParallelizable]
public class AdaptableModelTest
{
    private const string Prompt = "word7 (noun):";

    private readonly List<ProgressReport> _reports = [];
    private CancellationTokenSource _stop = new();

    private sealed class Sink(AdaptableModelTest test) : IProgressSink
    {
        public void Say(string line)
        {
        }

        public void Report(ProgressReport report)
        {
            test._reports.Add(report);
            if (report.Done == test.StopAfter)
                test._stop.Cancel();
        }
    }

    private int StopAfter { get; set; }

    [SetUp]
    public void Host()
    {
        _reports.Clear();
        _stop = new CancellationTokenSource();
        StopAfter = 0;
        QaaHybrid.Qaa.Host = new QaaHost { Progress = () => new Sink(this), Interrupt = () => _stop.Token };
    }

    [TearDown]
    public void Terminal()
    {
        QaaHybrid.Qaa.Host = new QaaHost();
        _stop.Dispose();
    }

    [Test]
    public async Task Adapters_are_added_trained_and_asked()
    {
        using var model = QaaHybrid.Qaa.Model(TinyRun.Model, seed: 3, threads: 1);
        Assert.That(Displays.Of(model).Text, Does.StartWith("model: LlamaForCausalLM, 2 layers of width 16, "));
        var untrained = model.Generate(Prompt, maxNewTokens: 8);

        var added = await model.AddAsync("lora", "r: 2, target_modules: [q_proj, o_proj], optimizer: { lr: 0.2 }");
        await model.AddAsync("qaa", new { layers = 2, read_out = "z", target_modules = new[] { "q_proj" }, optimizer = new { lr = 0.2 } }, "circuit");
        Assert.That(Displays.Of(added).Text, Does.StartWith("lora: 256 trained numbers, ").And.Match(@"(?m)^model\.layers\.\*\.self_attn\.q_proj +2 +128 +128").And.Match(@"(?m)^all +4 +256 +256"));
        Assert.That(model.Adapters.Select(adapter => adapter.Name), Is.EqualTo(new[] { "lora", "circuit" }));
        Assert.That(model.ActiveAdapter, Is.EqualTo("circuit"));
        Assert.That(model.Generate(Prompt, maxNewTokens: 8), Is.EqualTo(untrained), "both start as the base model");

        var run = await model.TrainAsync(Task(16), epochs: 3, batchSize: 4, set: ["generation.max_new_tokens=4"], folder: TinyRun.File("cell"));
        Assert.That(run.Methods.Select(method => method.Result.Steps), Is.EqualTo(new[] { 12, 12 }));
        Assert.That(_reports.Where(report => report.HeldOutLoss is not null).Select(report => (report.Name, report.Done)),
            Is.EqualTo(new[] { ("lora", 4), ("lora", 8), ("lora", 12), ("circuit", 4), ("circuit", 8), ("circuit", 12) }), "after every epoch");
        Assert.That(_reports[^1].HeldOutLoss, Is.EqualTo(run.Methods[1].Result.LossAfter).Within(1e-6));

        foreach (var name in new[] { "lora", "circuit" })
        {
            model.Use(name);
            using var alone = await run.ModelAsync(name);
            var text = alone.Generate(Prompt, alone.GenerationDefaults with { MaxNewTokens = 8 });
            Assert.That(model.Generate(Prompt, maxNewTokens: 8), Is.EqualTo(text).And.Not.EqualTo(untrained), name);
        }
        model.Use(null);
        Assert.That(model.Generate(Prompt, maxNewTokens: 8), Is.EqualTo(untrained), "the base model is as it was");
    }

    [Test]
    public async Task A_training_is_the_run_that_its_recipe_makes_anywhere()
    {
        using var model = QaaHybrid.Qaa.Model(TinyRun.Model, seed: 3, threads: 1);
        await model.AddAsync("lora", "r: 2, target_modules: q_proj");
        var run = await model.TrainAsync(Task(8), batchSize: 4, learningRate: 0.05, folder: TinyRun.File("here"));
        await using var session = new QaaSession();
        var again = await FineTuning.TrainAsync(session, RecipeFile.Load(run.Place.RecipeFile), TinyRun.File("there"), new NoProgress());
        Assert.That(again.Methods[0].LossAfter, Is.EqualTo(run.Methods[0].Result.LossAfter));
        Assert.That(await File.ReadAllBytesAsync(AdapterFile.Of(again.Run, "lora")), Is.EqualTo(await File.ReadAllBytesAsync(AdapterFile.Of(run.Folder, "lora"))));
        Assert.That(run.Recipe.Methods[0].Optimizer.Lr, Is.EqualTo(0.05));
    }

    [Test]
    public async Task An_interrupted_training_goes_on()
    {
        using var model = QaaHybrid.Qaa.Model(TinyRun.Model, threads: 1);
        await model.AddAsync("lora", "r: 2");
        var folder = TinyRun.File("interrupted-in-a-cell");
        StopAfter = 2;
        Assert.That(() => model.TrainAsync(Task(16), batchSize: 4, folder: folder), Throws.TypeOf<RunInterruptedException>());
        Assert.That(Displays.Of(QaaHybrid.Qaa.Open(folder)).Text, Does.Contain("not finished"));
        Host();
        var run = await QaaHybrid.Qaa.ResumeAsync(folder);
        Assert.That(_reports.Select(report => report.Done), Is.EqualTo(new[] { 3, 4 }));
        Assert.That(run.IsFinished);
    }

    [Test]
    public async Task An_adapter_takes_the_place_of_one_of_its_name()
    {
        using var model = QaaHybrid.Qaa.Model(TinyRun.Model, threads: 1);
        await model.AddAsync("lora", "r: 2");
        var added = await model.AddAsync("lora", "r: 3");
        Assert.That(model.Adapters, Is.EqualTo(new[] { added }));
    }

    [Test]
    public void Mistakes_are_named()
    {
        using var model = QaaHybrid.Qaa.Model(TinyRun.Model, threads: 1);
        Assert.That(() => model.AddAsync("lora", "rank: 2"), Throws.TypeOf<RecipeException>().With.Message.Contains("rank"));
        Assert.That(() => model.AddAsync("lora", "target_modules: nothing"), Throws.TypeOf<AdapterOptionException>().With.Message.Contains("nothing"));
        Assert.That(() => model.TrainAsync(Task(8)), Throws.InvalidOperationException.With.Message.Contains("add an adapter first"));
        Assert.That(() => model.Use("lora"), Throws.ArgumentException.With.Message.Contains("no adapter 'lora'"));
        Assert.That(() => QaaHybrid.Qaa.Model("wordnet-smal"), Throws.TypeOf<DataFileException>().With.Message.Contains("wordnet-small"));
        Assert.That(() => QaaHybrid.Qaa.Open(TinyRun.Model), Throws.TypeOf<DataFileException>().With.Message.Contains("is no run"));
    }

    [Test]
    public void What_is_shown_on_a_terminal_is_text()
    {
        var shown = new List<MimeBundle>();
        QaaHybrid.Qaa.Host = new QaaHost { Show = shown.Add };
        QaaHybrid.Qaa.Show(12);
        Assert.That(shown.Single().Text, Is.EqualTo("12"));
    }

    private static LearningTask Task(int examples) =>
        QaaHybrid.Qaa.Examples(TinyRun.Data, new { max_length = 40, train_examples = examples, eval_examples = 6, generate_examples = 2 });
}
