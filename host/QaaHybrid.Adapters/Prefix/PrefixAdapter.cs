using QaaHybrid.Models;
using QaaHybrid.Torch.Modules;

namespace QaaHybrid.Adapters.Prefix;

/// <summary>
/// Keys and values of m virtual tokens, <c>prompt_embeddings</c> of [m, 2·layers·heads·d] in PEFT's order: of each token the first layer's key, its value, the second layer's
/// key …; heads are those of keys, fewer than those of queries where they are shared. With a projection they are computed while they are trained, and the network that
/// does it is dropped when they are read from a file.
/// </summary>
internal sealed class PrefixAdapter : ModelAdapter
{
    public const string LayersKey = "num_layers", WidthKey = "token_dim", HeadsKey = "num_attention_heads", SubmodulesKey = "num_transformer_submodules";

    private const string FileKey = "prompt_embeddings";

    private readonly PreTrainedModel _model;
    private readonly KeyValueShape _shape;
    private readonly PrefixConfig _config;
    private readonly Parameter _embeddings;
    private readonly Lazy<PrefixEncoder> _encoder;
    private bool _projects;

    public PrefixAdapter(PreTrainedModel model, KeyValueShape shape, PrefixConfig config, AdapterScope scope)
    {
        (_model, _shape, _config, _projects) = (model, shape, config, config.Projection);
        var type = model.parameters().First().dtype == ScalarType.Float64 ? ScalarType.Float64 : ScalarType.Float32;
        scope.SeedFor(FileKey);
        long[] size = [config.VirtualTokens, shape.Width];
        _embeddings = nn.Parameter(config.StartsAtZero || _projects ? zeros(size, dtype: type) : randn(size, dtype: type), !_projects);
        // Large, and not needed where only numbers are counted.
        _encoder = new(() =>
        {
            scope.SeedFor(nameof(PrefixEncoder));
            return new PrefixEncoder(config.VirtualTokens, Width, Hidden, shape.Width, type, config.StartsAtZero);
        });
    }

    private long Width => (long)_shape.Heads * _shape.HeadDim;

    private long Hidden => _config.EncoderHiddenSize ?? Width;

    public override IEnumerable<(string Name, Tensor Tensor)> Tensors
    {
        get
        {
            if (_projects)
            {
                using var unrecorded = no_grad();
                using var computed = Embeddings();
                _embeddings.copy_(computed);
            }
            return [(FileKey, _embeddings)];
        }
    }

    public override IEnumerable<(string Name, Tensor Tensor)> State => _projects ? _encoder.Value.Parameters : Tensors;

    public override IEnumerable<ModuleCount> Modules
    {
        get
        {
            var stored = _embeddings.numel();
            var trained = _projects ? PrefixEncoder.Count(_config.VirtualTokens, Width, Hidden, _shape.Width) : stored;
            return [new ModuleCount(FileKey, stored, trained, Math.Min(stored, trained))];
        }
    }

    public override IReadOnlyDictionary<string, object?> ModelKeys => new Dictionary<string, object?>
    {
        [LayersKey] = _shape.Layers, [WidthKey] = Width, [HeadsKey] = _shape.Heads, [SubmodulesKey] = 1,
    };

    public override string? MergeObstacle => "its keys and values stand in front of every text, and no weight of the model holds them";

    public override string FileName(string name) => name.StartsWith(AdaptedModel.Prefix, StringComparison.Ordinal)
        // PEFT wraps a model whose layers stay as they are once less.
        ? "base_model." + name[AdaptedModel.Prefix.Length..]
        : name;

    public override void Activate()
    {
        if (_projects)
            _ = _encoder.Value;
        _model.prefix = () => PrefixStates.FromEmbeddings(Embeddings(), _shape);
    }

    public override void Deactivate() => _model.prefix = null;

    public override void Merge() => throw new NotSupportedException();

    public override void Unmerge() => throw new NotSupportedException();

    public override void OnLoaded()
    {
        _projects = false;
        _embeddings.requires_grad_(true);
    }

    // The network goes on from where it was.
    public override void OnStateLoaded()
    {
    }

    private Tensor Embeddings() => _projects ? _encoder.Value.Forward() : _embeddings;
}
