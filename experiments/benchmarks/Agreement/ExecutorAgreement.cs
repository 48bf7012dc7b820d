using System.Numerics;
using QaaHybrid.Circuits;
using QaaHybrid.Circuits.Fusion;

namespace QaaHybrid.Benchmarks.Agreement;

/// <summary>
/// What every executor of a batch makes of a point, read-out by read-out, and the gradients that it walks back to, held against the reference
/// simulator's own.
/// </summary>
internal static class ExecutorAgreement
{
    public static void Add(AgreementTable table, CircuitPoint point)
    {
        Add<double>(table, point, "double", AgreementCampaign.DoubleBound);
        Add<float>(table, point, "float", AgreementCampaign.FloatBound);
    }

    private static void Add<T>(AgreementTable table, CircuitPoint point, string precision, double bound)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var rows = point.Inputs;
        foreach (var kind in (ExecutorKind[])[ExecutorKind.StateVector, ExecutorKind.Dense])
            Compare<T>(table, point, Name(kind, precision), bound, new ExecutorOptions { Executor = kind }, rows, [.. Enumerable.Range(0, rows[0].Length)]);
        var blocks = CircuitBlocks.Of(point.Circuit);
        if (!blocks.PreservesWeight || blocks.StartFlips.Count > 0)
            return;
        for (var weight = 0; weight <= point.Circuit.Qubits; weight++)
        {
            int[] states = [.. States(point.Circuit.Qubits, weight)];
            Compare<T>(
                table, point, Name(ExecutorKind.Subspace, precision), bound,
                new ExecutorOptions { HammingWeight = weight, Executor = ExecutorKind.Subspace }, [.. rows.Select(row => CircuitPoint.Normalized([.. states.Select(l => row[l])]))], states);
        }
    }

    // Rows hold the numbers of some basis states; the reference gets zeros in all others.
    private static void Compare<T>(
        AgreementTable table, CircuitPoint point, string name, double bound, ExecutorOptions options, double[][] rows, int[] states)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var circuit = point.Circuit;
        var isReal = CircuitInfo.Of(circuit).IsReal;
        T[] input = [.. rows.SelectMany(row => row).Select(T.CreateChecked)];
        foreach (var readOut in Enum.GetValues<ReadOut>())
        {
            if (readOut == ReadOut.Amplitudes && !isReal)
                continue;
            var outputs = readOut == ReadOut.PauliZ ? circuit.Qubits : states.Length;
            var executor = new CircuitExecutor<T>(circuit, readOut, outputs, options);
            var output = new T[rows.Length * outputs];
            var gradTheta = new double[circuit.Parameters];
            var gradInput = new T[input.Length];
            double[] weights = [.. Enumerable.Range(0, output.Length).Select(i => point.Weights[i % point.Weights.Length])];
            executor.Forward(point.Theta, input, states.Length, output);
            executor.Backward(point.Theta, input, states.Length, [.. weights.Select(T.CreateChecked)], gradTheta, gradInput);

            double[] expected = [], expectedInput = [];
            var expectedTheta = new double[circuit.Parameters];
            for (var row = 0; row < rows.Length; row++)
            {
                var full = Spread(rows[row], states, circuit.Qubits);
                var read = ReferenceSimulator.Run(circuit, point.Theta, full, readOut);
                expected = [.. expected, .. readOut == ReadOut.PauliZ ? read : states.Select(l => read[l])];
                var weight = weights[(row * outputs)..((row + 1) * outputs)];
                var (theta, ofInput) = ReferenceSimulator.Gradient(
                    circuit, point.Theta, full, readOut, readOut == ReadOut.PauliZ ? weight : Spread(weight, states, circuit.Qubits));
                for (var p = 0; p < theta.Length; p++)
                    expectedTheta[p] += theta[p];
                expectedInput = [.. expectedInput, .. states.Select(l => ofInput[l])];
            }
            table.Add($"{name}, {Word(readOut)}", bound, circuit, AgreementTable.Difference(Doubles(output), expected));
            table.Add($"{name}, gradient of θ", bound, circuit, AgreementTable.Difference(gradTheta, expectedTheta));
            table.Add($"{name}, gradient of the input", bound, circuit, AgreementTable.Difference(Doubles(gradInput), expectedInput));
        }
    }

    private static double[] Spread(double[] numbers, int[] states, int qubits)
    {
        var full = new double[1 << qubits];
        for (var i = 0; i < numbers.Length; i++)
            full[states[i]] = numbers[i];
        return full;
    }

    // Subsets of qubits in lexicographic order; the first qubit is the most significant bit, so the numbers descend.
    private static IEnumerable<int> States(int qubits, int weight) =>
        Enumerable.Range(0, 1 << qubits).Where(l => BitOperations.PopCount((uint)l) == weight).OrderDescending();

    private static double[] Doubles<T>(T[] numbers) where T : INumberBase<T> => [.. numbers.Select(double.CreateChecked)];

    private static string Name(ExecutorKind kind, string precision) => kind switch
    {
        ExecutorKind.StateVector => $"state vector of a batch, {precision}",
        ExecutorKind.Dense => $"dense matrix, {precision}",
        _ => $"Hamming-weight subspace, {precision}",
    };

    private static string Word(ReadOut readOut) => readOut == ReadOut.PauliZ ? "⟨Z⟩" : readOut == ReadOut.Probabilities ? "probabilities" : "amplitudes";
}
