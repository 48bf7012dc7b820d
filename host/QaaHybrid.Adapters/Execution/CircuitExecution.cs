using QaaHybrid.Circuits;

namespace QaaHybrid.Adapters;

/// <summary>
/// A layer's circuit on a backend: forward one circuit a vector, backward the circuits of the shift rules or of SPSA, all of a call in one batch. The loader is part of
/// each circuit.
/// </summary>
/// <remarks>
/// Vectors of zeros have no state: their numbers and gradients are zero, as on the simulator that trains, and no circuit is run for them; what is read of a vector with
/// a NaN is NaN. Backward, no circuit is run for a vector whose numbers do not enter the loss, such as a filling token's.
/// </remarks>
public sealed class CircuitExecution
{
    private readonly EmbeddedCircuit _circuit;
    private readonly ReadOut _readOut;
    private readonly int _outputs;
    private readonly GradientStencil _angles;
    private readonly GradientStencil? _inputs;
    private long _seed;
    private CancellationToken _cancellation;

    /// <summary>Prepares a layer's circuit for a backend.</summary>
    /// <param name="name">The layer's name, for messages.</param>
    /// <param name="circuit">Loader and circuit.</param>
    /// <param name="readOut">What the layer reads.</param>
    /// <param name="outputs">How many numbers.</param>
    /// <param name="backend">What runs them.</param>
    /// <param name="options">How.</param>
    /// <exception cref="NotSupportedException">Amplitudes are read, or the backend cannot run the shifted circuits.</exception>
    public CircuitExecution(string name, EmbeddedCircuit circuit, ReadOut readOut, int outputs, IQuantumBackend backend, ExecutionOptions options)
    {
        ArgumentNullException.ThrowIfNull(circuit);
        ArgumentNullException.ThrowIfNull(backend);
        ArgumentNullException.ThrowIfNull(options);
        (Name, _circuit, _readOut, _outputs, Backend, Options) = (name, circuit, readOut, outputs, backend, options);
        _angles = options.Gradient == AngleGradient.Spsa
            ? GradientStencil.Spsa(circuit.Tape, circuit.Inputs.., options.SpsaSamples, options.SpsaStep)
            : GradientStencil.Shift(circuit.Tape, readOut, circuit.Inputs.., backend.RunsAnyTape);
        _inputs = options.InputGradient == InputGradient.Shift ? GradientStencil.Shift(circuit.Tape, readOut, ..circuit.Inputs, backend.RunsAnyTape) : null;
    }

    /// <summary>The layer's name.</summary>
    public string Name { get; }

    /// <summary>What runs the circuits.</summary>
    public IQuantumBackend Backend { get; }

    /// <summary>How they are run.</summary>
    public ExecutionOptions Options { get; }

    /// <summary>Qubits of the circuit.</summary>
    public int Qubits => _circuit.Tape.Qubits;

    /// <summary>Circuits that the gradient of the angles takes, a vector.</summary>
    public int AngleCircuits => _angles.Runs;

    /// <summary>Circuits that the gradient with respect to a vector takes; 0 where it is not measured.</summary>
    public int InputCircuits => _inputs?.Runs ?? 0;

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
        var numbers = Run([.. points.Select(point => new BackendRun(_circuit.Tape, point.Angles))]);
        var output = new double[rows.Length / columns * _outputs];
        for (var row = 0; row < rows.Length / columns; row++)
            if (!IsFinite(rows.Slice(row * columns, columns)))
                output.AsSpan(row * _outputs, _outputs).Fill(double.NaN);
        foreach (var (point, read) in points.Zip(numbers))
            read.CopyTo(output, point.Row * _outputs);
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
        var points = Points(rows, columns, angles, row => gradOutput.AsSpan(row * _outputs, _outputs).ContainsAnyExcept(0.0));
        List<(GradientStencil Stencil, int First)> stencils = [];
        if (!gradAngles.IsEmpty)
            stencils.Add((_angles, _circuit.Inputs));
        if (!gradRows.IsEmpty)
            stencils.Add((_inputs ?? throw Refuse(), 0));
        var terms = points.ConvertAll(point => stencils.SelectMany((entry, i) => entry.Stencil.At(point.Angles, Mixed(point.Row, i))).ToArray());
        // Term by term: runs of one tape follow each other, and a backend may do them together.
        var count = terms.Count > 0 ? terms[0].Length : 0;
        var numbers = Run([.. Enumerable.Range(0, count).SelectMany(term => terms.Select(row => row[term].Run))]);

        var slopes = new double[_circuit.Tape.Parameters];
        foreach (var (i, point) in points.Index())
        {
            Array.Clear(slopes);
            for (var term = 0; term < count; term++)
            {
                var value = Dot(gradOutput.AsSpan(point.Row * _outputs, _outputs), numbers[term * points.Count + i]);
                foreach (var (parameter, coefficient) in terms[i][term].Weights)
                    slopes[parameter] += coefficient * value;
            }
            if (!gradAngles.IsEmpty)
                AddTo(gradAngles.Slice(point.FirstAngle, slopes.Length - _circuit.Inputs), slopes.AsSpan(_circuit.Inputs));
            if (!gradRows.IsEmpty)
                AmplitudeEmbedding.Backward(rows.Slice(point.Row * columns, columns), slopes.AsSpan(0, _circuit.Inputs)).CopyTo(gradRows[(point.Row * columns)..]);
        }
    }

    private List<(int Row, int FirstAngle, double[] Angles)> Points(ReadOnlySpan<double> rows, int columns, ReadOnlySpan<double> angles, Func<int, bool> wanted)
    {
        var parameters = _circuit.Tape.Parameters - _circuit.Inputs;
        var points = new List<(int, int, double[])>();
        for (var row = 0; row < rows.Length / columns; row++)
        {
            var vector = rows.Slice(row * columns, columns);
            if (!vector.ContainsAnyExcept(0.0) || !IsFinite(vector) || !wanted(row))
                continue;
            var first = angles.Length > parameters ? row * parameters : 0;
            points.Add((row, first, _circuit.Point(vector, angles.Slice(first, parameters))));
        }
        return points;
    }

    private double[][] Run(BackendRun[] runs)
    {
        if (runs.Length == 0)
            return [];
        var results = Backend.RunAsync(runs, Options.Shots, _seed++, _cancellation).ConfigureAwait(false).GetAwaiter().GetResult();
        return [.. results.Select(result => MeasuredNumbers.Of(result, _readOut, _outputs))];
    }

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

    private static double Dot(ReadOnlySpan<double> weights, double[] values)
    {
        var sum = 0.0;
        for (var j = 0; j < weights.Length; j++)
            sum += weights[j] * values[j];
        return sum;
    }

    private static void AddTo(Span<double> sums, ReadOnlySpan<double> values)
    {
        for (var p = 0; p < values.Length; p++)
            sums[p] += values[p];
    }
}
