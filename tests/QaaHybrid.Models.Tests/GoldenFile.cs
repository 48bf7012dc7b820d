using System.Text.Json;
using System.Text.Json.Nodes;

namespace QaaHybrid.Models.Tests;

/// <summary>A file that <c>reference.py</c> wrote: a model, what went in, and what came out in double precision.</summary>
internal sealed class GoldenFile(string path)
{
    private readonly JsonNode file = JsonNode.Parse(File.ReadAllText(path))!;

    public static IEnumerable<string> Names(string room) =>
        Directory.EnumerateFiles(Folder(room), "*.json").Select(file => System.IO.Path.GetFileNameWithoutExtension(file)!).Order(StringComparer.Ordinal);

    public static GoldenFile Open(string room, string name) => new(System.IO.Path.Combine(Folder(room), name + ".json"));

    public string Architecture => (string)file["config"]!["architectures"]![0]!;

    public Tensor this[string key]
    {
        get
        {
            var (values, shape) = Flat(file[key]!);
            return values.All(double.IsInteger) && key != "logits" && key != "pixel_values"
                ? torch.tensor(values.Select(value => (long)value).ToArray(), shape)
                : torch.tensor(values, shape);
        }
    }

    public double Loss => (double)file["loss"]!;

    /// <summary>Of each layer's states of all tokens: the norm and the product with <see cref="Direction"/>.</summary>
    public IEnumerable<(double Norm, double Product)> States => file["states"]!.AsArray().Select(entry => ((double)entry![0]!, (double)entry[1]!));

    /// <summary>Of each weight's gradient: its shape, its norm and its product with <see cref="Direction"/>.</summary>
    public IEnumerable<(string Name, long[] Shape, double Norm, double Product)> Gradients =>
        file["gradients"]!.AsObject().Select(Summary);

    /// <summary>The same of a trained tensor that is no weight of the model; null where the file has none.</summary>
    public (string Name, long[] Shape, double Norm, double Product)? Given => file["given"]?.AsObject().Select(Summary).Single();

    public static Tensor Direction(string name, long[] shape) => torch.tensor(HashedNoise.Of("direction " + name, shape.Aggregate(1L, (a, b) => a * b)), shape);

    /// <summary>The checkpoint as Hugging Face would have it.</summary>
    public void WriteCheckpoint(TemporaryFolder folder, Action<Dictionary<string, Tensor>>? change = null)
    {
        File.WriteAllText(folder.File(PretrainedConfig.FileName), file["config"]!.ToJsonString());
        var tensors = Gradients.ToDictionary(entry => entry.Name, entry => HashedNoise.Weight(entry.Name, entry.Shape));
        change?.Invoke(tensors);
        SafetensorsTensors.Save(folder.File(ModelWeights.FileName), tensors.Select(pair => (pair.Key, pair.Value)));
    }

    /// <summary>The model's states and gradients are the file's.</summary>
    public void AssertStates(IEnumerable<Tensor> found)
    {
        var states = found.ToList();
        Assert.That(states, Has.Count.EqualTo(States.Count()));
        foreach (var ((state, (norm, product)), index) in states.Zip(States).Select((pair, index) => (pair, index)))
        {
            Assert.That(state.norm().ToDouble(), Is.EqualTo(norm).Within(1e-4).Percent, $"state {index}");
            Assert.That((state * Direction($"state {index}", state.shape)).sum().ToDouble(), Is.EqualTo(product).Within(1e-5 * norm), $"state {index}");
        }
    }

    public void AssertGradients(PreTrainedModel model)
    {
        var found = model.named_parameters().ToDictionary(pair => pair.name, pair => pair.parameter.grad ?? torch.zeros_like(pair.parameter));
        Assert.That(found.Keys, Is.EquivalentTo(Gradients.Select(gradient => gradient.Name)));
        foreach (var gradient in Gradients)
            AssertGradient(found[gradient.Name], gradient);
    }

    public static void AssertGradient(Tensor found, (string Name, long[] Shape, double Norm, double Product) expected)
    {
        var (name, shape, norm, product) = expected;
        // A key's bias changes all scores of a row alike: its gradient is 0 but for rounding.
        Assert.That(found.norm().ToDouble(), Is.EqualTo(norm).Within(1e-5 * (norm + 1e-1)), name);
        Assert.That((found * Direction(name, shape)).sum().ToDouble(), Is.EqualTo(product).Within(1e-5 * (norm + 1e-1)), name);
    }

    /// <summary>What a model saves is what it was read from, and gives the same numbers.</summary>
    public void AssertSavedAsGiven(PreTrainedModel model)
    {
        using var given = new TemporaryFolder();
        using var saved = new TemporaryFolder();
        WriteCheckpoint(given);
        model.save_pretrained(saved.Path);
        var (a, _) = SafetensorsTensors.Read(given.File(ModelWeights.FileName));
        var (b, _) = SafetensorsTensors.Read(saved.File(ModelWeights.FileName));
        Assert.That(b.Keys, Is.EquivalentTo(a.Keys));
        foreach (var (weight, tensor) in a)
        {
            Assert.That(b[weight].shape, Is.EqualTo(tensor.shape), weight);
            Assert.That(b[weight].ToArray<float>(), Is.EqualTo(tensor.ToArray<float>()), weight);
        }
        Assert.That(PretrainedConfig.FromFile(saved.File(PretrainedConfig.FileName)).Architecture, Is.EqualTo(model.GetType().Name));
        // Configurations with lists in them are equal by their text.
        PretrainedConfig.FromFile(given.File(PretrainedConfig.FileName)).Save(given.File("again.json"));
        Assert.That(File.ReadAllText(saved.File(PretrainedConfig.FileName)), Is.EqualTo(File.ReadAllText(given.File("again.json"))));
    }

    private static string Folder(string room) => Repository.File("tests", "QaaHybrid.Models.Tests", room, "golden");

    private static (string Name, long[] Shape, double Norm, double Product) Summary(KeyValuePair<string, JsonNode?> entry) =>
        (entry.Key, entry.Value![0]!.Deserialize<long[]>()!, (double)entry.Value[1]!, (double)entry.Value[2]!);

    private static (double[] Values, long[] Shape) Flat(JsonNode node)
    {
        if (node is not JsonArray array)
            return ([(double)node], []);
        var parts = array.Select(part => Flat(part!)).ToList();
        return ([.. parts.SelectMany(part => part.Values)], [parts.Count, .. parts[0].Shape]);
    }
}
