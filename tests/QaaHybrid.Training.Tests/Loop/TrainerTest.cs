using QaaHybrid.Adapters;
using QaaHybrid.Models;

namespace QaaHybrid.Training.Tests;

public class TrainerTest
{
    [Test]
    public async Task A_run_trains_measures_and_reports()
    {
        using var fixture = new TrainerFixture();
        var recipe = fixture.Recipe("training.steps=40", "methods=[{ name: q, adapter: lora, r: 2, target_modules: [q_proj] }, { name: all, adapter: lora, r: 4, target_modules: [q_proj, v_proj, o_proj, up_proj] }]");
        var run = fixture.NewRun("run", recipe);
        var examined = new List<string>();
        var results = await TrainerFixture.RunAsync(run, change: services => services with
        {
            Examine = (method, _) =>
            {
                examined.Add($"{method.Recipe.Name}, {method.Adapter.Layers.Count} layers, {method.Batch.Rows} rows");
                return Task.FromResult(new MethodEvidence([new Drawing("drawn", "<svg><!-- drawing --></svg>")], [new ProofLine("layer", "Op", 3, 9, 1e-12, 2.5e-3)]));
            },
            Remark = table => [$"{table.Methods.Count} methods were compared."],
        });

        Assert.That(results.Methods.Select(method => method.Method), Is.EqualTo(new[] { "q", "all" }));
        // LoRA of rank r on n × m has r·(n + m): 2 layers of q (16 → 16); of q, v (16 → 8), o (16 → 16) and up (16 → 24).
        Assert.That(results.Methods.Select(method => method.Trainable), Is.EqualTo(new[] { 2 * 2 * 32, 2 * 4 * (32 + 24 + 32 + 40) }));
        foreach (var method in results.Methods)
        {
            Assert.That(method.Percent, Is.EqualTo(100.0 * method.Trainable / results.Base.Parameters).Within(1e-9));
            Assert.That(method.LossBefore, Is.EqualTo(results.Base.Loss));
            Assert.That(method.LossAfter, Is.LessThan(method.LossBefore - 0.2));
            Assert.That(method.Metrics["perplexity_after"], Is.EqualTo(Math.Exp(method.LossAfter)).Within(1e-9));
            var rows = MetricsLog.Read(run.Method(method.Method).MetricsFile);
            Assert.That(rows.Where(row => row.Values.ContainsKey("loss")).Select(row => row.Step), Is.EqualTo(Enumerable.Range(1, 40)));
            Assert.That(rows.Count(row => row.Values.ContainsKey("held_out_loss")), Is.EqualTo(6));
            Assert.That(Directory.Exists(run.Method(method.Method).CheckpointsFolder), Is.False, "what resuming needs is gone when the method is done");
        }
        Assert.That(results.Methods[1].LossAfter, Is.LessThan(results.Methods[0].LossAfter), "ten times the parameters");
        Assert.That(examined, Is.EqualTo(new[] { "q, 2 layers, 12 rows", "all, 8 layers, 12 rows" }));

        var report = await File.ReadAllTextAsync(run.ReportFile);
        Assert.That(report, Does.Contain("2 methods were compared.").And.Contain("<!-- drawing -->").And.Contain("1.0e-12 ✓").And.Contain("2.5e-3 ✗"));
        Assert.That(RunResults.Load(run.ResultsFile).Methods[1].LossAfter, Is.EqualTo(results.Methods[1].LossAfter));
    }

    [Test]
    public async Task The_saved_adapter_gives_the_reported_loss()
    {
        using var fixture = new TrainerFixture();
        var run = fixture.NewRun("run");
        var results = await TrainerFixture.RunAsync(run);
        var recipe = run.ReadRecipe();
        using var model = CausalLM.from_pretrained(recipe.Model);
        await AdaptedModel.FromPretrainedAsync(model, run.Method("lora").AdapterFolder, new AdapterServices(null!));
        var tokenizer = Tokenizer.FromFile(Path.Combine(recipe.Model, "tokenizer.json"));
        var text = new TaskText(TaskLoader.Load(recipe.Task, recipe.Seed), tokenizer, TextMarks.Of(model.Config, recipe.Model), recipe.Task.MaxLength);
        var again = Evaluation.Of(model, text, recipe.Generation.ToSearch(), new TextMeasure(recipe.Metrics));
        Assert.That(again.Loss, Is.EqualTo(results.Methods[0].LossAfter));
        Assert.That(again.Samples.Select(sample => sample.Text),
            Is.EqualTo(JsonFiles.ReadLines<GeneratedSample>(run.Method("lora").SamplesFile).Select(sample => sample.Text)));
    }

