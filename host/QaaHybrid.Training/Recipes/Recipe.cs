using QaaHybrid.Models;

namespace QaaHybrid.Training;

/// <summary>
/// A fine-tuning run written down: a frozen base model, a task, and the methods to compare on it. The defaults of every key are the
/// initial values of these records, and only there.
/// </summary>
/// <example>
/// <code>
/// name: definitions
/// model: wordnet-small
/// task: { kind: definitions, max_length: 48, train_examples: 20000 }
/// methods:
///   - { name: qaa-z, adapter: qaa, ansatz: QaaHybrid.Ansatz.RYRing, layers: 4, read_out: z, target_modules: [q_proj, o_proj] }
///   - { name: lora-r8, adapter: lora, r: 8, alpha: 16, target_modules: [q_proj, o_proj], optimizer: { lr: 5e-3 } }
/// training: { steps: 300, batch_size: 16, schedule: { name: cosine, warmup_ratio: 0.06 } }
/// </code>
/// </example>
public sealed record Recipe
{
    /// <summary><c>name</c>: what the run is called; part of its folder's name.</summary>
    public string Name { get; init; } = "";

    /// <summary><c>model</c>: a shipped checkpoint by name, or a folder with config.json, tokenizer.json and model.safetensors.</summary>
    public string Model { get; init; } = "";

    /// <summary><c>model_dtype</c>: element type of the frozen model's large weights, <c>float32</c>, <c>bfloat16</c>, <c>float16</c> or <c>float64</c>.</summary>
    public ScalarType ModelDtype { get; init; } = ScalarType.Float32;

    /// <summary>
    /// <c>compute_dtype</c>: of what runs between its layers; null takes <c>model_dtype</c>. A model in bfloat16 with <c>float32</c> here takes half the memory, and
    /// norms and sums stay in single precision. Adapters are in single precision at least in any case.
    /// </summary>
    public ScalarType? ComputeDtype { get; init; }

    /// <summary><c>gradient_checkpointing</c>: whether layers are computed again in backward, for the memory of one layer in place of all.</summary>
    public bool GradientCheckpointing { get; init; }

    /// <summary><c>task</c>: what is learned, and on which examples.</summary>
    public TaskRecipe Task { get; init; } = new();

    /// <summary><c>methods</c>: the adapters to train, each on its own copy of the base model; at least one.</summary>
    public IReadOnlyList<MethodRecipe> Methods { get; init; } = [];

    /// <summary><c>training</c>: how long and how.</summary>
    public TrainingRecipe Training { get; init; } = new();

    /// <summary><c>generation</c>: how the samples of the report are written.</summary>
    public GenerationRecipe Generation { get; init; } = new();

    /// <summary><c>metrics</c>: how the texts of the report are measured.</summary>
    public MetricsRecipe Metrics { get; init; } = new();

    /// <summary><c>comparison</c>: how <c>qaa compare</c> compares the methods.</summary>
    public ComparisonRecipe Comparison { get; init; } = new();

    /// <summary><c>backend</c>: where the circuits run while the adapters are trained; null trains them on the simulator.</summary>
    public BackendRecipe? Backend { get; init; }

    /// <summary><c>seed</c>: every random number of the run follows from it.</summary>
    public long Seed { get; init; } = 1;

    /// <summary><c>threads</c>: threads for tensors and circuits; 0 takes all cores.</summary>
    public int Threads { get; init; }

    /// <summary>The recipe as YAML, overrides included; reading it gives the same recipe.</summary>
    public string Yaml { get; init; } = "";

    /// <summary>How the base model is loaded.</summary>
    internal LoadOptions LoadOptions => new(ModelDtype, ComputeDtype);

    /// <summary>The loaded model with what the recipe asks of its passes.</summary>
    internal T Prepared<T>(T model)
        where T : PreTrainedModel
    {
        model.gradient_checkpointing = GradientCheckpointing;
        return model;
    }
}
