using QaaHybrid.Adapters;
using QaaHybrid.Files;
using QaaHybrid.Models;
using QaaHybrid.Tests.Support;

namespace QaaHybrid.Tests.Cli;

/// <summary><c>qaa merge</c>, and adapters given by their folder.</summary>
public class MergeCommandTest
{
    [Test]
    public async Task A_merged_model_is_an_ordinary_folder_that_computes_the_same()
    {
        await TinyRun.TrainedAsync();
        var merged = TinyRun.File("merged");
        var answer = await Qaa.JsonAsync("merge", TinyRun.Run, "--method", "lora", "--out", merged);
        Assert.That(answer.GetProperty("method").GetString(), Is.EqualTo("lora"));
        Assert.That(Directory.GetFiles(merged).Select(Path.GetFileName), Is.SupersetOf(new[] { "config.json", "model.safetensors", "tokenizer.json" }));
        Assert.That(Directory.Exists(merged + AtomicFile.UnfinishedSuffix), Is.False);

        var (own, plain, bare) = (await LossAsync(TinyRun.Run, "--method", "lora"), await LossAsync("--model", merged), await LossAsync("--model", TinyRun.Model));
        Assert.That(plain, Is.EqualTo(own).Within(1e-5));
        Assert.That(plain, Is.Not.EqualTo(bare).Within(2e-4));

        var again = await Qaa.RunAsync("merge", TinyRun.Run, "--method", "lora", "--out", merged);
        Assert.That((again.ExitCode, again.Error), Is.EqualTo((2, $"qaa: {merged}: is there already; name a new folder\n")));
    }

    [Test]
    public async Task An_adapter_s_folder_goes_with_a_model()
    {
        await TinyRun.TrainedAsync();
        var adapter = Directory.GetFiles(TinyRun.Run, AdaptedModel.ConfigFile, SearchOption.AllDirectories).Select(file => Path.GetDirectoryName(file)!).Single(folder => folder.Contains("lora"));
        Assert.That(await LossAsync("--model", TinyRun.Model, "--adapter", adapter), Is.EqualTo(await LossAsync(TinyRun.Run, "--method", "lora")).Within(1e-6));
        var text = await Qaa.JsonAsync("generate", "--model", TinyRun.Model, "--adapter", adapter, "--prompt", "word1 (noun):", "--max-new-tokens", "3");
        Assert.That(text.GetProperty("method").GetString(), Does.StartWith("model with "));
        await Qaa.JsonAsync("merge", "--model", TinyRun.Model, "--adapter", adapter, "--out", TinyRun.File("merged-from-folder"));
        Assert.That(await LossAsync("--model", TinyRun.File("merged-from-folder")), Is.EqualTo(await LossAsync(TinyRun.Run, "--method", "lora")).Within(1e-5));
    }

    [Test]
    public async Task What_is_not_linear_cannot_be_merged_and_says_why()
    {
        await TinyRun.TrainedAsync();
        var result = await Qaa.RunAsync("merge", TinyRun.Run, "--method", "z", "--out", TinyRun.File("never"));
        Assert.That(result.ExitCode, Is.EqualTo(2), result.Error);
        Assert.That(result.Error, Does.StartWith("qaa: qaa cannot be merged: "));
        Assert.That(Directory.Exists(TinyRun.File("never")), Is.False);
    }

    [TestCase("merge", "--out", "x")]
    [TestCase("merge", "--model", "wordnet-small", "--out", "x")]
    [TestCase("generate", "nowhere", "--adapter", "x", "--prompt", "p")]
    public async Task Half_of_the_arguments_is_too_few(params string[] arguments)
    {
        var result = await Qaa.RunAsync(arguments);
        Assert.That(result.ExitCode, Is.EqualTo(2));
        Assert.That(result.Error, Does.Contain("--model"));
    }

    private static async Task<double> LossAsync(params string[] what)
    {
        var text = TinyRun.Write("merge-text.txt", string.Concat(Enumerable.Range(0, 20).Select(i => $"word{i} (noun): the thing with number {i}\n")));
        var document = await Qaa.JsonAsync([.. (string[])["eval", .. what, "--perplexity", text]]);
        return document.GetProperty("models")[0].GetProperty("loss").GetDouble();
    }
}
