using System.Numerics;
using QaaHybrid.Circuits;

namespace QaaHybrid.QSharp;

/// <summary>
/// What Microsoft's simulator makes of an operation at one point, from a product state with random angles (many operations do nothing
/// to |0…0⟩). The tape has to make the same of it.
/// </summary>
internal sealed class Referee
{
    /// <summary>Up to this register size the state is compared; above it the operation is only counted, which still evaluates its Facts.</summary>
    public const int MostQubits = 12;

    // The tape with its auxiliary qubits has to fit into memory.
    private const int MostWidth = 22;

    // Q#'s simulator drops amplitudes below 1e-10.
    private const double Tolerance = 1e-8;

    private readonly CircuitRequest _request;
    private readonly double[] _theta;
    private readonly (double Ry, double Rz)[] _product;
    private readonly StateDump? _dump;

    private Referee(CircuitRequest request, double[] theta, (double Ry, double Rz)[] product, StateDump? dump) =>
        (_request, _theta, _product, _dump) = (request, theta, product, dump);

    /// <summary>Runs the operation on Microsoft's simulator.</summary>
    public static async Task<Referee> RunAsync(
        QSharpEngine engine, CircuitRequest request, double[] theta, ImportSteps steps, CancellationToken cancellationToken)
    {
        var random = new Random(request.Qubits);
        var product = Enumerable.Range(0, request.Qubits)
            .Select(_ => (0.4 + 2 * random.NextDouble(), 3 * random.NextDouble())).ToArray();
        if (request.Qubits <= MostQubits)
        {
            var run = await engine.RunAsync(
                request.ProjectDirectory, QSharpProgram.DumpFromProductState(request, theta, product), timeLimit: steps.Limit,
                cancellationToken: cancellationToken);
            // The operation may dump states of its own: ours is the last.
            return new Referee(request, theta, product, run.Dumps[^1]);
        }
        // That it is evaluated to its end is all that is wanted here, not the estimate.
        steps.Say("run without a state, for its Facts");
        await engine.EstimateAsync(request.ProjectDirectory, QSharpProgram.Count(request, theta), [[]], steps.Limit, cancellationToken);
        return new Referee(request, theta, product, null);
    }

    /// <summary>Holds the tape against the state.</summary>
    /// <exception cref="CircuitImportException">The tape makes another state, or leaves its auxiliary qubits elsewhere than in |0⟩.</exception>
    public void Hold(Circuit circuit)
    {
        if (_dump is null || circuit.Width > MostWidth)
            return;
        var state = Load(circuit);
        ReferenceSimulator.Apply(circuit, _theta, state);
        var auxiliary = (1 << circuit.AuxiliaryQubits) - 1;
        var register = new Complex[1 << circuit.Qubits];
        for (var i = 0; i < state.Length; i++)
        {
            if ((i & auxiliary) == 0)
                register[i >> circuit.AuxiliaryQubits] = state[i];
            else if (state[i].Magnitude > Tolerance)
                throw Refusal.Of(_request, $"it leaves an auxiliary qubit elsewhere than in |0⟩ (amplitude {state[i].Magnitude:g3})");
        }
        var difference = StateDistance.UpToPhase(_dump.ToAmplitudes(), register);
        if (difference > Tolerance)
            throw Refusal.Of(
                _request, $"the tape and Microsoft's simulator disagree by {difference:g3}; this is a fault of QaaHybrid, please report it");
    }

    // Rz(b) Ry(a) |0⟩ = cos(a/2) e^{-ib/2} |0⟩ + sin(a/2) e^{ib/2} |1⟩ on every qubit, the first one most significant.
    private Complex[] Load(Circuit circuit)
    {
        var state = new Complex[1 << circuit.Width];
        for (var i = 0; i < 1 << circuit.Qubits; i++)
        {
            var amplitude = Complex.One;
            for (var q = 0; q < circuit.Qubits; q++)
                amplitude *= (i >> (circuit.Qubits - 1 - q) & 1) == 0
                    ? Complex.FromPolarCoordinates(Math.Cos(_product[q].Ry / 2), -_product[q].Rz / 2)
                    : Complex.FromPolarCoordinates(Math.Sin(_product[q].Ry / 2), _product[q].Rz / 2);
            state[i << circuit.AuxiliaryQubits] = amplitude;
        }
        return state;
    }
}
