using QaaHybrid.Tests.Support;

namespace QaaHybrid.Tests.Cli;

/// <summary><c>qaa runs</c> and <c>qaa runs compare</c>.</summary>
public class RunsCommandTest
{
    [OneTimeSetUp]
    public Task Train() => TinyRun.TrainedAsync();

    [TestCase("expected at least two runs to put side by side; 'qaa runs' lists those there are")]
    [TestCase("expected at least two runs to put side by side, found run alone", "run")]
    public async Task One_run_is_no_comparison(string why, params string[] runs)
    {
        var result = await Qaa.RunAsync(["runs", "compare", .. runs]);
        Assert.That((result.ExitCode, result.Out), Is.EqualTo((2, "")));
        Assert.That(result.Error, Does.StartWith($"qaa: {why}").And.Contain("'qaa compare'"));
    }

    [Test]
    public async Task A_run_is_listed_with_its_methods()
    {
        var trained = await TinyRun.TrainedAsync();
        var document = await Qaa.JsonAsync("runs", TinyRun.Run);
        var run = document.GetProperty("runs").EnumerateArray().Single();
        Assert.That((run.Text("run"), run.Text("recipe"), run.Text("state"), run.Text("metric")), Is.EqualTo((TinyRun.Run, "tiny", "finished", "bleu")));
        foreach (var (listed, method) in run.GetProperty("methods").EnumerateArray().Zip(trained.GetProperty("methods").EnumerateArray()))
        {
            Assert.That(listed.Text("method"), Is.EqualTo(method.Text("method")));
            Assert.That(listed.Number("loss_after"), Is.EqualTo(method.Number("loss_after")));
            Assert.That(listed.Number("metric"), Is.EqualTo(method.GetProperty("metrics").Number("bleu")));
        }
        var table = (await Qaa.RunAsync("runs", TinyRun.Run)).Out.Split('\n');
        Assert.That(table[0], Does.StartWith("run").And.Contain("held-out loss"));
        Assert.That(table[2], Does.Match(@"^run  tiny +z +finished +\d{4}-\d\d-\d\d \d\d:\d\d +\d+\.\d s +144 +\d\.\d{3} → \d\.\d{3} +BLEU \d"));
        Assert.That(table[3], Does.Match("^ +z-frozen "));
    }

    [Test]
    public async Task Runs_are_put_side_by_side_with_what_differs()
    {
        var other = TinyRun.File("other-run");
        var made = await Qaa.RunAsync("train", TinyRun.Recipe, "--out", other, "--set", "training.steps=2", "--set", "methods.lora.r=3", "--set", "task.generate_examples=1", "--quiet");
        Assert.That(made.ExitCode, Is.Zero, made.Error);
        var document = await Qaa.JsonAsync("runs", "compare", TinyRun.Run, other);
        var differences = document.GetProperty("differences").EnumerateArray().ToDictionary(entry => entry.Text("key"), entry => entry.GetProperty("values").EnumerateArray().Select(value => value.GetString()).ToArray());
        Assert.That(differences["methods.lora.r"], Is.EqualTo(new[] { "2", "3" }));
        Assert.That(differences["training.steps"], Is.EqualTo(new[] { "6", "2" }));
        Assert.That(differences, Does.Not.ContainKey("seed"));
        Assert.That(document.GetProperty("methods").GetArrayLength(), Is.EqualTo(8));
        var table = await Qaa.RunAsync("runs", "compare", TinyRun.Run, other);
        Assert.That(table.Out, Does.Match(@"(?m)^other-run  lora +384 ").And.Match(@"(?m)^methods\.lora\.r +2 +3$"));
    }

    [Test]
    public async Task What_is_no_run_is_the_users_mistake()
    {
        var result = await Qaa.RunAsync("runs", "compare", TinyRun.Run, TinyRun.Model);
        Assert.That(result.ExitCode, Is.EqualTo(2));
        Assert.That(result.Error, Does.Contain("is no run"));
        Assert.That((await Qaa.RunAsync("runs")).Out, Is.EqualTo("there are no runs\n"));
    }
}
