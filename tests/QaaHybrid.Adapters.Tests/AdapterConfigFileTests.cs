using System.Text.Json;
using QaaHybrid.Adapters.Tests.Support;
using QaaHybrid.Models;

namespace QaaHybrid.Adapters.Tests;

/// <summary>Configurations go both ways between here and Hugging Face PEFT.</summary>
public class AdapterConfigFileTests
{
    // Keys and values as PEFT 0.20 writes them for LoraConfig(r=4, lora_alpha=8, target_modules=["q_proj"], task_type="CAUSAL_LM").
    private const string Peft = """
        {"alpha_pattern": {}, "auto_mapping": null, "base_model_name_or_path": "m", "bias": "none", "corda_config": null, "eva_config": null, "exclude_modules": null,
         "fan_in_fan_out": false, "inference_mode": true, "layers_pattern": null, "layers_to_transform": null, "loftq_config": {}, "lora_alpha": 8, "lora_bias": false,
         "lora_dropout": 0.0, "megatron_config": null, "megatron_core": "megatron.core", "modules_to_save": null, "peft_type": "LORA", "peft_version": "0.20.0", "r": 4,
         "rank_pattern": {}, "revision": null, "target_modules": TARGETS, "target_parameters": null, "task_type": "CAUSAL_LM", "trainable_token_indices": null, "use_dora": false}
        """;

    [TestCase("""["q_proj"]""", "q_proj")]
    [TestCase("\".*\\\\.[qv]_proj\"", @"/.*\.[qv]_proj/")]
    [TestCase("\"all-linear\"", "all-linear")]
    public void APeftFileIsRead(string written, string expected)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(Path.Combine(folder.Path, AdaptedModel.ConfigFile), Peft.Replace("TARGETS", written));
        var (config, seed) = AdaptedModel.ReadConfig(folder.Path);
        Assert.That(config.Method, Is.EqualTo("lora"));
        Assert.That(config.Own.Options["r"], Is.EqualTo(4));
        Assert.That(config.Placement.TargetModules, Is.EqualTo(new[] { expected }));
        Assert.That(seed, Is.Zero);
    }

    [Test]
    public void WhatIsNotKnownHereAndNotOff_IsRefusedByKey()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(Path.Combine(folder.Path, AdaptedModel.ConfigFile), Peft.Replace("TARGETS", """["q_proj"]""").Replace("\"lora_bias\": false", "\"trainable_magic\": true"));
        Assert.That(() => AdaptedModel.ReadConfig(folder.Path), Throws.TypeOf<InvalidDataException>().With.Message.Contain("'trainable_magic'"));
        File.WriteAllText(Path.Combine(folder.Path, AdaptedModel.ConfigFile), """{"peft_type":"ADALORA"}""");
        Assert.That(() => AdaptedModel.ReadConfig(folder.Path), Throws.TypeOf<InvalidDataException>().With.Message.Contain("ADALORA").And.Message.Contain("LORA"));
    }

    [Test]
    public void RolesAreWrittenAsTheNamesTheyStandFor()
    {
        using var folder = new TemporaryFolder();
        var adapted = Compiler.Inject(new TwoLinears(), AdapterRegistry.Configure("lora", new Dictionary<string, object?> { ["target_modules"] = "@value" }));
        adapted.Save(folder.Path);
        Assert.That(AdaptedModel.ReadConfig(folder.Path).Config.Placement.TargetModules, Is.EqualTo(new[] { "v_proj" }));
    }

    [Test]
    public void EveryFamily_KnowsItsRoles()
    {
        foreach (var (model, roles) in SmallModels.OfEveryFamily())
            foreach (var role in roles)
            {
                var adapted = Compiler.Inject(model, AdapterRegistry.Configure("lora", new Dictionary<string, object?> { ["r"] = 1, ["target_modules"] = role }));
                Assert.That(adapted.Layers, Has.Count.EqualTo(model.Config.NumHiddenLayers), $"{model.Config.ModelType} {role}");
                adapted.Remove();
            }
    }

    [Test]
    public void LayersToTransform_TakesOnlyThese_AndRefusesOthers()
    {
        var (model, _) = SmallModels.OfEveryFamily().First();
        static AdapterConfig Config(params object?[] layers) => AdapterRegistry.Configure("lora", new Dictionary<string, object?> { ["layers_to_transform"] = layers });
        var adapted = Compiler.Inject(model, Config(1));
        Assert.That(adapted.Layers.Select(entry => entry.Name), Is.Not.Empty.And.All.Contain(".1."));
        adapted.Remove();
        Assert.That(() => Compiler.Inject(model, Config(7)), Throws.TypeOf<AdapterOptionException>().With.Message.Contain("layer 7").And.Message.Contain("0, 1"));
    }

    // PEFT warns, and sets the key itself, where it is false for weights that lie transposed, as those of GPT-2's Conv1D.
    [Test]
    public void FanInFanOut_IsWrittenAsTheBaseModelNeedsIt_ForTheMethodsThatHaveIt()
    {
        foreach (var (model, _) in SmallModels.OfEveryFamily())
            foreach (var (method, expected) in new[] { ("lora", true), ("dora", true), ("vera", true), ("fourierft", true), ("sora", false) })
            {
                using var folder = new TemporaryFolder();
                var options = method == "fourierft" ? new Dictionary<string, object?> { ["n_frequency"] = 5 } : new() { ["r"] = 1 };
                var adapted = Compiler.Inject(model, AdapterRegistry.Configure(method, options));
                adapted.Save(folder.Path);
                adapted.Remove();
                using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder.Path, AdaptedModel.ConfigFile)));
                Assert.That(document.RootElement.TryGetProperty("fan_in_fan_out", out var value), Is.EqualTo(expected), method);
                if (expected)
                    Assert.That(value.GetBoolean(), Is.EqualTo(model.Config.ModelType == "gpt2"), $"{method} {model.Config.ModelType}");
            }
    }
}
