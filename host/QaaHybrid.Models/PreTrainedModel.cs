namespace QaaHybrid.Models;

/// <summary>
/// A transformer of any family and with any head. Parameters and modules carry Hugging Face's names: they are the names of the weights in its files, and
/// those by which adapters find their places. A new model has no weights yet (all read as 0 and take no memory): load them, or draw them by
/// <see cref="WeightInitialization.InitializeWeights{T}"/>.
/// </summary>
public abstract class PreTrainedModel : nn.Module<Tensor, Tensor>
{
    private protected PreTrainedModel(string name) : base(name)
    {
    }

    /// <summary>Sizes and labels.</summary>
    public abstract PretrainedConfig Config { get; }

    /// <summary>
    /// Whether a layer's inner tensors are thrown away in forward and computed again in backward, where they are needed (Chen et al. 2016, arXiv:1604.06174):
    /// memory of one layer in place of all, for one more forward pass. Gradients are the same, also with dropout.
    /// </summary>
    public bool gradient_checkpointing { get; set; }

    /// <summary>
    /// Keys and values in front of every sequence, or null. Called once in each pass, and once for each <see cref="KeyValueCache"/>, so that gradients reach what
    /// they are computed from.
    /// </summary>
    /// <exception cref="NotSupportedException">The family takes none: <see cref="PretrainedConfig.KeyValues"/> is null.</exception>
    public Func<PrefixStates>? prefix
    {
        get;
        set => field = value is null || Config.KeyValues is not null ? value : throw new NotSupportedException(
            $"{GetType().Name} takes no prefix of keys and values; decoders, BERT and RoBERTa do");
    }

    /// <summary>Number of virtual tokens of <see cref="prefix"/>; a sequence can be that much shorter than the model's positions.</summary>
    public int PrefixLength
    {
        get
        {
            using var scope = torch.NewDisposeScope();
            using var unrecorded = torch.no_grad();
            return (int)(Prefix()?.Length ?? 0);
        }
    }

    /// <summary>
    /// The name in front of all weights but the head's. Files of a model without head lack it; a file of another head shares what is behind it.
    /// </summary>
    internal abstract string BaseModelPrefix { get; }

    /// <summary>Names of the weights that the model's folder did not have, and that were drawn from the seed: those of a new head, to be trained.</summary>
    public IReadOnlyList<string> FreshWeights { get; internal set; } = [];

    /// <summary>Names of the model's own weights, without those of adapters that may have come since.</summary>
    internal IReadOnlyList<string> WeightNames { get; private set; } = [];

    /// <summary>Writes <c>config.json</c> and <c>model.safetensors</c> into a folder; parts and an index where the weights are larger.</summary>
    /// <param name="folder">Created where it is missing.</param>
    /// <param name="dtype">Element type to store; null stores the weights as they are.</param>
    /// <param name="max_shard_size">Most bytes of weights in one file; a larger weight has a file of its own.</param>
    /// <exception cref="InvalidOperationException">An adapter stands in the place of a layer: merge or remove it first.</exception>
    /// <exception cref="IOException">A file cannot be written; nothing half-written is left.</exception>
    public void save_pretrained(string folder, ScalarType? dtype = null, long max_shard_size = 5_000_000_000) =>
        PretrainedWeights.Save(this, folder, dtype, max_shard_size);

    /// <summary>Whether a weight belongs to the head, which a folder of another model does not have.</summary>
    internal virtual bool IsHead(string name) => !name.StartsWith(BaseModelPrefix + ".", StringComparison.Ordinal);

    /// <summary>Whether a file may hold this tensor although the model has no such weight: it follows from others, or serves another purpose.</summary>
    internal virtual bool IsDerived(string name) => false;

    /// <summary>Whether the file holds this matrix as <c>[in, out]</c>; the model always has it as <c>[out, in]</c>.</summary>
    internal virtual bool IsStoredTransposed(string name) => false;

    /// <summary>The model's name of a weight that stands in a file, possibly under an older name.</summary>
    internal virtual string CurrentName(string stored) => stored;

    /// <summary>
    /// The standard deviation of a weight's start values, normal around <see cref="StartMean"/>; 0 makes it constant. By default vectors are constant and matrices
    /// have the configuration's width.
    /// </summary>
    internal virtual double StartDeviation(string name, Parameter parameter) => parameter.dim() == 1 ? 0 : Config.InitializerRange;

    /// <summary>The mean of a weight's start values: 1 for the factors of a norm, 0 for all else.</summary>
    internal virtual double StartMean(string name, Parameter parameter) => parameter.dim() == 1 && !name.EndsWith("bias", StringComparison.Ordinal) ? 1 : 0;

    /// <summary>This pass's prefix, or null.</summary>
    /// <exception cref="ArgumentException">It does not fit the model.</exception>
    private protected PrefixStates? Prefix() => prefix?.Invoke().Checked(Config.KeyValues!.Value);

    /// <summary>A sequence with its prefix has a position for each token.</summary>
    private protected static void CheckPositions(long tokens, long prefix, long positions, string argument)
    {
        if (tokens > positions - prefix)
            throw new ArgumentException($"a sequence of {tokens} tokens is longer than the model's {positions} positions"
                + (prefix > 0 ? $" without the {prefix} of the prefix" : ""), argument);
    }

    /// <inheritdoc/>
    protected override void RegisterComponents()
    {
        base.RegisterComponents();
        WeightNames = [.. named_parameters().Select(pair => pair.name)];
    }

    /// <summary>Reads the model in a folder, whatever its family, with the head that is asked for.</summary>
    private protected static T Load<T>(string folder, LoadOptions options)
        where T : PreTrainedModel
    {
        var config = PretrainedConfig.FromFile(Path.Combine(folder, PretrainedConfig.FileName));
        config = options.Configure?.Invoke(config) ?? config;
        var model = ModelFamilies.Create<T>(config, Path.Combine(folder, PretrainedConfig.FileName));
        PretrainedWeights.Load(model, folder, config.Architecture, options);
        model.eval();
        return model;
    }

    /// <summary>A model of a configuration with fresh weights.</summary>
    private protected static T Draw<T>(PretrainedConfig config, int seed)
        where T : PreTrainedModel
    {
        ArgumentNullException.ThrowIfNull(config);
        return ModelFamilies.Create<T>(config, nameof(config)).InitializeWeights(seed);
    }
}
