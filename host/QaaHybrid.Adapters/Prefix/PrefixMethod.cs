namespace QaaHybrid.Adapters.Prefix;

/// <summary>Prefix tuning (Li and Liang, arXiv 2101.00190): trained keys and values of virtual tokens in front of every sequence, in every layer.</summary>
public sealed class PrefixMethod : IAdapterMethod
{
    internal const string Zero = "zero";

    /// <inheritdoc/>
    public string Name => "prefix";

    /// <inheritdoc/>
    public string PeftType => "PREFIX_TUNING";

    /// <inheritdoc/>
    public string Summary => "trained keys and values of virtual tokens in front of every text (num_virtual_tokens, prefix_projection, encoder_hidden_size, init_weights)";

    // The sizes of the model that the prefix was trained for; they follow from the model.
    /// <inheritdoc/>
    public IReadOnlyList<string> IgnoredKeys => [PrefixAdapter.LayersKey, PrefixAdapter.WidthKey, PrefixAdapter.HeadsKey, PrefixAdapter.SubmodulesKey];

    /// <inheritdoc/>
    public IMethodConfig Configure(AdapterOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var projection = options.Bool("prefix_projection", false);
        return new PrefixConfig(options.Int("num_virtual_tokens", 20), projection, options.OptionalInt("encoder_hidden_size"), options.Text("init_weights") switch
        {
            null => false,
            Zero => true,
            var other => throw new AdapterOptionException("init_weights", $"prefix: option 'init_weights' is '{other}', expected {Zero} or nothing"),
        });
    }
}
