
namespace QaaHybrid.Models.Tests;

/// <summary>A decoder of <c>golden/</c> with what <c>make.py</c> computed for it in double precision.</summary>
internal sealed class GoldenDecoder : IDisposable
{
    private readonly Dictionary<string, Tensor> tensors;
    private readonly DisposeScope scope = torch.NewDisposeScope();

    public GoldenDecoder(string name)
    {
        (tensors, var metadata) = SafetensorsTensors.Read(Path(name));
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File(PretrainedConfig.FileName), metadata["config"]);
        SafetensorsTensors.Save(folder.File(ModelWeights.FileName), Weights);
        Model = (LlamaForCausalLM)CausalLM.from_pretrained(folder.Path);
    }

    public LlamaForCausalLM Model { get; }

    /// <summary>The weights under the model's names.</summary>
    public IEnumerable<(string Name, Tensor Tensor)> Weights =>
        tensors.Where(pair => pair.Key.StartsWith("model.", StringComparison.Ordinal) || pair.Key.StartsWith("lm_head.", StringComparison.Ordinal)).Select(pair => (pair.Key, pair.Value));

    public Tensor this[string name] => tensors[name];

    /// <summary>null where nothing is filled, so that both ways through the model are tried.</summary>
    public Tensor? Mask => tensors["attention_mask"].eq(0).any().ToBoolean() ? tensors["attention_mask"] : null;

    public static string Path(string name) => Repository.File("tests", "QaaHybrid.Models.Tests", "Decoders", "Llama", "golden", name + ".safetensors");

    /// <summary>‖found − expected‖ / ‖expected‖.</summary>
    public static double RelativeError(Tensor found, Tensor expected)
    {
        var (a, b) = (found.ToArray<double>(), expected.ToArray<double>());
        Assert.That(found.shape, Is.EqualTo(expected.shape));
        return Math.Sqrt(a.Zip(b, (x, y) => (x - y) * (x - y)).Sum() / b.Sum(y => y * y));
    }

    public void Dispose() => scope.Dispose();
}
