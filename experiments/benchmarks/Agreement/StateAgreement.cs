using System.Numerics;
using QaaHybrid.Circuits;

namespace QaaHybrid.Benchmarks.Agreement;

/// <summary>What the simulators of one state make of a point: ours, the density matrix without noise, and Microsoft's from the circuit's Q#.</summary>
internal static class StateAgreement
{
    private static readonly NoisyBackend Density = new(NoiseModel.None, NoisyMethod.DensityMatrix);

    public static async Task AddAsync(AgreementTable table, CircuitPoint point, IQuantumBackend qsharp, CancellationToken cancellationToken)
    {
        var circuit = point.Circuit;
        AddStateVector<double>(table, point, "double", AgreementCampaign.DoubleBound);
        AddStateVector<float>(table, point, "float", AgreementCampaign.FloatBound);

        BackendRun[] runs = [.. point.Inputs.Select(input => new BackendRun(circuit, point.Theta, input))];
        var microsoft = await qsharp.RunAsync(runs, cancellationToken: cancellationToken).ConfigureAwait(false);
        for (var row = 0; row < runs.Length; row++)
            table.Add("Microsoft's simulator, amplitudes up to a phase", AgreementCampaign.DumpBound, circuit,
                StateDistance.UpToPhase(microsoft[row].Amplitudes!, point.Amplitudes[row]));

        var density = await Density.RunAsync(runs, cancellationToken: cancellationToken).ConfigureAwait(false);
        for (var row = 0; row < runs.Length; row++)
            table.Add("density matrix without noise, probabilities", AgreementCampaign.DoubleBound, circuit, AgreementTable.Difference(
                [.. density[row].Probabilities!], [.. point.Amplitudes[row].Select(a => a.Real * a.Real + a.Imaginary * a.Imaginary)]));
    }

    // The global phase is not divided out: ours have the gates' own.
    private static void AddStateVector<T>(AgreementTable table, CircuitPoint point, string precision, double bound)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        foreach (var keepComplex in (bool[])[false, true])
        {
            var simulator = new StateVectorSimulator<T>(point.Circuit, keepComplex: keepComplex);
            var amplitudes = new Complex[1 << point.Circuit.Qubits];
            for (var row = 0; row < CircuitPoint.Rows; row++)
            {
                simulator.Run(point.Theta, [.. point.Inputs[row].Select(T.CreateChecked)]);
                simulator.ReadAmplitudes(amplitudes);
                var worst = amplitudes.Zip(point.Amplitudes[row], (a, b) => (a - b).Magnitude).Max();
                table.Add($"one state, {precision}{(keepComplex ? ", kept complex" : "")}, amplitudes", bound, point.Circuit, worst);
            }
        }
    }
}
