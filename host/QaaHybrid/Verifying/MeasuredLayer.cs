using QaaHybrid.Adapters;
using QaaHybrid.Circuits;

namespace QaaHybrid;

/// <summary>What is measured of one adapted module: ⟨Z⟩ behind loader and circuit, or amplitudes by interference.</summary>
internal abstract class MeasuredLayer
{
    /// <summary>Whether amplitudes are measured.</summary>
    public abstract bool ReadsAmplitudes { get; }

    /// <summary>The circuit for a vector.</summary>
    public abstract BackendRun At(double[] vector, double[] theta);

    /// <summary>The numbers of a result.</summary>
    public abstract Estimate[] Read(BackendResult result);

    /// <summary>The variance of one shot of a number whose exact value is this.</summary>
    public abstract double Variance(double exact);

    /// <summary>The circuits of a layer.</summary>
    public static async Task<MeasuredLayer> OfAsync(QuantumLayer layer, ICircuitSource circuits, bool tellsStates, CancellationToken cancellationToken) => layer.ReadOut == ReadOut.Amplitudes
        ? tellsStates ? new OfState(layer.Applied, layer.Outputs) : new OfAmplitudes(await InterferenceCircuit.OfAsync(layer.Applied, layer.Outputs, circuits, cancellationToken).ConfigureAwait(true))
        : new OfExpectations(await EmbeddedCircuit.OfAsync(layer.Applied, circuits, cancellationToken).ConfigureAwait(true));

    /// <summary>What one circuit gave, beside the exact simulator.</summary>
    public VerifiedCircuit Verify(string name, int vector, BackendResult exact, BackendResult measured, BackendResult? mitigated, int? shots)
    {
        var (found, after) = (Read(measured), mitigated is null ? null : Read(mitigated));
        return new VerifiedCircuit(
            name, vector, ReadsAmplitudes,
            [
                .. Read(exact).Select((number, i) => new VerifiedNumber(
                    i, number.Value, Deviation.Of(number.Value, found[i], Variance(number.Value), shots), after is null ? null : Deviation.Of(number.Value, after[i], Variance(number.Value), shots))),
            ],
            measured.Counts is { } counts ? CountsTest.Of(counts, exact.Probabilities!) : null);
    }

    private sealed class OfExpectations(EmbeddedCircuit circuit) : MeasuredLayer
    {
        public override bool ReadsAmplitudes => false;

        public override BackendRun At(double[] vector, double[] theta) => new(circuit.Tape, circuit.Point(vector, theta));

        public override Estimate[] Read(BackendResult result) => [.. result.Z.Select((z, q) => new Estimate(z, result.ZError?[q] ?? 0))];

        public override double Variance(double exact) => 1 - exact * exact;
    }

    // Up to the phase that no state of a circuit is free of: the sign is that of the largest amplitude.
    private sealed class OfState(Circuit circuit, int outputs) : MeasuredLayer
    {
        public override bool ReadsAmplitudes => true;

        public override BackendRun At(double[] vector, double[] theta) => new(circuit, theta, vector);

        public override Estimate[] Read(BackendResult result)
        {
            var state = result.Amplitudes ?? throw new NotSupportedException("amplitudes are read of a state, and the backend tells none: leave shots and extrapolation out");
            var largest = state.MaxBy(amplitude => amplitude.Magnitude);
            return [.. state.Take(outputs).Select(amplitude => new Estimate((amplitude * System.Numerics.Complex.Conjugate(largest) / largest.Magnitude).Real, 0))];
        }

        public override double Variance(double exact) => 0;
    }

    private sealed class OfAmplitudes(InterferenceCircuit circuit) : MeasuredLayer
    {
        public override bool ReadsAmplitudes => true;

        public override BackendRun At(double[] vector, double[] theta) => new(circuit.Tape, circuit.Point(vector, theta));

        public override Estimate[] Read(BackendResult result) => circuit.Read(result);

        public override double Variance(double exact) => 0.5 * (1 + circuit.Outputs * exact * exact) - exact * exact;
    }
}
