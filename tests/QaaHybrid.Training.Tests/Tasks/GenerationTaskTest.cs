using QaaHybrid.Adapters;
using QaaHybrid.Models;

namespace QaaHybrid.Training.Tests;

public class GenerationTaskTest
{
    [Test]
    public async Task Plain_text_is_packed_and_its_end_is_held_out()
    {
        using var folder = new TemporaryFolder();
        TinyModel.Write(folder.File("model"));
        folder.Write("text.txt", string.Concat(Enumerable.Range(0, 60).Select(i => $"the thing with number {i}\nis here\r\n\n\n")));
        var recipe = RecipeFile.Parse(
            $$"""
            model: {{folder.File("model")}}
            task: { kind: lm, data: {{folder.File("text.txt")}}, max_length: 16 }
            methods: [{ name: lora, adapter: lora, r: 2, target_modules: [q_proj, v_proj] }]
            training: { steps: 12, batch_size: 4, optimizer: { lr: 2e-2 } }
            threads: 1
            """, "recipe.yaml");
        var task = new GenerationTask(recipe, recipe.Model);
        task.Load();
        Assert.That(task.Lengths, Has.All.EqualTo(16));
        // Neighbours share a token: 15 new ones each.
        Assert.That(task.Text.Training[1].Ids[0], Is.EqualTo(task.Text.Training[0].Ids[^1]));
        Assert.That(task.Text.HeldOut.Sum(batch => batch.Targets), Is.EqualTo(15 * task.Text.HeldOut.Sum(batch => batch.Rows)));
        Assert.That(task.Describe([0]), Does.Contain("the thing with number 0"));
        var results = await TrainerFixture.RunAsync(RunFolder.Create(folder.File("run"), recipe, RunEnvironment.Current(1, torch.__version__)));
        Assert.That(results.Methods[0].LossAfter, Is.LessThan(results.Base.Loss));
        Assert.That(results.Methods[0].Metrics.Keys, Is.EquivalentTo(new[] { "perplexity_before", "perplexity_after" }));
    }

    [Test]
    public void The_model_is_loaded_as_the_recipe_says_and_ends_texts_as_its_folder_says()
    {
        using var folder = new TemporaryFolder();
        TinyModel.Write(folder.File("model"));
        var file = folder.Write("pairs.jsonl", string.Concat(Enumerable.Range(0, 40).Select(i => $$"""{"instruction": "Count to {{i}}.", "output": "Done {{i}}."}""" + "\n")));
        Recipe Read(string more) => RecipeFile.Parse(
            $$"""
            model: {{folder.File("model")}}
            task: { kind: generation, data: {{file}}, max_length: 64, eval_examples: 4, generate_examples: 4 }
            methods: [{ name: lora, adapter: lora, r: 2, target_modules: [q_proj] }]
            {{more}}
            """, "recipe.yaml");
        var half = new GenerationTask(Read("model_dtype: bfloat16\ncompute_dtype: float32\ngradient_checkpointing: true"), folder.File("model"));
        using var model = (CausalLM)half.LoadModel();
        Assert.That((model.get_parameter("model.layers.0.mlp.up_proj.weight").dtype, model.get_parameter("model.norm.weight").dtype, model.gradient_checkpointing),
            Is.EqualTo((ScalarType.BFloat16, ScalarType.Float32, true)));

        using var plain = (CausalLM)new GenerationTask(Read(""), folder.File("model")).LoadModel();
        // Six tokens, all different.
        folder.Write("model/generation_config.json", """{"min_new_tokens": 6, "no_repeat_ngram_size": 1}""");
        Assert.That(Samples(plain), Has.None.Empty);
        // Whatever the model says ends the text at once.
        folder.Write("model/generation_config.json", $$"""{"eos_token_id": [{{string.Join(", ", Enumerable.Range(0, plain.Config.VocabSize))}}], "min_length": 7}""");
        Assert.That(Samples(plain), Has.All.Empty);
        var task = new GenerationTask(Read(""), folder.File("model"));
        task.Load();
        Assert.That(task.Remarks, Has.Some.Contains("min_length"));

        List<string> Samples(CausalLM of)
        {
            var task = new GenerationTask(Read(""), folder.File("model"));
            task.Load();
            return [.. task.Evaluate(of).Samples.Select(sample => sample.Text)];
        }
    }

    [Test]
    public async Task What_is_forgotten_is_measured_in_windows_that_leave_room_for_a_prefix()
    {
        using var fixture = new TrainerFixture();
        var text = fixture.Write("forget.txt", string.Join(' ', Enumerable.Range(0, 60).Select(i => $"word{i} is here")) + "\n");
        var run = fixture.NewRun("prefix", fixture.Recipe("methods=[{ name: prefix, adapter: prefix, num_virtual_tokens: 8 }]", $"comparison={{ text: {text} }}", "training.steps=1"));
        var results = await TrainerFixture.RunAsync(run);
        Assert.That(results.Base.TextLoss, Is.GreaterThan(0));
        // 64 positions, 8 of them the prefix's: windows of 56, which without the prefix are measured as the base model is in windows of its own.
        Assert.That(results.Methods[0].TextLoss, Is.GreaterThan(0).And.Not.EqualTo(results.Base.TextLoss));

        using var model = CausalLM.from_pretrained(fixture.File("model"));
        await AdaptedModel.FromPretrainedAsync(model, run.Method("prefix").AdapterFolder, new AdapterServices(TrainerFixture.Circuits));
        int[] ids = [.. model.Config.LoadTokenizer(fixture.File("model")).EncodeToIds(await File.ReadAllTextAsync(text))];
        Assert.That(ids, Has.Length.GreaterThan(64));
        Assert.That(results.Methods[0].TextLoss, Is.EqualTo(Perplexity.Of(model, ids, 56, 28).Loss).Within(1e-6));
        Assert.That(() => Perplexity.Of(model, ids, 57, 28), Throws.ArgumentException.With.Message.Contains("max_length is 57, expected 2 to the model's 56 positions"));
    }

    [Test]
    public void An_instruction_is_answered_after_its_template_without_a_second_blank()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("alpaca.jsonl", string.Concat(Enumerable.Range(0, 40).Select(i => $$"""{"instruction": "Count to {{i}}.", "output": "Done {{i}}."}""" + "\n")));
        var data = TaskLoader.Load(new TaskRecipe { Kind = "generation", Data = file }, 1);
        Assert.That(data.Training[0].Source, Does.StartWith("### Instruction:\nCount to ").And.EndsWith("### Response:\n"));
        var tokenizer = Models.Tokenizer.FromFile(Path.Combine(TinyModel.Write(folder.File("model")), "tokenizer.json"));
        var example = TokenizedExample.Of(data.Training[0], tokenizer, new TextMarks(null, 0), 200);
        // The loss is on the answer only, the end mark included; this tokenizer puts a blank before any text by itself.
        Assert.That(example.Ids.Skip(example.TargetStart), Is.EqualTo(tokenizer.EncodeToIds(data.Training[0].Target, addSpecialTokens: false).Append(0)));
        Assert.That(tokenizer.Decode(example.Ids.Take(example.TargetStart)), Does.EndWith("### Response:\n"));
    }
}
