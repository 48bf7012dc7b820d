using System.Numerics;
using QaaHybrid.Adapters.Parts;
using QaaHybrid.Circuits;
using QaaHybrid.Torch.Modules;

namespace QaaHybrid.Adapters.QuantumPeft;

/// <summary>The options of Quantum-PEFT.</summary>
/// <param name="Rank">K, columns taken of each circuit.</param>
/// <param name="Layers">L, handed to the ansatz's <c>…Parameters(qubits, layers)</c> function, which says how many angles that makes.</param>
/// <param name="Project">Folder of the Q# project with the ansatz; null is the shipped library.</param>
/// <param name="Ansatz">Full name of a Q# operation of <c>(theta : Double[], qubits : Qubit[]) : Unit</c> with real amplitudes.</param>
/// <param name="Parameters">The number of angles of each circuit, where the ansatz has no such function; null asks it.</param>
public sealed record QuantumPeftConfig(int Rank, int Layers, string? Project, string Ansatz, int? Parameters) : ILayerMethod
{
    /// <inheritdoc/>
    public IReadOnlyDictionary<string, object?> Options => new Dictionary<string, object?>
    {
        ["r"] = Rank, ["layers"] = Layers, ["project"] = Project, ["ansatz"] = Ansatz, ["parameters"] = Parameters,
    };

    /// <inheritdoc/>
    public async Task<AdapterLayer> WrapAsync(string name, Linear linear, AdapterScope scope, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(linear);
        ArgumentNullException.ThrowIfNull(scope);
        var (inputs, outputs) = (linear.in_features, linear.out_features);
        if (Rank > Math.Min(inputs, outputs))
            throw new AdapterOptionException("r", $"quantum-peft: {name} maps {inputs} to {outputs}, which leaves no rank of {Rank}");
        var left = await CircuitAsync(outputs, scope, cancellationToken).ConfigureAwait(false);
        var right = await CircuitAsync(inputs, scope, cancellationToken).ConfigureAwait(false);
        scope.SeedFor(name);
        return new QuantumPeftLinear(linear, left, right, this, scope.Threads);
    }

    private async Task<Circuit> CircuitAsync(long width, AdapterScope scope, CancellationToken cancellationToken)
    {
        var qubits = Math.Max(1, BitOperations.Log2(BitOperations.RoundUpToPowerOf2((uint)width)));
        var circuit = await AnsatzImport.ShareAsync("quantum-peft", scope, Project, Ansatz, qubits, Layers, Parameters, cancellationToken).ConfigureAwait(false);
        AnsatzImport.RequireReal("quantum-peft", "ansatz", circuit, Ansatz, "take one of RY, CZ and CNOT gates");
        return circuit;
    }
}
