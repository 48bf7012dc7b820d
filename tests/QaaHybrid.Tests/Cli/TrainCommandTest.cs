using System.Text.Json;
using QaaHybrid.Models;
using QaaHybrid.Tests.Support;
using QaaHybrid.Training;
using QaaHybrid.Training.Tests;

namespace QaaHybrid.Tests.Cli;

/// <summary><c>qaa train</c> and <c>qaa run</c>: the document, the table, and what lies in the run's folder.</summary>
public class TrainCommandTest
{
    [Test]
    public async Task The_document_has_a_line_for_every_method()
    {
        var document = await TinyRun.TrainedAsync();
        var methods = document.GetProperty("methods").EnumerateArray().ToDictionary(method => method.Text("method"));
        Assert.That(document.Text("run"), Is.EqualTo(TinyRun.Run));
        Assert.That(methods.Keys, Is.EqualTo(new[] { "z", "z-frozen", "turn", "lora" }));

        // Two layers of 16 → 16 projections. Four qubits: two layers of RY are 8 angles, the up-projection 16·4; a pyramid is 6 angles; LoRA is r·(16 + 16).
        Assert.That(methods.Values.Select(method => method.GetProperty("trainable").GetInt32()), Is.EqualTo(new[] { 2 * (8 + 64), 2 * 64, 2 * 6, 4 * 64 }));
        using var weights = SafetensorsFile.Open(Path.Combine(TinyRun.Model, "model.safetensors"));
        var total = weights.Header.Entries.Sum(entry => entry.ByteCount / 4);
        Assert.That(methods["z"].Number("percent"), Is.EqualTo(100.0 * 144 / total).Within(1e-9));

        foreach (var method in methods.Values)
        {
            Assert.That(method.Number("loss_after"), Is.Not.EqualTo(method.Number("loss_before")), method.Text("method"));
            Assert.That(method.GetProperty("metrics").Number("perplexity_after"), Is.EqualTo(Math.Exp(method.Number("loss_after"))).Within(1e-9));
            Assert.That(method.Number("seconds_per_step"), Is.GreaterThan(0));
        }
    }

    [Test]
    public async Task The_loss_before_training_is_that_of_the_base_model_example_by_example()
    {
        var document = await TinyRun.TrainedAsync();
        var recipe = RecipeFile.Load(TinyRun.Recipe);
        var data = TaskLoader.Load(recipe.Task, recipe.Seed);
        using var model = CausalLM.from_pretrained(TinyRun.Model);
        var tokenizer = Tokenizer.FromFile(Path.Combine(TinyRun.Model, "tokenizer.json"));
        var (sum, count) = (0.0, 0);
        foreach (var example in data.HeldOut)
        {
            using var scope = NewDisposeScope();
            using var guard = no_grad();
            var tokens = TokenizedExample.Of(example, tokenizer, TextMarks.Of(model.Config, TinyRun.Model), recipe.Task.MaxLength);
            var ids = torch.tensor([.. tokens.Ids.Select(id => (long)id)], dtype: int64).reshape(1, -1);
            var logits = model.forward(ids)[0].to(float64);
            for (var place = tokens.TargetStart; place < tokens.Ids.Count; place++, count++)
                sum += (logits[place - 1].logsumexp(0) - logits[place - 1][tokens.Ids[place]]).ToDouble();
        }
        foreach (var method in document.GetProperty("methods").EnumerateArray())
            Assert.That(method.Number("loss_before"), Is.EqualTo(sum / count).Within(1e-5));
    }

    [Test]
    public async Task Progress_goes_to_standard_error_only()
    {
        var result = await TinyRun.ResultAsync();
        Assert.That(result.Out.Trim(), Does.StartWith("{").And.EndWith("}"));
        Assert.That(result.Error, Does.Contain($"run {TinyRun.Run}").And.Contain("z: 144 trainable parameters").And.Contain("lora 6/6").And.Not.Contain("\u001b"));
    }

