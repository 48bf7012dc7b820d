using QaaHybrid.Adapters;
using QaaHybrid.Models;
using QaaHybrid.Torch;

namespace QaaHybrid;

/// <summary>What one method, or a variant of it, was found to do on a small random model.</summary>
/// <param name="Name">The method.</param>
/// <param name="Options">The variant's options, <c>key=value</c> behind spaces; empty is the method as it comes.</param>
/// <param name="Start">Largest difference of a logit from the base model's before any training: 0 up to rounding where the method starts as the base model.</param>
/// <param name="MergeObstacle">Why it cannot be merged; null where it can.</param>
/// <param name="MergeError">Largest difference of a logit between the merged model and the model with the adapter beside it, behind random changes; null where it cannot be merged.</param>
/// <param name="UnmergeError">Largest difference of a logit between the base model and the unmerged one; null where it cannot be merged.</param>
/// <param name="Format">Whose file format it is saved in.</param>
public sealed record MethodFinding(string Name, string Options, double Start, string? MergeObstacle, double? MergeError, double? UnmergeError, string Format);

/// <summary>Every method on a small random model in double precision: is it the base model at its start, does it merge and unmerge, and in whose format is it saved?</summary>
public static class MethodTable
{
    // What PEFT 0.20 has under these names.
    private static readonly HashSet<string> Peft = ["LORA", "VERA", "FOURIERFT", "PREFIX_TUNING", "OFT", "BOFT", "HRA"];

    // What a method cannot do without on this model.
    private static readonly Dictionary<string, string> Needed = new() { ["head"] = "modules_to_save=ln_f" };

    // Variants that differ from their method in one of the columns.
    private static readonly (string Method, string Options)[] Variants =
    [
        ("fourierft", "init_weights=true"), ("quic", "compound_type=max"), ("quic", "compound_type=avg"), ("quic", "num_adapters=2 stack=sum"), ("quic", "additive=true"),
        ("qaa", "read_out=probabilities"), ("qaa", "read_out=amplitudes target_modules=@output"),
    ];

    /// <summary>Examines all methods and their variants.</summary>
    /// <param name="session">Circuits.</param>
    /// <param name="cancellationToken">Ends it between two methods.</param>
    public static async Task<IReadOnlyList<MethodFinding>> ExamineAsync(QaaSession session, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(session);
        var config = new GPT2Config { VocabSize = 61, HiddenSize = 64, NumHiddenLayers = 2, NumAttentionHeads = 4, MaxPositionEmbeddings = 64, ResidPdrop = 0, EmbdPdrop = 0, AttnPdrop = 0, InitializerRange = 0.2 };
        var findings = new List<MethodFinding>();
        foreach (var method in AdapterRegistry.Methods)
            foreach (var options in Variants.Where(variant => variant.Method == method.Name).Select(variant => variant.Options).Prepend(Needed.GetValueOrDefault(method.Name, "")))
            {
                cancellationToken.ThrowIfCancellationRequested();
                findings.Add(await ExamineAsync(session, config, method, options, cancellationToken).ConfigureAwait(true));
            }
        return findings;
    }

    private static async Task<MethodFinding> ExamineAsync(QaaSession session, GPT2Config config, IAdapterMethod method, string options, CancellationToken cancellationToken)
    {
        using var model = CausalLM.from_config(config, seed: 1);
        model.eval();
        foreach (var parameter in model.parameters())
            parameter.set_data(parameter.to(ScalarType.Float64));
        var keys = options.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(option => option.Split('=', 2)).ToDictionary(option => option[0], option => (object?)option[1]);
        if (AdapterRegistry.Configure(method.Name, keys) is { Own: ILayerMethod, Placement.TargetModules: null })
            keys["target_modules"] = "@output,@down";
        var bare = Logits(model);
        var adapted = await AdaptedModel.InjectAsync(model, AdapterRegistry.Configure(method.Name, keys), session.Services(seed: 1, threads: 1), cancellationToken).ConfigureAwait(true);
        var start = Distance(Logits(model), bare);
        Disturb(adapted);
        var format = Peft.Contains(method.PeftType) ? "PEFT" : method.PeftType == "COMPOUND" ? "compound-peft" : "ours";
        if (adapted.MergeObstacle is { } obstacle)
            return new MethodFinding(method.Name, options, start, obstacle, null, null, format);
        var beside = Logits(model);
        adapted.Merge();
        var merged = Distance(Logits(model), beside);
        adapted.Unmerge();
        adapted.Remove();
        return new MethodFinding(method.Name, options, start, null, merged, Distance(Logits(model), bare), format);
    }

    private static double[] Logits(CausalLM model)
    {
        using var scope = torch.NewDisposeScope();
        using var unrecorded = torch.no_grad();
        return model.forward(torch.tensor(Enumerable.Range(0, 24).Select(i => i * 7L % 61).ToArray(), [2, 12])).ToArray<double>();
    }

    private static void Disturb(AdaptedModel adapted)
    {
        using var scope = torch.NewDisposeScope();
        using var unrecorded = torch.no_grad();
        torch.manual_seed(2);
        foreach (var (_, parameter) in adapted.TrainableParameters)
            parameter.add_(torch.randn(parameter.shape, dtype: parameter.dtype), alpha: 0.1);
    }

    private static double Distance(double[] one, double[] other) => one.Zip(other, (a, b) => Math.Abs(a - b)).Max();
}
