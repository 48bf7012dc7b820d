namespace QaaHybrid.Adapters;

/// <summary>
/// A way of fine-tuning: LoRA, QAA, … One file implements it, one line in <see cref="AdapterRegistry"/> makes it known; no method knows another.
/// </summary>
public interface IAdapterMethod
{
    /// <summary>The word a recipe uses, e.g. <c>lora</c>.</summary>
    string Name { get; }

    /// <summary>
    /// <c>peft_type</c> in <c>adapter_config.json</c>: Hugging Face PEFT's where it has the method, the name in capitals otherwise. Methods that share one (LoRA and
    /// DoRA) tell their files apart by <see cref="Reads"/>.
    /// </summary>
    string PeftType => Name.ToUpperInvariant();

    /// <summary>One plain sentence for <c>--help</c> and reports, with the options in brackets.</summary>
    string Summary { get; }

    /// <summary>Reads and checks the method's own options, before any model is loaded. Their names are the keys of PEFT's configuration where it has the method.</summary>
    /// <exception cref="AdapterOptionException">An option is wrong.</exception>
    IMethodConfig Configure(AdapterOptions options);

    /// <summary>Keys of PEFT's configuration that change nothing here, whatever their value.</summary>
    IReadOnlyList<string> IgnoredKeys => [];

    /// <summary>What a key means that a file of PEFT's does not have, where PEFT's default is another than that of recipes here.</summary>
    IReadOnlyDictionary<string, string> PeftDefaults => NoDefaults;

    private static readonly Dictionary<string, string> NoDefaults = [];

    /// <summary>
    /// Whether PEFT's configuration of the method has the key <c>fan_in_fan_out</c>, which is to be true where the base model's weights lie transposed (GPT-2's Conv1D). It
    /// changes neither names nor shapes of the adapter's tensors.
    /// </summary>
    bool HasFanInFanOut => false;

    /// <summary>Whether a file of this <see cref="PeftType"/> is one of this method's.</summary>
    /// <param name="options">The file's keys and values.</param>
    bool Reads(IReadOnlyDictionary<string, object?> options) => true;
}