    [Test]
    public async Task What_came_out_for_each_example_is_kept_and_gives_the_table_again()
    {
        using var fixture = new TrainerFixture();
        var run = fixture.NewRun("run");
        var results = await TrainerFixture.RunAsync(run);
        var (before, after) = (HeldOutExample.Read(run.BaseHeldOutFile), HeldOutExample.Read(run.Method("lora").HeldOutFile));
        int[] all = [.. Enumerable.Range(0, 12)];
        Assert.That(after.Select(example => example.Index), Is.EqualTo(all));
        Assert.That(ExampleMetrics.HeldOut("loss", before)(all), Is.EqualTo(results.Base.Loss).Within(1e-12));
        Assert.That(ExampleMetrics.HeldOut("loss", after)(all), Is.EqualTo(results.Methods[0].LossAfter).Within(1e-12));
        Assert.That(() => ExampleMetrics.HeldOut("accuracy", after), Throws.ArgumentException.With.Message.Contains("a metric of labels"));

        // Each loss stands at the place of its example in the data, not in the batches.
        var recipe = run.ReadRecipe();
        using var model = CausalLM.from_pretrained(recipe.Model);
        var task = new GenerationTask(recipe, recipe.Model);
        var text = new TaskText(task.Text.Data with { HeldOut = [task.Text.Data.HeldOut[7]] }, model.Config.LoadTokenizer(recipe.Model), TextMarks.Of(model.Config, recipe.Model), recipe.Task.MaxLength);
        Assert.That(TokenLoss.HeldOut(model, text.HeldOut), Is.EqualTo(before[7].Loss).Within(1e-5));

        var samples = JsonFiles.ReadLines<GeneratedSample>(run.Method("lora").SamplesFile);
        foreach (var name in new[] { "bleu", "rouge_l", "meteor", "chrf", "token_f1" })
            Assert.That(ExampleMetrics.Texts(name, samples)([.. Enumerable.Range(0, samples.Count)]), Is.EqualTo(results.Methods[0].Metrics[name]).Within(1e-9), name);
        Assert.That(results.Methods[0].Signatures, Has.Some.StartWith("bleu: nrefs:"));
    }

    [Test]
    public async Task BertScore_is_measured_where_the_recipe_names_a_model()
    {
        using var fixture = new TrainerFixture();
        using var models = new TemporaryFolder();
        BertScoreModels.Write("bert", models.File("small-bert"));
        var run = fixture.NewRun("run", fixture.Recipe("training.steps=2", "metrics={ bertscore: { model: small-bert, layer: 1, idf: true } }"));
        var results = await TrainerFixture.RunAsync(run, change: services => services with { ShippedModels = models.Path });
        var samples = JsonFiles.ReadLines<GeneratedSample>(run.Method("lora").SamplesFile);
        using var scorer = new BertScorer(models.File("small-bert"), new BertScoreOptions { Layer = 1, Idf = true });
        var expected = scorer.Each([.. samples.Select(sample => sample.Text)], [.. samples.Select(sample => sample.References)]);
        Assert.That(results.Methods[0].Metrics["bertscore_f1"], Is.EqualTo(100 * expected.Average(score => score.F1)).Within(1e-4));
        Assert.That(samples.Select(sample => sample.Scores["bertscore_r"]), Is.EqualTo(expected.Select(score => 100 * score.Recall)).Within(1e-4));
        Assert.That(results.Methods[0].Signatures, Has.Some.EqualTo($"bertscore_p, bertscore_r, bertscore_f1: {scorer.Signature}"));
        Assert.That(await File.ReadAllTextAsync(run.ReportFile), Does.Contain("<th>BERTScore</th>").And.Contain("small-bert_L1_idf"));
    }

    [TestCase("{ model: small-bart }", "metrics.bertscore.model", "small-bert")]
    [TestCase("{ model: small-bert, layer: 3 }", "metrics.bertscore.layer", "to 2")]
    public void A_model_of_BertScore_that_cannot_be_used_is_refused_before_anything_starts(string bertScore, string key, string hint)
    {
        using var fixture = new TrainerFixture();
        using var models = new TemporaryFolder();
        BertScoreModels.Write("bert", models.File("small-bert"));
        var trainer = new Trainer(fixture.Recipe($"metrics.bertscore={bertScore}"), new RunServices { Circuits = null!, Progress = new NoProgress(), ShippedModels = models.Path });
        Assert.That(async () => await trainer.CheckAsync(), Throws.InstanceOf<RecipeException>().With.Message.Contains(key).And.Message.Contains(hint));
    }

    [Test]
    public async Task The_same_recipe_gives_the_same_weights_and_another_seed_others()
    {
        using var fixture = new TrainerFixture();
        var (one, two, other) = (fixture.NewRun("one"), fixture.NewRun("two"), fixture.NewRun("other", fixture.Recipe("seed=4")));
        foreach (var run in new[] { one, two, other })
            await TrainerFixture.RunAsync(run);
        Assert.That(Weights(two), Is.EqualTo(Weights(one)));
        Assert.That(Weights(other), Is.Not.EqualTo(Weights(one)));
    }

    [Test]
    public async Task A_method_that_is_done_is_not_repeated()
    {
        using var fixture = new TrainerFixture();
        var run = fixture.NewRun("run");
        var first = await TrainerFixture.RunAsync(run);
        var progress = new StepProgress();
        var second = await TrainerFixture.RunAsync(run, progress);
        Assert.That(progress.Steps, Is.Empty);
        Assert.That(second.Methods[0].LossAfter, Is.EqualTo(first.Methods[0].LossAfter));
    }

