using QaaHybrid.Adapters;

namespace QaaHybrid.Training;

/// <summary>
/// Where the circuits of the adapters run while they are trained, in place of the simulator that trains: every forward pass and every gradient is then made of circuits
/// that are run there, one for each hidden vector and each shift.
/// </summary>
/// <example>
/// <code>
/// backend: { name: simulator, shots: 500, gradient: shift, input_gradient: shift }
/// backend: { name: azure:ionq.simulator, shots: 500, gradient: spsa, input_gradient: none, budget: 20usd }
/// </code>
/// </example>
public sealed record BackendRecipe
{
    /// <summary>What stands before the target of a backend on Azure Quantum.</summary>
    public const string AzurePrefix = "azure:";

    /// <summary><c>name</c>: <c>simulator</c>, <c>qsharp</c>, or <c>azure:TARGET</c>.</summary>
    public string Name { get; init; } = "simulator";

    /// <summary><c>shots</c>: how often each circuit is measured; null, where the key is not written, takes exact values.</summary>
    public int? Shots { get; init; }

    /// <summary><c>gradient</c>: how the angles' gradient is measured, <c>shift</c> or <c>spsa</c>.</summary>
    public AngleGradient Gradient { get; init; } = AngleGradient.Shift;

    /// <summary><c>spsa_samples</c>: directions that SPSA averages for each vector.</summary>
    public int SpsaSamples { get; init; } = new ExecutionOptions().SpsaSamples;

    /// <summary><c>spsa_step</c>: how far SPSA goes in each, radians.</summary>
    public double SpsaStep { get; init; } = new ExecutionOptions().SpsaStep;

    /// <summary>
    /// <c>input_gradient</c>: where the gradient with respect to the embedded vectors comes from when something below a circuit is trained, <c>shift</c>,
    /// <c>simulator</c> or <c>none</c>, which refuses such a model.
    /// </summary>
    public InputGradient InputGradient { get; init; } = InputGradient.Shift;

    /// <summary><c>evaluate</c>: what the held-out examples are measured on, <c>simulator</c> (exact) or <c>backend</c>.</summary>
    public bool EvaluatesOnBackend { get; init; }

    /// <summary><c>noise</c> (simulator): a noise-model file; empty simulates none.</summary>
    public string Noise { get; init; } = "";

    /// <summary><c>mitigation</c>: <c>none</c>, or <c>readout</c>, which calibrates the read-out first, and with <see cref="Packing"/> on spare qubits of every job.</summary>
    public string Mitigation { get; init; } = NoMitigation;

    /// <summary><c>zne</c>: zero-noise extrapolation, <c>none</c>, <c>linear</c>, <c>exponential</c> or <c>richardson</c>.</summary>
    public string Zne { get; init; } = NoMitigation;

    /// <summary><c>zne_scales</c>: noise scales of the folded circuits.</summary>
    public IReadOnlyList<double> ZneScales { get; init; } = [1, 3, 5];

    /// <summary>
    /// <c>workspace</c> (azure): <c>environment</c>, or <c>emulator</c> for the emulator on this machine. A connection string holds a key and does not stand in recipes,
    /// of which every run keeps a copy.
    /// </summary>
    public string Workspace { get; init; } = "environment";

    /// <summary><c>budget</c> (azure): the most that all jobs of the run together may cost, such as <c>20usd</c>; empty sets no limit.</summary>
    public string Budget { get; init; } = "";

    /// <summary><c>accept_unknown_price</c> (azure): whether jobs whose price cannot be known beforehand are sent.</summary>
    public bool AcceptsUnknownPrice { get; init; }

    /// <summary><c>debias</c> (azure, IonQ's targets): what is sent about debiasing; null, where the key is not written, sends nothing, and its machines debias then.</summary>
    public bool? Debias { get; init; }

    /// <summary><c>packing</c> (azure): whether circuits are put side by side on a target's qubits; otherwise each is a job of its own.</summary>
    public bool Packing { get; init; }

    /// <summary><c>concurrency</c> (azure): jobs under way at a time.</summary>
    public int Concurrency { get; init; } = 16;

    /// <summary>File and line of the section.</summary>
    public string Place { get; init; } = "recipe";

    /// <summary>How circuits are run.</summary>
    public ExecutionOptions Options => new()
    {
        Shots = Shots, Gradient = Gradient, InputGradient = InputGradient, SpsaSamples = SpsaSamples, SpsaStep = SpsaStep,
    };

    /// <summary>The word that takes mitigation away.</summary>
    public const string NoMitigation = "none";

    /// <summary>Whether the circuits go to Azure Quantum, or to an emulator of it.</summary>
    public bool IsAzure => Name.StartsWith(AzurePrefix, StringComparison.Ordinal);

    /// <summary>The refusal of one of the keys.</summary>
    /// <param name="key">The key.</param>
    /// <param name="what">What was found, what is allowed.</param>
    public RecipeException Refuse(string key, string what) => new(new RecipeProblem(Place, $"backend.{key}", what));
}
