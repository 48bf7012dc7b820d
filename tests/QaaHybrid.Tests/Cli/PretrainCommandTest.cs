using QaaHybrid.Tests.Support;

namespace QaaHybrid.Tests.Cli;

public class PretrainCommandTest
{
    [Test]
    public async Task Pretrain_makes_a_model_that_can_be_fine_tuned()
    {
        TinyRun.Write("text.txt", string.Concat(Enumerable.Range(0, 400).Select(i => $"the thing with number {i} is here.\n\n\n")));
        TinyRun.Write("base.yaml",
            """
            name: base
            held_out: 0.1
            corpora: [{ kind: text, files: [text.txt], name: numbers, licence: made up for a test }]
            tokenizer: { vocabulary_size: 280 }
            model: { hidden_size: 16, intermediate_size: 24, num_hidden_layers: 1, num_attention_heads: 2, num_key_value_heads: 1, max_position_embeddings: 64 }
            training: { steps: 40, batch_size: 8, sequence_length: 24, optimizer: { lr: 2e-2 } }
            seed: 1
            threads: 1
            """);
        var document = await Qaa.JsonAsync("pretrain", "base.yaml", "--out", "base", "--set", "training.checkpoint_every=20");
        Assert.That(document.Text("model"), Is.EqualTo("base"));
        Assert.That(document.GetProperty("held_out_loss").Number("all"), Is.LessThan(Math.Log(280) - 1), "better than chance");

        var tuned = await Qaa.JsonAsync("train", TinyRun.Recipe, "--model", "base", "--set", "training.steps=1", "--set", "task.generate_examples=1", "--out", "tuned");
        Assert.That(tuned.GetProperty("methods").EnumerateArray().Select(method => method.GetProperty("trainable").GetInt32()), Is.EqualTo(new[] { 72, 64, 6, 128 }));

        var again = await Qaa.RunAsync("pretrain", "base.yaml", "--out", "base");
        Assert.That((again.ExitCode, again.Out), Is.EqualTo((2, "")));
        Assert.That(again.Error, Does.Contain("finished model"));
    }

    [TestCase("recipe.yaml", "recipe.yaml")]
    [TestCase("nowhere.yaml", "nowhere.yaml: there is no such file")]
    public async Task What_is_no_pretraining_recipe_is_refused(string recipe, string why)
    {
        var result = await Qaa.InsideAsync("pretrain", recipe, "--out", "never");
        Assert.That((result.ExitCode, result.Out), Is.EqualTo((2, "")), result.Error);
        Assert.That(result.Error, Does.StartWith("qaa: ").And.Contain(why));
        Assert.That(TinyRun.File("never"), Does.Not.Exist);
    }
}
