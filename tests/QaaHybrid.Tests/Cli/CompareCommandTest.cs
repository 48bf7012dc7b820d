using System.Diagnostics;
using System.Text.Json;
using QaaHybrid.Tests.Support;

namespace QaaHybrid.Tests.Cli;

/// <summary><c>qaa compare</c>: two methods with two seeds, from scratch, resumed, by several processes.</summary>
public class CompareCommandTest
{
    private static readonly string[] Methods = ["low", "high"];
    private static readonly long[] Seeds = [1, 2];

    private static readonly Lazy<Task<QaaResult>> Whole = new(() => Qaa.RunAsync([.. Compare("compared"), "--json"]));

    private static string[] Compare(string folder, params string[] more)
    {
        TinyRun.Write("compare.yaml",
            $$"""
            name: tiny
            model: {{TinyRun.Model}}
            task: { kind: file, data: {{TinyRun.Data}}, max_length: 40, eval_examples: 12, generate_examples: 3 }
            methods:
              - { name: low, adapter: lora, r: 1, target_modules: [q_proj] }
              - { name: high, adapter: lora, r: 4, target_modules: [q_proj, o_proj] }
            training: { steps: 120, batch_size: 4, optimizer: { lr: 1e-2 }, checkpoint_every: 10 }
            generation: { max_new_tokens: 6 }
            comparison: { seeds: [1, 2], baseline: low, text: {{TinyRun.Write("forget.txt", "the thing with number 5 word5 (noun): word5 is here\n")}} }
            threads: 1
            """);
        return ["compare", TinyRun.File("compare.yaml"), "--out", TinyRun.File(folder), .. more];
    }

    [Test]
    public async Task A_comparison_from_scratch_has_every_number_of_its_runs()
    {
        var document = await WholeAsync();
        Assert.That(document.GetProperty("entries").EnumerateArray().Select(entry => (entry.Text("experiment_name"), entry.GetProperty("seed").GetInt64())),
            Is.EqualTo(Methods.SelectMany(method => Seeds.Select(seed => (method, seed)))));
        foreach (var entry in document.GetProperty("entries").EnumerateArray())
        {
            var method = Path.Combine(TinyRun.File("compared"), entry.Text("run"), "methods", entry.Text("experiment_name"));
            var result = Read(Path.Combine(method, "result.json"));
            Assert.That((entry.Number("test_loss"), entry.Number("num_trainable_params"), entry.Number("test_bleu")),
                Is.EqualTo((result.Number("loss_after"), result.Number("trainable"), result.GetProperty("metrics").Number("bleu"))));
            Assert.That(entry.Number("file_size"), Is.EqualTo(new FileInfo(Path.Combine(method, "adapter", "adapter_model.safetensors")).Length));
            var log = File.ReadLines(Path.Combine(method, "metrics.jsonl")).Select(line => JsonDocument.Parse(line).RootElement).ToList();
            Assert.That(entry.Number("train_loss"), Is.EqualTo(log.TakeLast(12).Average(row => row.Number("loss"))).Within(1e-12));
            Assert.That(entry.Number("train_time"), Is.EqualTo(log.Sum(row => row.Number("seconds"))).Within(1e-9));
            Assert.That(entry.Number("forgetting"), Is.EqualTo(result.Number("text_loss") - Read(Path.Combine(method, "..", "..", "base.json")).Number("text_loss")).Within(1e-12));
            Assert.That(entry.Number("step_memory_max"), Is.GreaterThan(0));
        }
        foreach (var line in document.GetProperty("methods").EnumerateArray())
        {
            var losses = document.GetProperty("entries").EnumerateArray().Where(entry => entry.Text("experiment_name") == line.Text("method")).Select(entry => entry.Number("test_loss")).ToList();
            Assert.That(line.Number("loss_after"), Is.EqualTo(losses.Average()).Within(1e-12));
            Assert.That(line.GetProperty("values").GetProperty("loss").Numbers("points"), Is.EqualTo(losses));
        }
        // LoRA of rank r on 16 × 16: 32·r numbers a layer; twice that many floating-point operations a token beside those of the base model.
        Assert.That(document.GetProperty("methods").EnumerateArray().Select(line => line.Number("trainable")), Is.EqualTo(new[] { 2 * 32, 2 * 2 * 4 * 32 }));
        var flops = document.GetProperty("methods").EnumerateArray().Select(line => line.Number("flops_per_token")).ToList();
        Assert.That(flops[1] - flops[0], Is.GreaterThanOrEqualTo(2 * (512 - 64)));
    }

