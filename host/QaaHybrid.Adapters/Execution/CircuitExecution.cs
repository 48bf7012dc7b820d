using QaaHybrid.Circuits;

namespace QaaHybrid.Adapters;

/// <summary>
/// A layer's circuit on a backend: forward one circuit a vector, backward the circuits of the shift rules or of SPSA, all of a call in one batch. The loader is part of
/// each circuit. Amplitudes, which no measurement of the circuit itself tells, come from an <see cref="InterferenceCircuit"/>; Microsoft's simulator, which runs no tape but
/// the Q#, tells the state itself.
/// </summary>
/// <remarks>
/// Vectors of zeros have no state: their numbers and gradients are zero, as on the simulator that trains, and no circuit is run for them; what is read of a vector with
/// a NaN is NaN. Backward, no circuit is run for a vector whose numbers do not enter the loss, such as a filling token's.
/// </remarks>
public sealed class CircuitExecution
{
    private readonly LayerMeasurement _measurement;
    private readonly int _outputs;
    private long _seed;
    private CancellationToken _cancellation;

    private CircuitExecution(string name, LayerMeasurement measurement, int outputs, IQuantumBackend backend, ExecutionOptions options) =>
        (Name, _measurement, _outputs, Backend, Options) = (name, measurement, outputs, backend, options);

    /// <summary>Prepares a layer's circuit for a backend.</summary>
    /// <param name="name">The layer's name, for messages.</param>
    /// <param name="layer">The layer: its circuit, what it reads and how many numbers.</param>
    /// <param name="backendFor">The backend for circuits of so many qubits; amplitudes take one qubit more than the layer's circuit has.</param>
    /// <param name="options">How.</param>
    /// <param name="circuits">Gives the loader, and what amplitudes are measured with.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="NotSupportedException">The amplitudes of a circuit are read that is not real, or the backend cannot run the shifted circuits.</exception>
    public static async Task<CircuitExecution> OfAsync(
        string name, QuantumLayer layer, Func<int, CancellationToken, Task<IQuantumBackend>> backendFor, ExecutionOptions options, ICircuitSource circuits,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(layer);
        ArgumentNullException.ThrowIfNull(backendFor);
        ArgumentNullException.ThrowIfNull(options);
        var applied = layer.Applied;
        var isAmplitudes = layer.ReadOut == ReadOut.Amplitudes;
        var backend = await backendFor(applied.Qubits + (isAmplitudes ? 1 : 0), cancellationToken).ConfigureAwait(true);
        LayerMeasurement measurement = isAmplitudes && !backend.RunsAnyTape
            ? await StateMeasurement.OfAsync(name, applied, layer.Outputs, backend, options, cancellationToken).ConfigureAwait(true)
            : isAmplitudes
            ? await AmplitudeMeasurement.OfAsync(applied, layer.Outputs, options, circuits, cancellationToken).ConfigureAwait(true)
            : new ExpectationMeasurement(
                await EmbeddedCircuit.OfAsync(applied, circuits, cancellationToken).ConfigureAwait(true), layer.ReadOut, layer.Outputs, options, backend.RunsAnyTape);
        return new CircuitExecution(name, measurement, layer.Outputs, backend, options);
    }

    /// <summary>The layer's name.</summary>
    public string Name { get; }

    /// <summary>What runs the circuits.</summary>
    public IQuantumBackend Backend { get; }

    /// <summary>How they are run.</summary>
    public ExecutionOptions Options { get; }

    /// <summary>Qubits of the circuits that are run.</summary>
    public int Qubits => _measurement.Tape.Qubits;

    /// <summary>Circuits that the gradient of the angles takes, a vector.</summary>
    public int AngleCircuits => _measurement.AngleCircuits;

    /// <summary>Circuits that the gradient with respect to a vector takes at most; 0 where it is not measured.</summary>
    public int InputCircuits => _measurement.InputCircuits;

    /// <summary>Begins a step: what is drawn from here on follows from the seed, call after call.</summary>
    /// <param name="seed">Governs everything that is drawn.</param>
    /// <param name="cancellationToken">Ends the wait for the backend.</param>
    public void Begin(long seed, CancellationToken cancellationToken = default) => (_seed, _cancellation) = (seed, cancellationToken);

    /// <summary>What is read for each vector.</summary>
    /// <param name="rows">Vectors, one after the other.</param>
    /// <param name="columns">Length of a vector.</param>
    /// <param name="angles">θ of all, or of each, one after the other.</param>
    /// <returns>The outputs, one after the other.</returns>
    public double[] Forward(ReadOnlySpan<double> rows, int columns, ReadOnlySpan<double> angles)
    {
        var points = Points(rows, columns, angles, _ => true);
        var results = Run([.. points.Select(point => _measurement.Forward(point.Vector, point.Theta))]);
        var output = new double[rows.Length / columns * _outputs];
        for (var row = 0; row < rows.Length / columns; row++)
            if (!IsFinite(rows.Slice(row * columns, columns)))
                output.AsSpan(row * _outputs, _outputs).Fill(double.NaN);
        foreach (var (point, result) in points.Zip(results))
            _measurement.Read(result, point.Vector).CopyTo(output, point.Row * _outputs);
        return output;
    }

