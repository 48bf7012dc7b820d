namespace QaaHybrid.Models;

/// <summary>All families that can be read, one line each.</summary>
public static class ModelFamilies
{
    private static readonly ModelFamily[] All =
    [
        new("gpt2", json => new GPT2Config(json), ModelHead.Of<GPT2Config, GPT2LMHeadModel>(config => new(config))),
        new("gpt_neo", json => new GPTNeoConfig(json), ModelHead.Of<GPTNeoConfig, GPTNeoForCausalLM>(config => new(config))),
        new("gpt_neox", json => new GPTNeoXConfig(json), ModelHead.Of<GPTNeoXConfig, GPTNeoXForCausalLM>(config => new(config))),
        new("llama", json => new LlamaConfig(json), ModelHead.Of<LlamaConfig, LlamaForCausalLM>(config => new(config))),
        new("mistral", json => new MistralConfig(json), ModelHead.Of<MistralConfig, MistralForCausalLM>(config => new(config))),
        new("qwen2", json => new Qwen2Config(json), ModelHead.Of<Qwen2Config, Qwen2ForCausalLM>(config => new(config))),
        new("qwen3", json => new Qwen3Config(json), ModelHead.Of<Qwen3Config, Qwen3ForCausalLM>(config => new(config))),
        new("bert", json => new BertConfig(json),
            ModelHead.Of<BertConfig, BertForMaskedLM>(config => new(config)), ModelHead.Of<BertConfig, BertForSequenceClassification>(config => new(config))),
        new("roberta", json => new RobertaConfig(json),
            ModelHead.Of<RobertaConfig, RobertaForMaskedLM>(config => new(config)), ModelHead.Of<RobertaConfig, RobertaForSequenceClassification>(config => new(config))),
        new("deberta-v2", json => new DebertaV2Config(json),
            ModelHead.Of<DebertaV2Config, DebertaV2ForMaskedLM>(config => new(config)),
            ModelHead.Of<DebertaV2Config, DebertaV2ForSequenceClassification>(config => new(config))),
        new("vit", json => new ViTConfig(json), ModelHead.Of<ViTConfig, ViTForImageClassification>(config => new(config))),
        new("dinov2", json => new Dinov2Config(json), ModelHead.Of<Dinov2Config, Dinov2ForImageClassification>(config => new(config))),
    ];

    /// <summary>The classes under <c>architectures</c> in <c>config.json</c> that are known here.</summary>
    public static IReadOnlyList<string> Architectures { get; } = [.. All.SelectMany(family => family.Heads).Select(head => head.Architecture)];

    /// <summary>The family of an architecture or else of a <c>model_type</c>; null where neither is known.</summary>
    internal static ModelFamily? Find(string? architecture, string? modelType) =>
        All.FirstOrDefault(family => family.Heads.Any(head => head.Architecture == architecture))
        ?? All.FirstOrDefault(family => family.ModelType == modelType);

    /// <summary>A model of a configuration without weights, which read as 0 and take no memory: for counting, whatever its size.</summary>
    /// <exception cref="ModelFileException">The family has no model of this kind.</exception>
    public static T WithoutWeights<T>(PretrainedConfig config)
        where T : PreTrainedModel
    {
        ArgumentNullException.ThrowIfNull(config);
        return Create<T>(config, config.ModelType);
    }

    /// <summary>
    /// A model without weights: that of the configuration's architecture where it is of the kind asked for, otherwise the family's one of that kind.
    /// </summary>
    internal static T Create<T>(PretrainedConfig config, string source)
        where T : PreTrainedModel
    {
        var family = Find(config.Architecture, config.ModelType)!;
        var fitting = family.Heads.Where(head => head.Kind.IsAssignableTo(typeof(T))).ToList();
        var head = fitting.Find(head => head.Architecture == config.Architecture) ?? fitting.FirstOrDefault()
            ?? throw new ModelFileException(source, "key 'architectures'", $"{family.ModelType} has no model of the kind {typeof(T).Name} here, "
                + $"only {string.Join(", ", family.Heads.Select(head => head.Architecture))}");
        return (T)head.Create(config);
    }
}

/// <summary>A family: one <c>model_type</c>, one configuration, one or several heads.</summary>
/// <param name="ModelType">As it stands in <c>config.json</c>.</param>
/// <param name="ReadConfig">Reads the family's own keys.</param>
/// <param name="Heads">The models of the family.</param>
internal sealed record ModelFamily(string ModelType, Func<JsonFile, PretrainedConfig> ReadConfig, params ModelHead[] Heads);

/// <summary>A model of a family.</summary>
/// <param name="Kind">Its class, whose name is the architecture's.</param>
/// <param name="Create">Makes it from the family's configuration, without weights.</param>
internal sealed record ModelHead(Type Kind, Func<PretrainedConfig, PreTrainedModel> Create)
{
    /// <summary>The name under <c>architectures</c>.</summary>
    public string Architecture => Kind.Name;

    public static ModelHead Of<TConfig, TModel>(Func<TConfig, TModel> create)
        where TConfig : PretrainedConfig
        where TModel : PreTrainedModel => new(typeof(TModel), config => create((TConfig)config));
}