    [Test]
    public async Task Its_report_shows_every_method_and_no_NaN()
    {
        await WholeAsync();
        var html = await File.ReadAllTextAsync(Path.Combine(TinyRun.File("compared"), "report.html"));
        Assert.That(html, Does.Contain(">low").And.Contain(">high").And.Contain("Beside low").And.Contain("Forgetting").And.Not.Contain("NaN"));
        Assert.That(await File.ReadAllTextAsync(Path.Combine(TinyRun.File("compared"), "comparison.json")), Does.Not.Contain("NaN"));
    }

    [Test]
    public async Task Its_runs_are_ordinary_ones()
    {
        await WholeAsync();
        var run = Path.Combine(TinyRun.File("compared"), "seeds", "2");
        var measured = await Qaa.JsonAsync("eval", run, "--method", "high");
        Assert.That(measured.GetProperty("methods")[0].Number("loss"), Is.EqualTo(Read(Path.Combine(run, "methods", "high", "result.json")).Number("loss_after")));
        Assert.That(Path.Combine(run, "report.html"), Does.Exist);
    }

    [Test]
    public async Task Two_processes_give_the_same_bits_and_what_is_done_is_not_repeated()
    {
        await WholeAsync();
        if (Environment.ProcessorCount < 2)
            Assert.Ignore("one core: two processes are refused");
        var folder = TinyRun.File("compared-by-two");
        var result = await Qaa.RunAsync(Compare("compared-by-two", "--processes", "2"));
        Assert.That(result.ExitCode, Is.Zero, result.Error);
        Assert.That(result.Out, Does.Contain("beside low").And.Contain("means over seeds 1, 2").And.Contain(Path.Combine(folder, "report.html")));
        AssertSameBits(folder);
        var written = Directory.GetFiles(folder, "result.json", SearchOption.AllDirectories).ToDictionary(path => path, File.GetLastWriteTimeUtc);
        var again = await Qaa.RunAsync("compare", folder);
        Assert.That((again.ExitCode, again.Out), Is.EqualTo((0, result.Out)), again.Error);
        Assert.That(written.All(entry => File.GetLastWriteTimeUtc(entry.Key) == entry.Value), Is.True, "nothing was trained again");
    }

    [Test]
    public async Task After_kill_9_in_the_middle_it_goes_on_to_the_same_bits()
    {
        await WholeAsync();
        var folder = TinyRun.File("compared-killed");
        using (var process = Qaa.Start([], Compare("compared-killed")))
        {
            var log = Path.Combine(folder, "seeds", "1", "methods", "high", "metrics.jsonl");
            while (!File.Exists(log) || new FileInfo(log).Length < 3000)
            {
                Assert.That(process.HasExited, Is.False, "it ended before it could be killed");
                await Task.Delay(2);
            }
            process.Kill();
            await Qaa.EndAsync(process);
        }
        Assert.That(Path.Combine(folder, "comparison.json"), Does.Not.Exist);
        var resumed = await Qaa.RunAsync(Compare("compared-killed"));
        Assert.That(resumed.ExitCode, Is.Zero, resumed.Error);
        AssertSameBits(folder);
    }

    [Test]
    public async Task After_an_interruption_it_says_how_to_go_on()
    {
        var folder = TinyRun.File("compared-interrupted");
        using var process = Qaa.Start([], Compare("compared-interrupted"));
        while (!Directory.Exists(Path.Combine(folder, "seeds", "1", "methods", "low")))
        {
            Assert.That(process.HasExited, Is.False, "it ended before it could be interrupted");
            await Task.Delay(2);
        }
        using (var kill = Process.Start("sh", ["-c", $"kill -INT {process.Id}"]))
            await kill.WaitForExitAsync();
        var ended = await Qaa.EndAsync(process);
        Assert.That((ended.ExitCode, ended.Out), Is.EqualTo((130, "")), ended.Error);
        Assert.That(ended.Error.TrimEnd().Split('\n')[^1], Is.EqualTo($"qaa: interrupted; 'qaa compare {folder}' goes on with it"));
    }

