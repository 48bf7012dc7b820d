using QaaHybrid.Models;
using QaaHybrid.Torch.Modules;
using static System.FormattableString;

namespace QaaHybrid.Adapters.Prefix;

/// <summary>The options of prefix tuning.</summary>
/// <param name="VirtualTokens">m, how many virtual tokens stand in front.</param>
/// <param name="Projection">Whether keys and values are computed from smaller embeddings by a network of two layers while they are trained; only they themselves are saved.</param>
/// <param name="EncoderHiddenSize">The inner width of that network; null is the width of one layer's keys.</param>
/// <param name="StartsAtZero">Keys and values start at zero, as PEFT's <c>init_weights="zero"</c>. They still take a part of the attention, so that the model is not the base model at the start either.</param>
public sealed record PrefixConfig(int VirtualTokens, bool Projection, int? EncoderHiddenSize, bool StartsAtZero) : IBudgetedModelMethod
{
    /// <inheritdoc/>
    public IReadOnlyDictionary<string, object?> Options => new Dictionary<string, object?>
    {
        ["num_virtual_tokens"] = VirtualTokens, ["prefix_projection"] = Projection, ["encoder_hidden_size"] = EncoderHiddenSize, ["init_weights"] = StartsAtZero ? PrefixMethod.Zero : null,
    };

    /// <inheritdoc/>
    public ModelAdapter Attach(nn.Module model, Func<string, bool> leftOut, AdapterScope scope)
    {
        ArgumentNullException.ThrowIfNull(scope);
        var (taking, shape) = ShapeOf(model);
        var positions = taking.Config is TextConfig text ? text.MaxPositions : int.MaxValue;
        if (VirtualTokens >= positions)
            throw new AdapterOptionException("num_virtual_tokens", $"prefix: {VirtualTokens} virtual tokens leave no position for a text: {model.GetName()} has {positions}");
        return new PrefixAdapter(taking, shape, this, scope);
    }

    /// <inheritdoc/>
    public (IModelMethod Method, string Reason) Fit(nn.Module model, long budget)
    {
        var width = ShapeOf(model).Shape.Width;
        var tokens = (int)(budget / width);
        return tokens > 0
            ? (this with { VirtualTokens = tokens }, Invariant($"{tokens} virtual tokens: each has {width} numbers, keys and values of all layers"))
            : throw new AdapterOptionException("budget", Invariant($"prefix: one virtual token has {width:#,0} numbers, the budget is {budget:#,0}"));
    }

    private static (PreTrainedModel Model, KeyValueShape Shape) ShapeOf(nn.Module model) => model is PreTrainedModel { Config.KeyValues: { } shape } taking
        ? (taking, shape)
        : throw new AdapterOptionException("adapter", $"prefix puts keys and values in front of a text, and {model.GetName()} takes none; decoders, BERT and RoBERTa do");
}