    [Test]
    public void A_loss_that_is_not_finite_stops_the_run_and_says_what_to_do()
    {
        using var fixture = new TrainerFixture();
        var run = fixture.NewRun("run", fixture.Recipe("training.optimizer.lr=1e30", "training.schedule.warmup_ratio=0"));
        var error = Assert.ThrowsAsync<TrainingFailedException>(() => TrainerFixture.RunAsync(run));
        Assert.That(error!.Message, Does.Match(@"^step \d+: the (loss|gradient's norm) is (NaN|∞|Infinity)").And.Contain("lower learning rate (at most 1e+30 so far)").And.Contain("(noun): the thing with number"));
    }

    [Test]
    public async Task A_loop_holds_a_flat_number_of_tensors()
    {
        using var fixture = new TrainerFixture();
        var live = new List<long>();
        await TrainerFixture.RunAsync(fixture.NewRun("run", fixture.Recipe("training.steps=40", "training.checkpoint_every=1000")), new StepProgress(step =>
        {
            if (step == 2) // the first made the optimiser's moments; what earlier tests left to the finalisers goes now
            {
                GC.Collect();
                GC.WaitForPendingFinalizers();
            }
            live.Add(torch.runtime.live_handles);
        }));
        Assert.That(live.Skip(2).Max(), Is.EqualTo(live[1]), string.Join(", ", live));
    }

    [Test]
    public async Task Examples_that_are_cut_short_are_said()
    {
        using var fixture = new TrainerFixture();
        var progress = new StepProgress();
        await TrainerFixture.RunAsync(fixture.NewRun("short", fixture.Recipe("task.max_length=12")), progress);
        Assert.That(progress.Lines, Has.Some.Contains("60 of 60 training examples are longer than max_length 12"));
        await TrainerFixture.RunAsync(fixture.NewRun("whole"), progress = new StepProgress());
        Assert.That(progress.Lines, Has.None.Contains("longer than max_length"));
    }

    [Test]
    public async Task Two_processes_cannot_work_on_one_run()
    {
        using var fixture = new TrainerFixture();
        var run = fixture.NewRun("run");
        using (run.Lock())
            Assert.That(() => TrainerFixture.RunAsync(run), Throws.InstanceOf<IOException>().With.Message.Contains("in use"));
        await TrainerFixture.RunAsync(run);
    }

    [TestCase("methods.lora.rank=3", "methods.lora.rank")]
    [TestCase("methods.lora.adapter=loraa", "methods.lora.adapter")]
    [TestCase("methods.lora.r=0", "methods.lora.r")]
    [TestCase("task.max_length=65", "the model takes at most 64 tokens")]
    public void A_wrong_recipe_is_refused_before_anything_starts(string item, string expected)
    {
        using var fixture = new TrainerFixture();
        Assert.That(() => new Trainer(fixture.Recipe(item), new RunServices { Circuits = null!, Progress = new NoProgress() }),
            Throws.TypeOf<RecipeException>().With.Message.Contains(expected));
    }

    [Test]
    public void An_unknown_model_is_refused_with_the_shipped_ones()
    {
        using var fixture = new TrainerFixture();
        using var shipped = new TemporaryFolder();
        TinyModel.Write(shipped.File("wordnet-small"));
        var services = new RunServices { Circuits = null!, Progress = new NoProgress(), ShippedModels = shipped.Path };
        Assert.That(() => new Trainer(fixture.Recipe("model=wordnet-smal"), services), Throws.TypeOf<DataFileException>().With.Message.Contains("did you mean 'wordnet-small'?"));
        Assert.That(new Trainer(fixture.Recipe("model=wordnet-small"), services), Is.Not.Null);
    }

    [Test]
    public void A_target_that_hits_nothing_is_named_by_its_line()
    {
        using var fixture = new TrainerFixture();
        var run = fixture.NewRun("run", fixture.Recipe("methods.lora.target_modules=[nothing]"));
        Assert.That(() => TrainerFixture.RunAsync(run), Throws.TypeOf<RecipeException>().With.Message.Contains("methods.lora.target_modules").And.Message.Contains("'nothing'"));
    }

    [Test]
    public async Task A_group_of_parameters_has_its_own_rate_and_one_that_matches_nothing_is_refused()
    {
        using var fixture = new TrainerFixture();
        var frozen = fixture.NewRun("frozen", fixture.Recipe("training.optimizer.groups=[{ match: '*', lr: 0, weight_decay: 0 }]"));
        var results = await TrainerFixture.RunAsync(frozen);
        Assert.That(results.Methods[0].LossAfter, Is.EqualTo(results.Methods[0].LossBefore).Within(1e-6), "a rate of 0 leaves the identity");
        var wrong = fixture.NewRun("wrong", fixture.Recipe("training.optimizer.groups=[{ match: '*.theta', lr: 1 }]"));
        Assert.That(() => TrainerFixture.RunAsync(wrong), Throws.TypeOf<RecipeException>().With.Message.Contains("'*.theta' matches no trained parameter"));
    }

    private static byte[] Weights(RunFolder run) => File.ReadAllBytes(Path.Combine(run.Method("lora").AdapterFolder, "adapter_model.safetensors"));
}
