using System.Numerics;

namespace QaaHybrid.Circuits.Tests;

/// <summary>Read-outs and gradients of one batch, as doubles.</summary>
internal sealed record Batch(double[] Output, double[] GradTheta, double[] GradInput)
{
    /// <summary>Runs an executor forward and back.</summary>
    public static Batch Run<T>(CircuitExecutor<T> executor, double[] theta, double[] input, int columns, double[] weights)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T[] rows = [.. input.Select(T.CreateChecked)], gradOutput = [.. weights.Select(T.CreateChecked)];
        var (output, gradTheta, gradInput) = (new T[weights.Length], new double[theta.Length], new T[input.Length]);
        executor.Forward(theta, rows, columns, output);
        executor.Backward(theta, rows, columns, gradOutput, gradTheta, gradInput);
        return new Batch([.. output.Select(double.CreateChecked)], gradTheta, [.. gradInput.Select(double.CreateChecked)]);
    }

    /// <summary>
    /// The same by the reference simulator, gate by gate on all 2ⁿ amplitudes.
    /// </summary>
    /// <param name="circuit">The tape.</param>
    /// <param name="readOut">What is read.</param>
    /// <param name="theta">Parameters.</param>
    /// <param name="input">The rows.</param>
    /// <param name="columns">Length of a row.</param>
    /// <param name="weights">∂L/∂output.</param>
    /// <param name="places">Where the numbers of a row, and of an output other than Z, stand among the 2ⁿ; null: in their own order.</param>
    /// <param name="outputPlaces">The same for the outputs, where they differ.</param>
    /// <param name="normalize">Whether rows are normalised.</param>
    public static Batch Reference(
        Circuit circuit, ReadOut readOut, double[] theta, double[] input, int columns, double[] weights, int[]? places = null,
        int[]? outputPlaces = null, bool normalize = true)
    {
        places ??= [.. Enumerable.Range(0, 1 << circuit.Qubits)];
        outputPlaces ??= places;
        var rows = input.Length / columns;
        var outputs = weights.Length / rows;
        var (output, gradTheta, gradInput) = (new double[weights.Length], new double[theta.Length], new double[input.Length]);
        for (var row = 0; row < rows; row++)
        {
            var (x, g) = (new double[1 << circuit.Qubits], new double[readOut == ReadOut.PauliZ ? circuit.Qubits : 1 << circuit.Qubits]);
            for (var c = 0; c < columns; c++)
                x[places[c]] = input[row * columns + c];
            for (var o = 0; o < outputs; o++)
                g[Out(o)] = weights[row * outputs + o];
            var read = ReferenceSimulator.Run(circuit, theta, x, readOut, normalize);
            var gradient = ReferenceSimulator.Gradient(circuit, theta, x, readOut, g, normalize);
            for (var o = 0; o < outputs; o++)
                output[row * outputs + o] = read[Out(o)];
            for (var c = 0; c < columns; c++)
                gradInput[row * columns + c] = gradient.Input[places[c]];
            for (var p = 0; p < theta.Length; p++)
                gradTheta[p] += gradient.Theta[p];
        }
        return new Batch(output, gradTheta, gradInput);

        int Out(int o) => readOut == ReadOut.PauliZ ? o : outputPlaces[o];
    }

    /// <summary>The largest error of a number read, the gradients' norm-wise where they are large.</summary>
    public double DistanceTo(Batch other) => Math.Max(
        Output.Zip(other.Output, (a, b) => Math.Abs(a - b)).Max(),
        Math.Max(Relative(GradTheta, other.GradTheta), Relative(GradInput, other.GradInput)));

    private static double Relative(double[] found, double[] expected) =>
        Math.Sqrt(found.Zip(expected, (a, b) => (a - b) * (a - b)).Sum()) / Math.Max(1, Math.Sqrt(expected.Sum(x => x * x)));
}
