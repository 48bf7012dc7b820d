using System.Numerics;
using QaaHybrid.Adapters.Parts;
using QaaHybrid.Circuits;
using QaaHybrid.Torch.Modules;

namespace QaaHybrid.Adapters.Qaa;

/// <summary>The options of QAA.</summary>
/// <param name="Project">Folder of the Q# project with the ansatz; null is the shipped library.</param>
/// <param name="Ansatz">Full name of a Q# operation of <c>(theta : Double[], qubits : Qubit[]) : Unit</c>.</param>
/// <param name="Layers">Handed to the ansatz's <c>…Parameters(qubits, layers)</c> function, which says how many angles that makes.</param>
/// <param name="Parameters">The number of angles, where the ansatz has no such function; null asks it.</param>
/// <param name="ReadOut">How the change is read from the register.</param>
/// <param name="Scale">s: fixed, but the start value of the trained scale for probabilities without an up-projection.</param>
/// <param name="Bias">Whether the up-projection has a bias.</param>
/// <param name="TrainAngles">False keeps the random start angles: the control that shows what training them adds.</param>
public sealed partial record QaaConfig(
    string? Project,
    string Ansatz,
    int Layers,
    int? Parameters,
    QaaReadOut ReadOut,
    double Scale,
    bool Bias,
    bool TrainAngles) : ICircuitBudgetedMethod
{
    /// <summary>How the length of the embedded vector comes back.</summary>
    public QaaNorm Norm { get; init; }

    /// <summary>m: a down-projection to so many coordinates stands before the embedding; null embeds the full vector.</summary>
    public int? Bottleneck { get; init; }

    /// <summary>The same for single layers, by their full names.</summary>
    public IReadOnlyDictionary<string, int> BottleneckPattern { get; init; } = new Dictionary<string, int>();

    /// <summary>Whether the down-projection is trained from its random start with orthonormal rows.</summary>
    public bool TrainBottleneck { get; init; } = true;

    /// <summary>⟨Z⟩ is read of so many qubits, the last ones; null is all.</summary>
    public int? MeasuredQubits { get; init; }

    /// <summary>The same for single layers, by their full names.</summary>
    public IReadOnlyDictionary<string, int> MeasuredPattern { get; init; } = new Dictionary<string, int>();

    /// <summary>Whether the embedded vector also turns the angles.</summary>
    public bool Reupload { get; init; }

    /// <summary>Standard deviation of normally distributed start angles; null draws them uniformly from [−π, π).</summary>
    public double? StartDeviation { get; init; }

    /// <summary>Whether what is read passes through a trained map, which is zero at the start.</summary>
    public bool HasUp => ReadOut is QaaReadOut.Z or QaaReadOut.Both || (ReadOut == QaaReadOut.Probabilities && Bottleneck is not null);

    /// <summary>Into and out of the heads.</summary>
    public IReadOnlyList<string> DefaultTargets => ["@query", "@output"];

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, object?> Options => new Dictionary<string, object?>
    {
        ["project"] = Project, ["ansatz"] = Ansatz, ["layers"] = Layers, ["parameters"] = Parameters, ["read_out"] = QaaMethod.NameOf(ReadOut),
        ["norm"] = QaaMethod.NameOf(Norm), ["bottleneck"] = Bottleneck ?? 0, ["bottleneck_pattern"] = Pattern(BottleneckPattern), ["train_bottleneck"] = TrainBottleneck, ["measured_qubits"] = MeasuredQubits ?? 0,
        ["measured_pattern"] = Pattern(MeasuredPattern), ["reupload"] = Reupload,
        ["start_deviation"] = StartDeviation ?? 0, ["scale"] = Scale, ["bias"] = Bias, ["train_angles"] = TrainAngles,
    };

    /// <inheritdoc/>
    public Task<AdapterLayer> WrapAsync(string name, Linear linear, AdapterScope scope, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(linear);
        ArgumentNullException.ThrowIfNull(scope);
        return For(name).WrapUniformlyAsync(name, linear, scope, cancellationToken);
    }

    /// <summary>The options of one layer, without patterns.</summary>
    private QaaConfig For(string name) => this with
    {
        Bottleneck = BottleneckPattern.TryGetValue(name, out var width) ? width : Bottleneck,
        MeasuredQubits = MeasuredPattern.TryGetValue(name, out var measured) ? measured : MeasuredQubits,
        BottleneckPattern = new Dictionary<string, int>(),
        MeasuredPattern = new Dictionary<string, int>(),
    };

    private async Task<AdapterLayer> WrapUniformlyAsync(string name, Linear linear, AdapterScope scope, CancellationToken cancellationToken)
    {
        CheckWidths(name, (int)linear.weight.shape[1], (int)linear.weight.shape[0]);
        var qubits = QubitsFor(linear);
        if (MeasuredQubits > qubits)
            throw new AdapterOptionException("measured_qubits", $"qaa: {MeasuredQubits} measured qubits are asked for, the circuit of {name} has {qubits}");
        var circuit = await AnsatzImport.ShareAsync("qaa", scope, Project, Ansatz, qubits, Layers, Parameters, cancellationToken).ConfigureAwait(false);
        if (ReadOut == QaaReadOut.Amplitudes)
            AnsatzImport.RequireReal("qaa", "read_out", circuit, Ansatz, "use read_out z or probabilities");
        scope.SeedFor(name);
        return new QaaLinear(linear, circuit, this, scope.Threads);
    }

    /// <summary>⌈log₂⌉ of the embedded width, at least one.</summary>
    private int QubitsFor(Linear linear) => QubitsFor(Bottleneck ?? (int)linear.weight.shape[1]);

    private static int QubitsFor(int width) => Math.Max(1, BitOperations.Log2(BitOperations.RoundUpToPowerOf2((uint)width)));

    private Task<int> CountAnglesAsync(ICircuitSource circuits, int qubits, int layers, CancellationToken cancellationToken) =>
        AnsatzImport.CountAsync("qaa", circuits, Project, Ansatz, qubits, layers, Parameters, cancellationToken);

    private void CheckWidths(string name, int width, int outputs)
    {
        if (Bottleneck > width)
            throw new AdapterOptionException("bottleneck", $"qaa: a bottleneck of {Bottleneck} is wider than the {width} inputs of {name}");
        if (ReadOut == QaaReadOut.Amplitudes && outputs != width)
            throw new AdapterOptionException("target_modules",
                $"qaa: read_out amplitudes turns a vector within its own space, {name} maps {width} to {outputs}; target square layers, or use read_out z");
        if (ReadOut == QaaReadOut.Probabilities && !HasUp && outputs > 1 << QubitsFor(width))
            throw new AdapterOptionException("target_modules",
                $"qaa: read_out probabilities gives {1 << QubitsFor(width)} numbers, {name} needs {outputs}; use read_out z");
    }

    private static Dictionary<string, object?> Pattern(IReadOnlyDictionary<string, int> pattern) => pattern.ToDictionary(entry => entry.Key, entry => (object?)entry.Value);
}
