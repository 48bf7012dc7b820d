using MathNet.Numerics.LinearRegression;
using QaaHybrid.Circuits;
using QaaHybrid.Circuits.Choice;
using QaaHybrid.Circuits.Fusion;
using QaaHybrid.Circuits.Subspace;

namespace QaaHybrid.Benchmarks;

/// <summary>
/// What the choice between going gate by gate and multiplying by the matrix of the whole circuit rests on: training steps of both on circuits and
/// batches of several sizes, beside what the cost model predicts, and the constants that would fit this machine best. One thread, float.
/// </summary>
public static class ExecutorBenchmark
{
    private static readonly (string Operation, int? Weight)[] Kinds =
    [
        ("QaaHybrid.Ansatz.RYRing", null), ("QaaHybrid.Layers.Brick", null), ("QaaHybrid.Ansatz.Square", null),
        ("QaaHybrid.Layers.Brick", 1), ("QaaHybrid.Layers.Brick", 2),
    ];

    private static readonly int[] Qubits = [3, 5, 7, 9];
    private static readonly int[] Layers = [2, 12, 60];
    private static readonly int[] Rows = [64, 1024];

    /// <summary>Times all jobs and fits the constants, so that relative errors are small.</summary>
    /// <param name="circuits">Where the circuits come from: <c>QaaHybrid.Ansatz.RYRing</c>, <c>QaaHybrid.Layers.Brick</c>.</param>
    /// <param name="secondsPerJob">How long each is repeated; the best counts.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static async Task<ExecutorTimings> RunAsync(ICircuitSource circuits, double secondsPerJob, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(circuits);
        // The runtime compiles hot loops a second time; whatever came first would pay for it.
        await MeasureAsync(circuits, secondsPerJob / 4, [5], cancellationToken).ConfigureAwait(false);
        return await MeasureAsync(circuits, secondsPerJob, Qubits, cancellationToken).ConfigureAwait(false);
    }

    private static async Task<ExecutorTimings> MeasureAsync(ICircuitSource circuits, double secondsPerJob, int[] sizes, CancellationToken cancellationToken)
    {
        var jobs = new List<ExecutorJob>();
        var features = new List<double[]>();
        var times = new List<double>();
        foreach (var (operation, weight) in Kinds)
            foreach (var qubits in sizes)
                foreach (var layers in Layers)
                {
                    var circuit = await ImportAsync(circuits, operation, qubits, layers, cancellationToken).ConfigureAwait(false);
                    var cost = weight is { } k ? CircuitCost.OfSubspace(new SubspaceProgram(CircuitBlocks.Of(circuit), k)) : CircuitCost.OfStateVector(circuit);
                    foreach (var rows in Rows)
                    {
                        cancellationToken.ThrowIfCancellationRequested();
                        var lanes = ExecutorCosts.Lanes(sizeof(float));
                        var direct = Time(circuit, rows, weight is null ? ExecutorKind.StateVector : ExecutorKind.Subspace, weight, secondsPerJob);
                        var dense = Time(circuit, rows, ExecutorKind.Dense, weight, secondsPerJob);
                        var name = $"{operation[(operation.LastIndexOf('.') + 1)..]} {qubits} × {layers}{(weight is null ? "" : $", weight {weight}")}";
                        jobs.Add(new ExecutorJob(
                            name, rows, direct, CostConstants.Measured.Direct(cost, rows, lanes) / 1e6, dense, CostConstants.Measured.Dense(cost, rows, lanes) / 1e6));
                        features.AddRange([Features(c => c.Direct(cost, rows, lanes)), Features(c => c.Dense(cost, rows, lanes))]);
                        times.AddRange([1e6 * direct, 1e6 * dense]);
                    }
                }
        double[][] relative = [.. features.Select((row, i) => Array.ConvertAll(row, feature => feature / times[i]))];
        var fitted = MultipleRegression.QR(relative, [.. times.Select(_ => 1.0)], intercept: false);
        return new ExecutorTimings(jobs, [.. Names.Zip(fitted, Values(CostConstants.Measured)).Select(entry => new CostConstant(entry.First, entry.Third, entry.Second))]);
    }

    private static async Task<Circuit> ImportAsync(ICircuitSource circuits, string operation, int qubits, int layers, CancellationToken cancellationToken)
    {
        var parameters = await circuits.CountParametersAsync(null, operation, qubits, layers, cancellationToken).ConfigureAwait(false)
            ?? throw new CircuitImportException($"{operation} has no {operation}Parameters beside it");
        return await circuits.ImportAsync(new CircuitRequest(null, operation, qubits, parameters), cancellationToken).ConfigureAwait(false);
    }

    private static readonly string[] Names = ["turn", "amplitude", "tile", "angle", "multiply-add", "matrix entry"];

    private static double[] Values(CostConstants constants) =>
        [constants.Turn, constants.Amplitude, constants.Tile, constants.Angle, constants.MultiplyAdd, constants.MatrixEntry];

    // The model is linear in its constants: a feature is the prediction where one of them is 1 and the others are 0.
    private static double[] Features(Func<CostConstants, double> predict) => [.. Enumerable.Range(0, Names.Length).Select(one =>
    {
        var unit = new double[Names.Length];
        unit[one] = 1;
        return predict(new CostConstants(unit[0], unit[1], unit[2], unit[3], unit[4], unit[5]));
    })];

    private static double Time(Circuit circuit, int rows, ExecutorKind kind, int? weight, double seconds)
    {
        var (qubits, random) = (circuit.Qubits, new Random(1));
        var executor = new CircuitExecutor<float>(circuit, ReadOut.PauliZ, qubits, new ExecutorOptions { Executor = kind, HammingWeight = weight });
        var columns = executor.States;
        double[] theta = [.. Enumerable.Range(0, circuit.Parameters).Select(_ => 2 * Math.PI * random.NextDouble())];
        float[] input = [.. Enumerable.Range(0, rows * columns).Select(_ => random.NextSingle() - 0.5f)];
        float[] weights = [.. Enumerable.Range(0, rows * qubits).Select(_ => random.NextSingle() - 0.5f)];
        var (output, gradTheta, gradInput) = (new float[weights.Length], new double[theta.Length], new float[input.Length]);
        return Best.Of(seconds, () =>
        {
            theta[0] += 1e-6;
            executor.Forward(theta, input, columns, output);
            executor.Backward(theta, input, columns, weights, gradTheta, gradInput);
        });
    }
}

