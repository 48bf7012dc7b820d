using QaaHybrid.Tests.Support;

namespace QaaHybrid.Tests.Cli;

/// <summary><c>qaa eval</c> and <c>qaa generate</c> on a trained run.</summary>
public class EvalAndGenerateTest
{
    [Test]
    public async Task Eval_measures_what_the_run_measured()
    {
        var trained = (await TinyRun.TrainedAsync()).GetProperty("methods").EnumerateArray().ToDictionary(method => method.Text("method"));
        var document = await Qaa.JsonAsync("eval", TinyRun.Run);
        var measured = document.GetProperty("methods").EnumerateArray().ToList();
        Assert.That(measured.Select(method => method.Text("method")), Is.EqualTo(trained.Keys));
        foreach (var method in measured)
        {
            var before = trained[method.Text("method")];
            Assert.That(method.Number("loss"), Is.EqualTo(before.Number("loss_after")));
            Assert.That(method.Number("bleu"), Is.EqualTo(before.GetProperty("metrics").Number("bleu")));
            Assert.That(method.Number("rouge_l"), Is.EqualTo(before.GetProperty("metrics").Number("rouge_l")));
            foreach (var metric in (string[])["rouge_1", "rouge_2", "meteor", "chrf", "nist"])
                Assert.That(method.Number(metric), Is.EqualTo(before.GetProperty("metrics").Number(metric)), metric);
            Assert.That(method.Text("meteor_signature"), Does.StartWith("meteor:nltk-3.8|"));
            Assert.That(method.Number("perplexity"), Is.EqualTo(Math.Exp(method.Number("loss"))).Within(1e-12));
        }
    }

