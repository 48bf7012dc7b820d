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