/// <summary>All jobs, and the constants of the cost model.</summary>
/// <param name="Jobs">The jobs.</param>
/// <param name="Constants">The constants, nanoseconds.</param>
public sealed record ExecutorTimings(IReadOnlyList<ExecutorJob> Jobs, IReadOnlyList<CostConstant> Constants);

/// <summary>A training step by both executors.</summary>
/// <param name="Circuit">Which circuit: ansatz, qubits × layers, and the Hamming weight where it is a subspace.</param>
/// <param name="Rows">Rows of the batch.</param>
/// <param name="DirectMs">Gate by gate, best of many.</param>
/// <param name="DirectPredictedMs">What the model says.</param>
/// <param name="DenseMs">By the matrix of the whole circuit.</param>
/// <param name="DensePredictedMs">What the model says.</param>
public sealed record ExecutorJob(
    string Circuit, int Rows, double DirectMs, double DirectPredictedMs, double DenseMs, double DensePredictedMs)
{
    /// <summary>Whether the executor that is predicted to be faster is the faster one.</summary>
    public bool IsRight => DirectMs < DenseMs == DirectPredictedMs < DensePredictedMs;
}

/// <summary>A constant of the cost model.</summary>
/// <param name="Name">Of which operation.</param>
/// <param name="InUse">Nanoseconds, as the choice uses it.</param>
/// <param name="Fitted">Nanoseconds, as it fits this run.</param>
public sealed record CostConstant(string Name, double InUse, double Fitted);
