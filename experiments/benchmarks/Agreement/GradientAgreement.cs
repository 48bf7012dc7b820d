using QaaHybrid.Circuits;

namespace QaaHybrid.Benchmarks.Agreement;

/// <summary>All exact gradient methods at a point, and the executors' gradient of the input, against central differences of the reference simulator.</summary>
internal static class GradientAgreement
{
    // Central differences are exact to h² f‴/6 + rounding/h, which this step makes equal: some 1e-10.
    private const double Step = 1e-5;

    private static readonly SimulatorBackend Backend = new();

    public static async Task AddAsync(AgreementTable table, CircuitPoint point, CancellationToken cancellationToken)
    {
        var circuit = point.Circuit;
        var expected = Enumerable.Range(0, circuit.Parameters).Select(i => Difference(shift =>
        {
            double[] theta = [.. point.Theta];
            theta[i] += shift;
            return point.Loss(theta);
        })).ToArray();

        foreach (var method in (string[])["adjoint", "shift", "difference"])
        {
            var gradient = new double[circuit.Parameters];
            for (var row = 0; row < CircuitPoint.Rows; row++)
            {
                var weights = point.Weights[(row * circuit.Qubits)..((row + 1) * circuit.Qubits)];
                var result = await GradientMethods.Find(method)!
                    .OfAsync(Backend, new GradientProblem(circuit, point.Theta, weights, point.Inputs[row]), cancellationToken).ConfigureAwait(false);
                for (var p = 0; p < gradient.Length; p++)
                    gradient[p] += result.Gradient[p];
            }
            table.Add($"{method} against central differences, θ", AgreementCampaign.DifferenceBound, circuit, AgreementTable.Difference(gradient, expected));
        }

        var executor = new CircuitExecutor<double>(circuit, ReadOut.PauliZ, circuit.Qubits);
        double[] input = [.. point.Inputs.SelectMany(row => row)];
        var gradInput = new double[input.Length];
        var columns = point.Inputs[0].Length;
        executor.Backward(point.Theta, input, columns, point.Weights, [], gradInput);
        double[] expectedInput = [.. Enumerable.Range(0, input.Length).Select(i => Difference(shift =>
        {
            double[] row = [.. point.Inputs[i / columns]];
            row[i % columns] += shift;
            return point.Loss(point.Theta, i / columns, row);
        }))];
        table.Add("adjoint against central differences, input", AgreementCampaign.DifferenceBound, circuit, AgreementTable.Difference(gradInput, expectedInput));
    }

    private static double Difference(Func<double, double> loss) => (loss(Step) - loss(-Step)) / (2 * Step);
}