    /// <summary>The product of a gradient with the Jacobian.</summary>
    /// <param name="rows">Vectors, one after the other.</param>
    /// <param name="columns">Length of a vector.</param>
    /// <param name="angles">θ of all, or of each, one after the other.</param>
    /// <param name="gradOutput">The gradient of the outputs.</param>
    /// <param name="gradAngles">Receives the gradient of <paramref name="angles"/>, summed over the vectors that share them; empty where it is not wanted.</param>
    /// <param name="gradRows">Receives the gradient of the vectors; empty where it is not wanted.</param>
    /// <exception cref="InvalidOperationException">The gradient of the vectors is wanted and not measured: see <see cref="InputGradient"/>.</exception>
    public void Backward(ReadOnlySpan<double> rows, int columns, ReadOnlySpan<double> angles, double[] gradOutput, Span<double> gradAngles, Span<double> gradRows)
    {
        gradAngles.Clear();
        gradRows.Clear();
        var (wantsAngles, wantsRows) = (!gradAngles.IsEmpty, !gradRows.IsEmpty);
        var points = Points(rows, columns, angles, row => gradOutput.AsSpan(row * _outputs, _outputs).ContainsAnyExcept(0.0));
        var products = new List<(LayerPoint Point, MeasuredProduct Product, bool IsOfAngles)>();
        foreach (var point in points)
        {
            var gradient = gradOutput[(point.Row * _outputs)..((point.Row + 1) * _outputs)];
            if (wantsAngles)
                products.Add((point, _measurement.AngleProduct(point.Vector, point.Theta, gradient, Mixed(point.Row, 0)), true));
            if (wantsRows)
                products.Add((point, _measurement.InputProduct(point.Vector, point.Theta, gradient, Mixed(point.Row, 1)) ?? throw Refuse(), false));
        }
        var told = RunTermByTerm([.. products.Select(entry => entry.Product)]);
        foreach (var ((point, product, isOfAngles), results) in products.Zip(told))
            if (isOfAngles)
                AddTo(gradAngles.Slice(point.FirstAngle, point.Theta.Length), product.Of(results));
            else
                product.Of(results).CopyTo(gradRows[(point.Row * columns)..]);
    }

    private List<LayerPoint> Points(ReadOnlySpan<double> rows, int columns, ReadOnlySpan<double> angles, Func<int, bool> wanted)
    {
        var parameters = _measurement.Angles;
        var points = new List<LayerPoint>();
        for (var row = 0; row < rows.Length / columns; row++)
        {
            var vector = rows.Slice(row * columns, columns);
            if (!vector.ContainsAnyExcept(0.0) || !IsFinite(vector) || !wanted(row))
                continue;
            var first = angles.Length > parameters ? row * parameters : 0;
            points.Add(new LayerPoint(row, first, vector.ToArray(), angles.Slice(first, parameters).ToArray()));
        }
        return points;
    }

    // Runs of one tape follow each other: a backend may do them together.
    private BackendResult[][] RunTermByTerm(MeasuredProduct[] products)
    {
        (int Product, int Term)[] order =
        [
            .. products.SelectMany((product, i) => Enumerable.Range(0, product.Runs.Count).Select(term => (Product: i, Term: term))).OrderBy(place => place.Term),
        ];
        var results = Run([.. order.Select(place => products[place.Product].Runs[place.Term])]);
        BackendResult[][] told = [.. products.Select(product => new BackendResult[product.Runs.Count])];
        foreach (var (place, result) in order.Zip(results))
            told[place.Product][place.Term] = result;
        return told;
    }

    private IReadOnlyList<BackendResult> Run(BackendRun[] runs) => runs.Length == 0
        ? []
        : Backend.RunAsync(runs, Options.Shots, _seed++, _cancellation).ConfigureAwait(false).GetAwaiter().GetResult();

    // Directions of their own for each vector: their errors then average out over the vectors.
    private long Mixed(int row, int stencil) => unchecked(_seed + (2L * row + stencil + 1) * 0x2545F4914F6CDD1D);

    private InvalidOperationException Refuse() => new(
        $"{Name}: something below the circuit is trained, which needs the gradient with respect to the circuit's input; with input_gradient none it would be cut: use shift or simulator");

    private static bool IsFinite(ReadOnlySpan<double> vector)
    {
        foreach (var x in vector)
            if (!double.IsFinite(x))
                return false;
        return true;
    }

    private static void AddTo(Span<double> sums, double[] values)
    {
        for (var p = 0; p < values.Length; p++)
            sums[p] += values[p];
    }

    /// <summary>A vector and the angles it is run at.</summary>
    private sealed record LayerPoint(int Row, int FirstAngle, double[] Vector, double[] Theta);
}
