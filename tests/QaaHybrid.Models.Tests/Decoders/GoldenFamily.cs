using System.Text.Json;
using System.Text.Json.Nodes;

namespace QaaHybrid.Models.Tests;

/// <summary>A decoder of <c>golden/</c> with what <c>make.py</c> computed for it in double precision.</summary>
internal sealed class GoldenFamily : IDisposable
{
    private readonly JsonNode file;
    private readonly DisposeScope scope = torch.NewDisposeScope();

    public GoldenFamily(string name, LoadOptions? options = null)
    {
        file = JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, name + ".json")))!;
        using var folder = new TemporaryFolder();
        WriteCheckpoint(folder);
        Model = CausalLM.from_pretrained(folder.Path, options ?? new LoadOptions());
    }

    public static IEnumerable<string> Names => Directory.EnumerateFiles(Folder, "*.json").Select(path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal);

    public CausalLM Model { get; }

    public string Architecture => (string)file["config"]!["architectures"]![0]!;

    public Tensor InputIds => Integers("input_ids");

    public Tensor Labels => Integers("labels");

    public Tensor AttentionMask => Integers("attention_mask");

    /// <summary>null where nothing is filled, so that both ways through the model are tried.</summary>
    public Tensor? Mask => AttentionMask.eq(0).any().ToBoolean() ? AttentionMask : null;

    /// <summary>Which positions hold tokens: what filling gives has no meaning.</summary>
    public Tensor Tokens => AttentionMask.to(ScalarType.Bool);

    public Tensor Logits
    {
        get
        {
            var rows = file["logits"]!.AsArray().Select(row => row!.Deserialize<double[]>()!).ToList();
            return torch.tensor(rows.SelectMany(row => row).ToArray(), [.. InputIds.shape, Model.Config.VocabSize]);
        }
    }

    /// <summary>Of the states of all tokens in front of the first layer, between layers and behind the last norm: the norm and the product with <see cref="Direction"/>.</summary>
    public IReadOnlyList<(double Norm, double Product)> States => [.. file["states"]!.AsArray().Select(entry => ((double)entry![0]!, (double)entry[1]!))];

    public double Loss => (double)file["loss"]!;

    /// <summary>Of each weight's gradient, in the file's layout: its shape, its norm and its product with <see cref="Direction"/>.</summary>
    public IEnumerable<(string Name, long[] Shape, double Norm, double Product)> Gradients =>
        file["gradients"]!.AsObject().Select(entry => (entry.Key, entry.Value![0]!.Deserialize<long[]>()!, (double)entry.Value[1]!, (double)entry.Value[2]!));

    public static Tensor Direction(string name, long[] shape) => torch.tensor(HashedNoise.Of("direction " + name, shape.Aggregate(1L, (a, b) => a * b)), shape);

    /// <summary>The checkpoint as Hugging Face would have it.</summary>
    public void WriteCheckpoint(TemporaryFolder folder)
    {
        File.WriteAllText(folder.File(PretrainedConfig.FileName), file["config"]!.ToJsonString());
        SafetensorsTensors.Save(folder.File(ModelWeights.FileName), Gradients.Select(entry => (entry.Name, HashedNoise.Weight(entry.Name, entry.Shape))));
    }

    public void Dispose() => scope.Dispose();

    private static string Folder => Repository.File("tests", "QaaHybrid.Models.Tests", "Decoders", "golden");

    private Tensor Integers(string key)
    {
        var rows = file[key]!.Deserialize<long[][]>()!;
        return torch.tensor(rows.SelectMany(row => row).ToArray(), [rows.Length, rows[0].Length]);
    }
}