    [Test]
    public async Task A_training_that_fails_is_told_and_the_others_go_on()
    {
        var result = await Qaa.RunAsync(Compare("compared-failed", "--seeds", "1", "--set", "methods.high.optimizer.lr=1e38", "--set", "methods.high.target_modules=[v_proj]", "--json"));
        Assert.That(result.ExitCode, Is.EqualTo(2), result.Error);
        Assert.That(result.Error, Does.Match(@"1 of 2 trainings failed; 'qaa compare .*' tries them again:\s+seed 1, high: step \d+: the (loss|gradient's norm) is"));
        Assert.That(result.Json.GetProperty("methods").EnumerateArray().Select(line => line.Text("method")), Is.EqualTo(new[] { "low" }));
        Assert.That(result.Json.GetProperty("entries").EnumerateArray().Select(entry => entry.Text("status")), Is.EqualTo(new[] { "success", "failed" }));
        Assert.That(await File.ReadAllTextAsync(Path.Combine(TinyRun.File("compared-failed"), "report.html")), Does.Contain("Failed: Seed 1, high: step "));
    }

    [Test]
    public async Task Seeds_can_be_added_and_a_changed_recipe_is_refused()
    {
        await WholeAsync();
        var folder = TinyRun.File("compared-more");
        CopyFolder(TinyRun.File("compared"), folder);
        await AssertRefusedAsync(Compare("compared-more", "--set", "training.steps=121"), "comparison.yaml: was begun by another recipe: training.steps: 120 then, 121 now");
        var more = await Qaa.JsonAsync(Compare("compared-more", "--seeds", "1,2,3"));
        Assert.That(more.Numbers("seeds"), Is.EqualTo(new[] { 1, 2, 3 }));
        AssertSameBits(folder);
        Assert.That(AdapterFile.Of(Path.Combine(folder, "seeds", "3"), "high"), Does.Exist);
    }

    [TestCase("comparison.baseline: there is no method 'lowest'", "--set", "comparison.baseline=lowest")]
    [TestCase("--set comparison.seeds=[1,1], comparison.seeds: 1 stands there twice", "--set", "comparison.seeds=[1,1]")]
    [TestCase("comparison.seeds: lists no seed", "--set", "comparison.seeds=[]")]
    [TestCase("comparison.seeds: found 'x'", "--seeds", "1,x")]
    [TestCase("--seed is of one run", "--seed", "3")]
    [TestCase("--processes is 0, expected at least 1", "--processes", "0")]
    [TestCase("processes of 1 threads need", "--processes", "4096")]
    [TestCase("there is no such file", "--set", "comparison.text=nowhere.txt")]
    [TestCase("compare.yaml, line 5, methods.low.budget: ", "--set", "comparison.equal=parameters", "--set", "comparison.budget=1")]
    [TestCase("compare.yaml, line 5, methods.low.budget: ", "--budget", "1")]
    [TestCase("backend.budget: belongs to a backend on Azure Quantum", "--budget", "5usd")]
    [TestCase("compare.yaml, line 6, methods.high.adapter: there is no adapter 'lorra'; did you mean 'lora'?", "--set", "methods.high.adapter=lorra")]
    public async Task Bad_input_is_refused_before_a_folder_is_made(string expected, params string[] more)
    {
        await AssertRefusedAsync(Compare("compared-never", more), expected);
        Assert.That(TinyRun.File("compared-never"), Does.Not.Exist);
    }

    [Test]
    public async Task A_folder_that_is_no_comparison_is_refused()
    {
        await AssertRefusedAsync(["compare", TinyRun.Model], "is no comparison");
        await WholeAsync();
        await AssertRefusedAsync(["compare", Path.Combine(TinyRun.File("compared"), "seeds", "1")], "it is a run, 'qaa resume' goes on with it");
        await AssertRefusedAsync(["eval", TinyRun.File("compared")], "is a comparison and no run");
    }

    private static async Task<JsonElement> WholeAsync()
    {
        var result = await Whole.Value;
        Assert.That(result.ExitCode, Is.Zero, result.Error);
        return result.Json;
    }

    private static void AssertSameBits(string folder)
    {
        foreach (var seed in Seeds)
            foreach (var method in Methods)
            {
                string Of(string comparison) => AdapterFile.Of(Path.Combine(comparison, "seeds", $"{seed}"), method);
                Assert.That(File.ReadAllBytes(Of(folder)), Is.EqualTo(File.ReadAllBytes(Of(TinyRun.File("compared")))), $"seed {seed}, {method}");
            }
    }

    private static async Task AssertRefusedAsync(string[] arguments, string expected)
    {
        var result = await Qaa.InsideAsync(arguments);
        Assert.That((result.ExitCode, result.Out), Is.EqualTo((2, "")), result.Error);
        Assert.That(result.Error, Does.Contain(expected));
    }

    private static void CopyFolder(string from, string to)
    {
        foreach (var file in Directory.GetFiles(from, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    private static JsonElement Read(string path) => JsonDocument.Parse(File.ReadAllText(path)).RootElement;
}
