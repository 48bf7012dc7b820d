using QaaHybrid.Models;
using QaaHybrid.Tests.Support;
using QaaHybrid.Training.Tests;

namespace QaaHybrid.Tests.Cli;

/// <summary><c>qaa train</c>, <c>eval</c> and <c>predict</c> on a task of labels, with the recipe for SST-2 that ships.</summary>
public class LabelCommandsTest
{
    private static readonly Lazy<Task<QaaResult>> Training = new(TrainAsync);

    private static Task<QaaResult> TrainAsync()
    {
        TinyEncoder.Write(TinyRun.File("encoder"));
        TinyRun.Write("glue/train.tsv", Sentences(60) + "too\tmany\tfields\n");
        TinyRun.Write("glue/dev.tsv", Sentences(14));
        return Qaa.RunAsync("train", Repository.File("experiments", "recipes", "sst2.yaml"), "--model", TinyRun.File("encoder"), "--data", TinyRun.File("glue"), "--skip-bad", "--threads", "1",
            "--set", "task.max_length=32", "--set", "training.batch_size=8", "--set", "training.epochs=1", "--out", TinyRun.File("labels"), "--json");
    }

    private static string Sentences(int count) =>
        "sentence\tlabel\n" + string.Concat(Enumerable.Range(0, count).Select(i => $"{(i % 2 == 0 ? "good" : "bad")} was number {i % 7}\t{(i + 1) % 2}\n"));

    [Test]
    public async Task A_run_is_trained_measured_again_and_predicts()
    {
        var trained = await Training.Value;
        Assert.That(trained.ExitCode, Is.Zero, trained.Error);
        Assert.That(trained.Error, Does.Contain("1 bad line left out; the first: ").And.Contain("train.tsv, line 62: has 3 tab-separated fields, expected 2 (sentence, label)"));
        var methods = trained.Json.GetProperty("methods").EnumerateArray().ToDictionary(method => method.Text("method"));
        Assert.That(methods.Keys, Is.EqualTo(new[] { "head", "quic", "qaa-z", "lora-r8" }));

        var measured = (await Qaa.JsonAsync("eval", TinyRun.File("labels"), "--skip-bad")).GetProperty("methods").EnumerateArray().ToList();
        foreach (var method in measured)
        {
            Assert.That(method.Number("loss"), Is.EqualTo(methods[method.Text("method")].Number("loss_after")));
            Assert.That(method.Number("accuracy"), Is.EqualTo(methods[method.Text("method")].GetProperty("metrics").Number("accuracy")));
            Assert.That(method.Number("accuracy"), Is.InRange(method.Number("accuracy_low"), method.Number("accuracy_high")));
        }
        var table = await Qaa.RunAsync("eval", TinyRun.File("labels"), "--method", "lora-r8", "--data", TinyRun.File("glue/dev.tsv"), "--quiet");
        Assert.That(table.Out, Does.Match(@"^method +loss +Accuracy\n─+\nlora-r8 +\d\.\d{4} +\d+\.\d\d \(\d+\.\d–\d+\.\d\)\n$"), table.Error);

        TinyRun.Write("test.tsv", "index\tsentence\n0\tgood was number 3\n1\tbad was number 4\n");
        var answer = await Qaa.JsonAsync("predict", TinyRun.File("labels"), "--method", "qaa-z", "--data", TinyRun.File("test.tsv"), "--out", TinyRun.File("SST-2.tsv"));
        Assert.That(answer.GetProperty("predictions").GetInt32(), Is.EqualTo(2));
        Assert.That(await File.ReadAllTextAsync(TinyRun.File("SST-2.tsv")), Does.Match(@"^index\tprediction\n0\t[01]\n1\t[01]\n$"));
    }

    [Test]
    public async Task A_classifier_is_merged_from_its_run_or_from_its_adapter_s_folder_into_the_same_weights()
    {
        var trained = await Training.Value;
        Assert.That(trained.ExitCode, Is.Zero, trained.Error);
        var adapter = Path.Combine(TinyRun.File("labels"), "methods", "lora-r8", "adapter");
        await Qaa.JsonAsync("merge", TinyRun.File("labels"), "--method", "lora-r8", "--out", TinyRun.File("merged-run"));
        await Qaa.JsonAsync("merge", "--model", TinyRun.File("encoder"), "--adapter", adapter, "--out", TinyRun.File("merged-adapter"));
        Assert.That(await File.ReadAllBytesAsync(TinyRun.File("merged-adapter/model.safetensors")), Is.EqualTo(await File.ReadAllBytesAsync(TinyRun.File("merged-run/model.safetensors"))));

        // Without its head the adapter's folder leaves the classifier to chance.
        var headless = TinyRun.File("headless");
        Directory.CreateDirectory(headless);
        var text = await File.ReadAllTextAsync(Path.Combine(adapter, "adapter_config.json"));
        await File.WriteAllTextAsync(Path.Combine(headless, "adapter_config.json"), System.Text.RegularExpressions.Regex.Replace(text, "\"modules_to_save\": (\\[[^]]*\\])", "\"modules_to_save\": null"));
        var (tensors, metadata) = SafetensorsTensors.Read(Path.Combine(adapter, AdapterFile.Name));
        SafetensorsTensors.Save(Path.Combine(headless, AdapterFile.Name), tensors.Where(entry => entry.Key.Contains("lora_")).Select(entry => (entry.Key, entry.Value)), metadata);
        var refused = await Qaa.RunAsync("merge", "--model", TinyRun.File("encoder"), "--adapter", headless, "--out", TinyRun.File("never-merged"));
        Assert.That((refused.ExitCode, Directory.Exists(TinyRun.File("never-merged"))), Is.EqualTo((2, false)), refused.Error);
        Assert.That(refused.Error, Does.Contain("headless: holds no ").And.Contain("has none either: save the classifier with the adapter"));
    }

    [TestCase("predict labels --method lora-r8 --data bad.tsv --out x.tsv", "bad.tsv, line 3: has 2 tab-separated fields, expected 1 (sentence)")]
    [TestCase("eval labels --method lora-r8 --data empty.tsv", "empty.tsv: holds no example")]
    [TestCase("predict labels --method lora-r8 --data nowhere.tsv --out x.tsv", "nowhere.tsv: there is no such file")]
    [TestCase("predict labels --method lora-r8 --out x.tsv", "'--data'")]
    [TestCase("generate labels --method lora-r8 --prompt x", "the run's task is classification: this model writes no text; 'qaa predict' gives its labels")]
    [TestCase("predict run --method lora --data data.jsonl --out x.tsv", "the run's task is file: this model writes text and puts no labels on any")]
    public async Task What_cannot_be_done_is_refused(string arguments, string why)
    {
        await TinyRun.TrainedAsync();
        var trained = await Training.Value;
        Assert.That(trained.ExitCode, Is.Zero, trained.Error);
        TinyRun.Write("bad.tsv", "sentence\na\nb\tc\n");
        TinyRun.Write("empty.tsv", "");
        var result = await Qaa.RunAsync([.. arguments.Split(' '), "--json"]);
        Assert.That((result.ExitCode, result.Out), Is.EqualTo((2, "")), result.Error);
        Assert.That(result.Error, Does.StartWith("qaa: ").And.Contain(why).And.Not.Contain("   at "));
        Assert.That(File.Exists(TinyRun.File("x.tsv")), Is.False);
    }
}