    [Test]
    public async Task The_proof_and_the_report_lie_in_the_folder()
    {
        await TinyRun.TrainedAsync();
        foreach (var (method, layers) in new[] { ("z", "q_proj"), ("z-frozen", "q_proj"), ("turn", "o_proj") })
        {
            var folder = Path.Combine(TinyRun.Run, "methods", method);
            using var evidence = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(folder, "evidence.json")));
            var proofs = evidence.RootElement.GetProperty("proofs").EnumerateArray().ToList();
            Assert.That(proofs.Select(proof => proof.Text("layer")), Is.EqualTo(new[] { $"model.layers.0.self_attn.{layers}", $"model.layers.1.self_attn.{layers}" }));
            foreach (var proof in proofs)
            {
                Assert.That(proof.Number("state_error"), Is.LessThan(MethodExaminer.StateTolerance));
                Assert.That(proof.Number("gradient_error"), Is.LessThan(MethodExaminer.GradientTolerance));
                Assert.That(await File.ReadAllTextAsync(Path.Combine(folder, "circuits", proof.Text("layer") + ".ll")), Does.Contain("base_profile"));
            }
            Assert.That(Directory.Exists(Path.Combine(folder, "checkpoints")), Is.False);
        }
        var report = await File.ReadAllTextAsync(Path.Combine(TinyRun.Run, "report.html"));
        Assert.That(report, Does.Contain("<svg").And.Contain("z-frozen, whose angles stay at their random start").And.Not.Contain("src=\"http"));
    }

    [Test]
    public async Task A_budget_sizes_every_method_that_has_a_size()
    {
        TinyRun.Write("sized.yaml",
            $$"""
            name: sized
            model: {{TinyRun.Model}}
            task: { kind: file, data: {{TinyRun.Data}}, max_length: 40, eval_examples: 4, generate_examples: 0 }
            methods:
              - { name: low, adapter: lora, r: 7, target_modules: [q_proj] }
              - { name: goft, adapter: goft, target_modules: [q_proj] }
            training: { steps: 1, batch_size: 2 }
            threads: 1
            """);
        // A rank of two 16 × 16 layers is 64 numbers.
        var result = await Qaa.RunAsync("train", TinyRun.File("sized.yaml"), "--budget", "130", "--out", TinyRun.File("sized"), "--json");
        Assert.That(result.ExitCode, Is.Zero, result.Error);
        Assert.That(result.Json.GetProperty("methods")[0].GetProperty("trainable").GetInt32(), Is.EqualTo(128));
        Assert.That(result.Error, Does.Contain("goft has no size to choose, and stays as in the recipe").And.Contain("rank 2 in all 2 layers: 128 of 130 parameters"));
    }

    [Test]
    public async Task Run_carries_out_the_default_recipe_and_prints_a_table()
    {
        foreach (var (part, lines) in new[] { ("noun", WordNetFixture.Many(1000)), ("verb", ""), ("adj", ""), ("adv", "") })
            TinyRun.Write($"wordnet/data.{part}", lines);
        var result = await Qaa.RunAsync([("QAAHYBRID_WORDNET", TinyRun.File("wordnet"))], "run", "--model", TinyRun.Model, "--out", TinyRun.File("default"), "--quiet", "--threads", "1", "--seed", "4",
            "--set", "training.steps=2", "--set", "training.batch_size=2", "--set", "task.max_length=40", "--set", "task.train_examples=20", "--set", "task.eval_examples=4",
            "--set", "task.generate_examples=2", "--set", "generation.max_new_tokens=4");
        Assert.That(result.ExitCode, Is.Zero, result.Error);
        Assert.That(result.Error, Is.Empty);
        var names = RecipeFile.Load(Places.DefaultRecipe).Methods.Select(method => method.Name).ToList();
        var lines2 = result.Out.Split('\n');
        Assert.That(lines2[0], Does.StartWith("method").And.Contain("held-out loss before → after"));
        Assert.That(lines2.Skip(2).Take(names.Count).Select(line => line.Split(' ')[0]), Is.EqualTo(names));
        Assert.That(result.Out, Does.Contain($"report: {TinyRun.File("default/report.html")}"));
        Assert.That(await File.ReadAllTextAsync(TinyRun.File("default/recipe.yaml")), Does.Contain("seed: 4").And.Contain("threads: 1"));
    }
}
