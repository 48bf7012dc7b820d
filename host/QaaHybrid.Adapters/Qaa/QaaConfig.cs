using System.Numerics;
using QaaHybrid.Circuits;
using QaaHybrid.Torch.Modules;

namespace QaaHybrid.Adapters.Qaa;

/// <summary>The options of QAA.</summary>
/// <param name="Project">Folder of the Q# project with the ansatz; null is the shipped library.</param>
/// <param name="Ansatz">Full name of a Q# operation of <c>(theta : Double[], qubits : Qubit[]) : Unit</c>.</param>
/// <param name="Layers">Handed to the ansatz's <c>…Parameters(qubits, layers)</c> function, which says how many angles that makes.</param>
/// <param name="Parameters">The number of angles, where the ansatz has no such function; null asks it.</param>
/// <param name="ReadOut">How the change is read from the register.</param>
/// <param name="Scale">s: fixed for Z and amplitudes; the start value of the trained scale for probabilities.</param>
/// <param name="Bias">Whether the up-projection of the Z read-out has a bias.</param>
/// <param name="TrainAngles">False keeps the random start angles: the control that shows what training them adds.</param>
public sealed record QaaConfig(
    string? Project,
    string Ansatz,
    int Layers,
    int? Parameters,
    ReadOut ReadOut,
    double Scale,
    bool Bias,
    bool TrainAngles) : ILayerMethod
{
    /// <summary>Into and out of the heads.</summary>
    public IReadOnlyList<string> DefaultTargets => ["@query", "@output"];

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, object?> Options => new Dictionary<string, object?>
    {
        ["project"] = Project, ["ansatz"] = Ansatz, ["layers"] = Layers, ["parameters"] = Parameters,
        ["read_out"] = QaaMethod.ReadOuts.First(entry => entry.Value == ReadOut).Key, ["scale"] = Scale, ["bias"] = Bias, ["train_angles"] = TrainAngles,
    };

    /// <inheritdoc/>
    public async Task<AdapterLayer> WrapAsync(string name, Linear linear, AdapterScope scope, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(linear);
        ArgumentNullException.ThrowIfNull(scope);
        var width = (int)linear.weight.shape[1];
        CheckWidths(name, width, (int)linear.weight.shape[0]);
        var qubits = Math.Max(1, BitOperations.Log2(BitOperations.RoundUpToPowerOf2((uint)width)));
        var parameters = Parameters
            ?? await scope.Circuits.CountParametersAsync(Project, Ansatz, qubits, Layers, cancellationToken).ConfigureAwait(false)
            ?? throw new AdapterOptionException("parameters",
                $"qaa: how many angles does {Ansatz} take? Add a Q# function {Ansatz}Parameters(qubits : Int, layers : Int) : Int, or the option 'parameters'");
        var circuit = await scope.Circuits.ImportAsync(new CircuitRequest(Project, Ansatz, qubits, parameters), cancellationToken).ConfigureAwait(false);
        // By the numbers, not by the names of the gates: the compiler writes some real gates as complex ones.
        if (ReadOut == ReadOut.Amplitudes && !CircuitInfo.Of(circuit).IsReal)
            throw new AdapterOptionException("read_out",
                $"qaa: {Ansatz} is not a real circuit ({ComplexGates(circuit)}), so its amplitudes are no real vector; use read_out z or probabilities");
        scope.SeedFor(name);
        return new QaaLinear(linear, circuit, this, scope.Threads);
    }

    private void CheckWidths(string name, int width, int outputs)
    {
        var padded = (int)BitOperations.RoundUpToPowerOf2((uint)width);
        if (ReadOut == ReadOut.Amplitudes && outputs != width)
            throw new AdapterOptionException("target_modules",
                $"qaa: read_out amplitudes turns a vector within its own space, {name} maps {width} to {outputs}; target square layers, or use read_out z");
        if (ReadOut == ReadOut.Probabilities && outputs > padded)
            throw new AdapterOptionException("target_modules",
                $"qaa: read_out probabilities gives {padded} numbers, {name} needs {outputs}; use read_out z");
    }

    private static string ComplexGates(Circuit circuit) =>
        string.Join(", ", circuit.Gates.Where(gate => !gate.IsReal).Select(gate => gate.Kind).Distinct().Take(4)) + " in the tape";
}
