using System.Text.Json;
using QaaHybrid.Adapters.Tests.Support;
using QaaHybrid.Models;
using QaaHybrid.Torch.Modules;

namespace QaaHybrid.Adapters.Tests.Peft;

/// <summary>
/// Adapters in Hugging Face PEFT's file format go both ways. The folders of <c>golden/</c> and what a model computes with them were written by the scripts beside this file, from the methods'
/// formulas, with PEFT's keys and tensor names.
/// </summary>
public class PeftFileTests
{
    private static readonly string Golden = Repository.File("tests", "QaaHybrid.Adapters.Tests", "Peft", "golden");

    // Where a file comes from and what PEFT's own code is to do with it; and what is written here in another, equal form.
    private static readonly HashSet<string> AboutTheFile =
    [
        "auto_mapping", "base_model_name_or_path", "fan_in_fan_out", "init_weights", "layers_pattern", "megatron_core", "peft_version", "qalora_group_size", "revision",
    ];

    // PEFT writes every key it has; a reader without one has it at such a value.
    private static readonly HashSet<string> Off = ["null", "false", "{}"];

    private static IEnumerable<string> Names() => Directory.GetDirectories(Golden).Select(folder => Path.GetFileName(folder)!).Order(StringComparer.Ordinal);

    [TestCaseSource(nameof(Names))]
    public void AFileOfPeft_ComputesWhatTheFormulasSay(string name)
    {
        using var scope = NewDisposeScope();
        var (model, x, y) = Reference(name);
        AdaptedModel.FromPretrainedAsync(model, Path.Combine(Golden, name), Compiler.Services).GetAwaiter().GetResult();
        model.eval();
        Assert.That((model.forward(x) - y).abs().max().ToDouble(), Is.LessThan(1e-12));
    }

    [TestCaseSource(nameof(Names))]
    public void WhatIsSavedHere_HasPeftsKeysTensorsAndValues(string name)
    {
        using var scope = NewDisposeScope();
        using var folder = new TemporaryFolder();
        var (model, _, _) = Reference(name, float32);
        AdaptedModel.FromPretrainedAsync(model, Path.Combine(Golden, name), Compiler.Services).GetAwaiter().GetResult().Save(folder.Path);

        var (theirs, _) = SafetensorsTensors.Read(Path.Combine(Golden, name, AdaptedModel.TensorFile));
        var (ours, _) = SafetensorsTensors.Read(Path.Combine(folder.Path, AdaptedModel.TensorFile));
        Assert.That(ours.Keys, Is.EquivalentTo(theirs.Keys));
        foreach (var (key, tensor) in theirs)
        {
            Assert.That(ours[key].dtype, Is.EqualTo(tensor.dtype), key);
            Assert.That(ours[key].shape, Is.EqualTo(tensor.shape), key);
            Assert.That(ours[key].ToArray<float>(), Is.EqualTo(tensor.ToArray<float>()), key);
        }

        var (expected, found) = (Config(Path.Combine(Golden, name)), Config(folder.Path));
        foreach (var (key, value) in expected)
            if (!AboutTheFile.Contains(key) && !(Off.Contains(value) && !found.ContainsKey(key)))
                Assert.That(found.GetValueOrDefault(key), Is.EqualTo(value), key);
        Assert.That(found.Keys.Except(expected.Keys), Is.EqualTo(new[] { "qaahybrid" }), "keys that PEFT does not know");
    }

    private static (TwoLinears Model, Tensor X, Tensor Y) Reference(string name, ScalarType dtype = ScalarType.Float64)
    {
        var (tensors, _) = SafetensorsTensors.Read(Path.Combine(Golden, name, "reference.safetensors"));
        var model = new TwoLinears(dtype: dtype);
        using var guard = no_grad();
        foreach (var (key, layer) in (ReadOnlySpan<(string, Linear)>)[("q_proj", model.Q), ("v_proj", (Linear)model.v_proj)])
        {
            layer.weight.copy_(tensors[key + ".weight"]);
            layer.bias!.copy_(tensors[key + ".bias"]);
        }
        return (model, tensors["x"], tensors["y"]);
    }

    /// <summary>Keys and values, numbers in one form: 6e-05 is 0.00006.</summary>
    private static Dictionary<string, string> Config(string folder)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, AdaptedModel.ConfigFile)));
        return document.RootElement.EnumerateObject().ToDictionary(
            entry => entry.Name, entry => entry.Value.ValueKind == JsonValueKind.Number ? $"{entry.Value.GetDouble():R}" : JsonSerializer.Serialize(entry.Value));
    }
}