    [Test]
    public async Task Eval_measures_on_other_data()
    {
        await TinyRun.TrainedAsync();
        TinyRun.Write("other.csv", "source,target\nword1 (noun):,something else\n");
        var table = await Qaa.RunAsync("eval", TinyRun.Run, "--method", "lora", "--data", "other.csv", "--quiet");
        Assert.That((table.ExitCode, table.Error), Is.EqualTo((0, "")));
        Assert.That(table.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries), Has.Length.EqualTo(3));
        Assert.That(table.Out, Does.StartWith("method").And.Contain("\nlora  "));
    }

    [Test]
    public async Task Generate_is_greedy_by_default_and_follows_the_seed_when_it_samples()
    {
        await TinyRun.TrainedAsync();
        string[] arguments = ["generate", TinyRun.Run, "--method", "z", "--prompt", "word7 (noun):"];
        var greedy = (await Qaa.JsonAsync(arguments)).Text("text");
        var streamed = await Qaa.RunAsync(arguments);
        Assert.That(streamed.Out.TrimEnd('\n'), Is.EqualTo(greedy.TrimEnd('\n')));
        var one = (await Qaa.JsonAsync([.. arguments, "--temperature", "3", "--seed", "1"])).Text("text");
        var same = (await Qaa.JsonAsync([.. arguments, "--temperature", "3", "--seed", "1"])).Text("text");
        var other = (await Qaa.JsonAsync([.. arguments, "--temperature", "3", "--seed", "2"])).Text("text");
        Assert.That(one, Is.EqualTo(same).And.Not.EqualTo(other));
        Assert.That((await Qaa.JsonAsync([.. arguments, "--top-k", "1", "--seed", "9"])).Text("text"), Is.EqualTo(greedy), "the likeliest of one");
    }

    [Test]
    public async Task Beams_and_several_samples_are_given_as_asked()
    {
        await TinyRun.TrainedAsync();
        string[] arguments = ["generate", TinyRun.Run, "--method", "z", "--prompt", "word7 (noun):"];
        static string[] Texts(System.Text.Json.JsonElement answer) => [.. answer.GetProperty("texts").EnumerateArray().Select(text => text.GetString()!)];
        var beams = Texts(await Qaa.JsonAsync([.. arguments, "--beams", "4", "--samples", "3"]));
        Assert.That(beams, Has.Length.EqualTo(3).And.Unique);
        Assert.That((await Qaa.JsonAsync([.. arguments, "--beams", "4"])).Text("text"), Is.EqualTo(beams[0]));
        var drawn = Texts(await Qaa.JsonAsync([.. arguments, "--samples", "3", "--temperature", "2", "--seed", "3"]));
        Assert.That(Texts(await Qaa.JsonAsync([.. arguments, "--samples", "3", "--temperature", "2", "--seed", "3"])), Is.EqualTo(drawn).And.Unique);
        var printed = await Qaa.RunAsync([.. arguments, "--beams", "4", "--samples", "3"]);
        Assert.That(printed.Out, Does.StartWith("1:" + beams[0]).And.Contain("2:" + beams[1]).And.Contain("3:" + beams[2]));
    }

    [Test]
    public async Task A_models_folder_generates_as_its_generation_config_says()
    {
        await TinyRun.TrainedAsync();
        var folder = Directory.CreateDirectory(TinyRun.File("configured")).FullName;
        foreach (var file in Directory.EnumerateFiles(TinyRun.Model))
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)), overwrite: true);
        var three = await Qaa.JsonAsync("generate", "--model", TinyRun.Model, "--prompt", "word7", "--max-new-tokens", "3");
        TinyRun.Write("configured/generation_config.json", """{"max_new_tokens": 3, "typical_p": 0.5}""");
        var configured = await Qaa.RunAsync("generate", "--model", folder, "--prompt", "word7", "--json");
        Assert.That(configured.Json.Text("text"), Is.EqualTo(three.Text("text")));
        Assert.That(configured.Error, Does.Contain("typical_p 0.5 is not supported and left out"));
    }

    [Test]
    public async Task The_perplexity_of_a_text_is_that_of_its_tokens()
    {
        await TinyRun.TrainedAsync();
        TinyRun.Write("text.txt", TinyRun.Examples(8));
        string[] sizes = ["--perplexity", "text.txt", "--max-length", "32", "--stride", "8"];
        var plain = (await Qaa.JsonAsync(["eval", "--model", TinyRun.Model, .. sizes])).GetProperty("models").EnumerateArray().Single();
        Assert.That(plain.Number("perplexity"), Is.EqualTo(Math.Exp(plain.Number("loss"))).Within(1e-9));
        Assert.That(plain.Number("tokens"), Is.GreaterThan(64));
        var run = (await Qaa.JsonAsync(["eval", TinyRun.Run, .. sizes])).GetProperty("models").EnumerateArray().ToList();
        Assert.That(run.Select(model => model.Text("name")), Is.EqualTo(new[] { "z", "z-frozen", "turn", "lora" }));
        Assert.That(run.Select(model => model.Number("tokens")), Has.All.EqualTo(plain.Number("tokens")));
        Assert.That(run.Select(model => model.Number("loss")), Has.None.EqualTo(plain.Number("loss")), "the adapters are in the models");
        var table = await Qaa.RunAsync(["eval", "--model", TinyRun.Model, .. sizes]);
        Assert.That(table.Out, Does.StartWith("model").And.Contain("perplexity").And.Contain("\nmodel "));
    }

    [TestCase("eval", "expected the folder of a run, or --perplexity FILE")]
    [TestCase("eval --perplexity recipe.yaml", "expected either the folder of a run or --model, found neither")]
    [TestCase("eval run --model model --perplexity recipe.yaml", "found both")]
    [TestCase("eval --model model --perplexity recipe.yaml --max-length 65", "max_length is 65, expected 2 to the model's 64")]
    [TestCase("eval --model model --perplexity recipe.yaml --stride 65", "stride is 65")]
    [TestCase("eval --model model --perplexity nowhere.txt", "nowhere.txt: there is no such file")]
    [TestCase("generate --model model --method z --prompt x", "--method names a method of a run")]
    [TestCase("generate run --method z --prompt x --beams 2 --temperature 1", "num_beams is 2 and do_sample is true")]
    [TestCase("generate run --method z --prompt x --beams 2 --samples 3", "num_return_sequences is 3")]
    [TestCase("eval nowhere", "nowhere: is no run: there is no recipe.yaml in it")]
    [TestCase("eval run --method none", "this run has no method 'none'; it has z, z-frozen, turn, lora")]
    [TestCase("eval run --method lora --data nowhere.csv", "nowhere.csv: there is no such file")]
    [TestCase("eval run --method lora --data recipe.yaml", "'.yaml' is no known format")]
    [TestCase("generate run --prompt x", "this run has several methods; name one with --method: z, z-frozen, turn, lora")]
    [TestCase("generate run --method z", "'--prompt'")]
    [TestCase("generate run --method z --prompt x --temperature -1", "emperature")]
    [TestCase("generate run --method z --prompt x --top-p 2", "op")]
    [TestCase("generate run --method z --prompt 0123456789012345678901234567890123456789012345678901234567890123456789", "tokens, the model takes 1 to 64")]
    [TestCase("resume nowhere", "nowhere: is no run: there is no recipe.yaml in it")]
    [TestCase("resume recipe.yaml", "is no run")]
    [TestCase("circuit run --adapter run", "this run has several methods; name one by its folder: methods/z, methods/z-frozen, methods/turn, methods/lora")]
    [TestCase("circuit run --adapter run/methods/lora", "this adapter has no circuits, it is no qaa adapter")]
    [TestCase("circuit run --adapter run/methods/z --layer v_proj", "has no circuit for 'v_proj'; it has model.layers.0.self_attn.q_proj, model.layers.1.self_attn.q_proj")]
    public async Task What_cannot_be_done_with_a_run_is_refused(string arguments, string why)
    {
        await TinyRun.TrainedAsync();
        var result = await Qaa.RunAsync([.. arguments.Split(' '), "--json"]);
        Assert.That((result.ExitCode, result.Out), Is.EqualTo((2, "")), result.Error);
        Assert.That(result.Error, Does.StartWith("qaa: ").And.Contain(why).And.Not.Contain("   at "));
    }
}
