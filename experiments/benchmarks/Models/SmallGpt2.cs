using System.Globalization;
using QaaHybrid.Adapters;
using QaaHybrid.Models;
using QaaHybrid.Torch;
using static QaaHybrid.Torch.torch;

namespace QaaHybrid.Benchmarks;

/// <summary>A checkpoint of GPT-2 small's shape in the temporary folder, 124 million random weights in 498 MB, and what is trained on it; gone when disposed.</summary>
internal sealed class SmallGpt2 : IDisposable
{
    public const int Batch = 4, Length = 128;

    private static readonly GPT2Config Shape = new()
    {
        VocabSize = 50257, HiddenSize = 768, NumHiddenLayers = 12, NumAttentionHeads = 12, MaxPositionEmbeddings = 1024, ResidPdrop = 0, EmbdPdrop = 0, AttnPdrop = 0,
    };

    public SmallGpt2()
    {
        Folder = Path.Combine(Path.GetTempPath(), $"qaa-bench-model-{Environment.ProcessId.ToString(CultureInfo.InvariantCulture)}");
        using (var model = CausalLM.from_config(Shape, seed: 1))
            model.save_pretrained(Folder);
        GC.Collect();
    }

    public string Folder { get; }

    /// <summary>Ids that look random, <c>[4, 128]</c>.</summary>
    public static Tensor Ids() => tensor(Enumerable.Range(0, Batch * Length).Select(i => i * 7919L % Shape.VocabSize).ToArray(), [Batch, Length]);

    public CausalLM Load(LoadOptions? options = null) => CausalLM.from_pretrained(Folder, options ?? new LoadOptions());

    /// <summary>Puts an adapter on the projection to queries, keys and values of every layer: LoRA with r = 8, or QAA as it comes.</summary>
    public static Task<AdaptedModel> AdaptAsync(CausalLM model, string method, QaaSession session, int threads, CancellationToken cancellationToken)
    {
        var options = new Dictionary<string, object?> { ["target_modules"] = "c_attn" };
        if (method == "lora")
            options["r"] = 8;
        return AdaptedModel.InjectAsync(model, AdapterRegistry.Configure(method, options), session.Services(seed: 1, threads), cancellationToken);
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
