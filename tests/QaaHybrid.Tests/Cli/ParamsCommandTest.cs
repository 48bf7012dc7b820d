using System.Text.Json;
using QaaHybrid.Tests.Support;

namespace QaaHybrid.Tests.Cli;

/// <summary><c>qaa params</c>: counts from a configuration alone.</summary>
public class ParamsCommandTest
{
    [Test]
    public async Task Counts_of_lora_in_gpt2()
    {
        var count = await Qaa.JsonAsync("params", "--model", "gpt2", "--adapter", "lora", "--set", "r=8");
        // Twelve c_attn of 768 to 2304: 8 · (768 + 2304) each, the number that Hugging Face PEFT prints too.
        Assert.That(count.GetProperty("stored").GetInt64(), Is.EqualTo(294_912));
        Assert.That(count.GetProperty("trainable").GetInt64(), Is.EqualTo(294_912));
        Assert.That(count.GetProperty("degrees_of_freedom").GetInt64(), Is.EqualTo(294_912));
        Assert.That(count.GetProperty("base").GetInt64(), Is.EqualTo(124_439_808));
        Assert.That(count.GetProperty("percent").GetDouble(), Is.EqualTo(100.0 * 294_912 / 124_439_808).Within(1e-12));
        var modules = count.GetProperty("modules").EnumerateArray().ToList();
        Assert.That(modules, Has.Count.EqualTo(12));
        Assert.That(modules[0].GetProperty("name").GetString(), Is.EqualTo("transformer.h.0.attn.c_attn"));
        Assert.That(modules.Sum(module => module.GetProperty("stored").GetInt64()), Is.EqualTo(294_912));
    }

    [Test]
    public async Task A_head_is_counted_apart()
    {
        var count = await Qaa.JsonAsync("params", "--model", "deberta-v3-base", "--adapter", "lora", "--labels", "1");
        Assert.That(count.GetProperty("head").GetInt64(), Is.EqualTo(769));
        Assert.That(count.GetProperty("base").GetInt64(), Is.EqualTo(184_422_144));
        Assert.That(count.GetProperty("modules").EnumerateArray().Select(module => module.GetProperty("name").GetString()), Has.None.Contains("classifier"));
    }

    [Test]
    public async Task A_model_s_folder_is_as_good_as_a_name()
    {
        var count = await Qaa.JsonAsync("params", "--model", TinyRun.Model, "--adapter", "lora", "--set", "r=2", "--set", "target_modules=q_proj,o_proj");
        var run = await TinyRun.TrainedAsync();
        var trained = run.GetProperty("methods").EnumerateArray().First(method => method.GetProperty("method").GetString() == "lora");
        Assert.That(count.GetProperty("trainable").GetInt64(), Is.EqualTo(trained.GetProperty("trainable").GetInt64()));
    }

    [TestCase("llama-7", "lora", "r=8", "did you mean 'llama-7b'? allowed: deberta-v3-base")]
    [TestCase("gpt2", "lore", "r=8", "there is no adapter 'lore'; did you mean 'lora'? allowed: full, bitfit, head, lora")]
    [TestCase("gpt2", "goft", "budget=1%", "goft cannot be fitted to a budget, for it has no size to choose; leave the budget out, or take a method that has one, such as lora")]
    [TestCase("gpt2", "lora", "target_modules=query", "'query' hits no module of this model; there are c_attn, c_proj, c_fc")]
    [TestCase("gpt2", "lora", "r", "expected KEY=VALUE")]
    [TestCase("gpt2", "lora", "r=0", "'r' is '0'")]
    [TestCase("llama-7b", "bitfit", "modules_to_save=lm_head", "has none")]
    public async Task What_cannot_be_counted_is_refused_in_one_sentence(string model, string adapter, string set, string said)
    {
        var result = await Qaa.RunAsync("params", "--model", model, "--adapter", adapter, "--set", set, "--json");
        Assert.That(result.ExitCode, Is.EqualTo(2), result.Error);
        Assert.That(result.Out, Is.Empty);
        Assert.That(result.Error.TrimEnd().Split('\n'), Has.Length.EqualTo(1).And.One.Contains(said));
    }
}
