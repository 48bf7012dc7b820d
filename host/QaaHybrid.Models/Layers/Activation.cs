namespace QaaHybrid.Models;

/// <summary>Activations by the names that stand in <c>config.json</c>.</summary>
internal static class Activation
{
    /// <summary>The names that are known.</summary>
    public static IReadOnlyList<string> Names { get; } = ["gelu", "gelu_new", "gelu_pytorch_tanh", "gelu_fast", "relu", "silu", "swish", "tanh"];

    /// <summary>
    /// The function of a name: GELU is x · Φ(x) (Hendrycks and Gimpel 2016, arXiv:1606.08415); those of other names with gelu replace Φ by
    /// ½ (1 + tanh(√(2/π) (x + 0.044715 x³))).
    /// </summary>
    public static Func<Tensor, Tensor> Of(string name) => name switch
    {
        "gelu" => x => x.gelu(),
        "gelu_new" or "gelu_pytorch_tanh" or "gelu_fast" => x => x.gelu("tanh"),
        "relu" => x => x.relu(),
        "silu" or "swish" => x => x.silu(),
        "tanh" => x => x.tanh(),
        _ => throw new ArgumentException($"the activation is '{name}', known: {string.Join(", ", Names)}", nameof(name)),
    };

    /// <summary>The activation that a key names; <paramref name="missing"/> where the key is missing.</summary>
    public static string Read(JsonFile json, string key, string missing) =>
        json[key] is not { HasValue: true } value ? missing : Names.Contains(value.Text()) ? value.Text() : throw value.Unsupported("the activation", [.. Names]);
}
