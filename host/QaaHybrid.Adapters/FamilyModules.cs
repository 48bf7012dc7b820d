using QaaHybrid.Models;

namespace QaaHybrid.Adapters;

/// <summary>
/// What the parts of a block are called in a model's family, so that one recipe fits all of them: <c>@query</c>, <c>@key</c>, <c>@value</c>, <c>@output</c> (behind the
/// heads), <c>@gate</c>, <c>@up</c>, <c>@down</c> (feed-forward). Where one layer makes queries, keys and values together, all three roles mean that one.
/// </summary>
internal sealed class FamilyModules
{
    /// <summary>PEFT's word for every linear layer of the blocks, but no head.</summary>
    public const string AllLinear = "all-linear";

    private static readonly FamilyModules Llama = new("q_proj", "k_proj", "v_proj", "o_proj", "up_proj", "down_proj", gate: "gate_proj");

    private static readonly FamilyModules Bert = new(
        "attention.self.query", "attention.self.key", "attention.self.value", "attention.output.dense", "intermediate.dense", @"/.*\.layer\.\d+\.output\.dense/");

    private static readonly Dictionary<string, FamilyModules> Families = new()
    {
        ["gpt2"] = new("attn.c_attn", "attn.c_attn", "attn.c_attn", "attn.c_proj", "mlp.c_fc", "mlp.c_proj"),
        ["gpt_neo"] = new("q_proj", "k_proj", "v_proj", "out_proj", "mlp.c_fc", "mlp.c_proj"),
        ["gpt_neox"] = new("query_key_value", "query_key_value", "query_key_value", "attention.dense", "dense_h_to_4h", "dense_4h_to_h"),
        ["llama"] = Llama,
        ["mistral"] = Llama,
        ["qwen2"] = Llama,
        ["qwen3"] = Llama,
        ["bert"] = Bert,
        ["roberta"] = Bert,
        ["deberta-v2"] = new("query_proj", "key_proj", "value_proj", "attention.output.dense", "intermediate.dense", @"/.*\.layer\.\d+\.output\.dense/"),
        ["vit"] = new("attention.query", "attention.key", "attention.value", "attention.output.dense", "intermediate.dense", @"/.*\.layer\.\d+\.output\.dense/"),
        ["dinov2"] = new("attention.query", "attention.key", "attention.value", "attention.output.dense", @"/.*mlp\.(fc1|weights_in)/", @"/.*mlp\.(fc2|weights_out)/"),
    };

    private readonly Dictionary<string, string> _roles;

    private FamilyModules(string query, string key, string value, string output, string up, string down, string? gate = null)
    {
        _roles = new() { ["@query"] = query, ["@key"] = key, ["@value"] = value, ["@output"] = output, ["@up"] = up, ["@down"] = down };
        if (gate is not null)
            _roles.Add("@gate", gate);
    }

    /// <summary>The names of a model's family; Llama's for a module of no family.</summary>
    public static FamilyModules Of(nn.Module model) => model is PreTrainedModel { Config.ModelType: var type } ? Families[type] : Llama;

    /// <summary>LoRA's usual place (Hu et al. 2021, §4.2): queries and values. It is PEFT's default for these families too.</summary>
    public IReadOnlyList<string> Usual => [.. new[] { _roles["@query"], _roles["@value"] }.Distinct()];

    /// <summary>Names and expressions in place of roles.</summary>
    /// <exception cref="AdapterOptionException">There is no such role.</exception>
    public IReadOnlyList<string> Resolve(IReadOnlyList<string> patterns) => [.. patterns.Select(Resolve).Distinct()];

    private string Resolve(string pattern) => pattern switch
    {
        // Blocks are numbered; heads and embeddings are not.
        AllLinear => @"/(.*\.)?\d+\..*/",
        ['@', ..] => _roles.GetValueOrDefault(pattern)
            ?? throw new AdapterOptionException("target_modules", $"target_modules: this family has no '{pattern}'; it has {string.Join(", ", _roles.Keys)} and {AllLinear}"),
        _ => pattern,
    };
}
