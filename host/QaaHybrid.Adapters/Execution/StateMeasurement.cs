using System.Numerics;
using QaaHybrid.Circuits;

namespace QaaHybrid.Adapters;

/// <summary>
/// The amplitudes of a real circuit, y = U(θ)x without its normalisation, from a backend that tells its states, as Microsoft's simulator does: nothing is measured, and no
/// interference is needed.
/// </summary>
/// <remarks>y is linear in x, so the gradient with respect to it is Uᵀg: of each basis state that x has a number for, <c>(Uᵀg)_j = g · U e_j</c>.</remarks>
internal sealed class StateMeasurement : LayerMeasurement
{
    private const double Tolerance = 1e-6;

    private readonly int _outputs;
    private readonly Complex _phase;
    private readonly GradientStencil _angles;
    private readonly bool _measuresInputs;

    private StateMeasurement(Circuit circuit, int outputs, Complex phase, ExecutionOptions options)
    {
        (Tape, _outputs, _phase, _measuresInputs) = (circuit, outputs, phase, options.InputGradient == InputGradient.Shift);
        _angles = options.Gradient == AngleGradient.Spsa ? GradientStencil.Spsa(circuit, .., options.SpsaSamples, options.SpsaStep) : GradientStencil.States(circuit);
    }

    /// <summary>Prepares a circuit, and finds the phase that its compiled form has beside its tape: one that no measurement sees, but a sum with x does.</summary>
    /// <exception cref="NotSupportedException">The circuit is not real, the backend tells no states, or shots are asked for.</exception>
    public static async Task<StateMeasurement> OfAsync(string name, Circuit circuit, int outputs, IQuantumBackend backend, ExecutionOptions options, CancellationToken cancellationToken)
    {
        if (options.Shots is not null)
            throw new NotSupportedException($"{name} reads amplitudes, which {backend.Name} tells exactly: leave shots out, or take simulator or a target of Azure Quantum, where they are measured");
        // Any point would do at which no amplitude is left out.
        var run = new BackendRun(
            circuit, [.. Enumerable.Range(0, circuit.Parameters).Select(p => 0.3 + 0.7 * p)], [.. Enumerable.Range(0, 1 << circuit.Qubits).Select(i => 1 + 0.37 * (i % 5))]);
        var ours = (await new SimulatorBackend().RunAsync([run], cancellationToken: cancellationToken).ConfigureAwait(false))[0].Amplitudes!;
        var theirs = StateOf((await backend.RunAsync([run], cancellationToken: cancellationToken).ConfigureAwait(false))[0], backend.Name);
        var overlap = theirs.Zip(ours, (a, b) => Complex.Conjugate(a) * b).Aggregate(Complex.Zero, (sum, term) => sum + term);
        return Math.Abs(overlap.Magnitude - 1) < Tolerance ? new StateMeasurement(circuit, outputs, overlap / overlap.Magnitude, options) : throw new NotSupportedException(
            $"{name}: the state that {backend.Name} tells of {circuit.Name} is not that of its tape (overlap {overlap.Magnitude:0.000000})");
    }

    public override Circuit Tape { get; }

    public override int AngleCircuits => _angles.Runs;

    public override int InputCircuits => _measuresInputs ? 1 << Tape.Qubits : 0;

    public override int Angles => Tape.Parameters;

    public override BackendRun Forward(ReadOnlySpan<double> vector, ReadOnlySpan<double> theta) => new(Tape, theta.ToArray(), vector.ToArray());

    public override double[] Read(BackendResult result, ReadOnlySpan<double> vector) => Scaled(result, AmplitudeEmbedding.Norm(vector));

    public override MeasuredProduct AngleProduct(double[] vector, double[] theta, double[] gradOutput, long seed)
    {
        var length = AmplitudeEmbedding.Norm(vector);
        return MeasuredProduct.OfStencil(
            [.. _angles.At(theta, seed).Select(term => term with { Run = term.Run with { Input = vector } })], result => Scaled(result, length), gradOutput, Tape.Parameters, slopes => slopes);
    }

    public override MeasuredProduct? InputProduct(double[] vector, double[] theta, double[] gradOutput, long seed) => !_measuresInputs ? null : new MeasuredProduct(
        [.. Enumerable.Range(0, vector.Length).Select(j => new BackendRun(Tape, theta, [.. Enumerable.Repeat(0.0, j), 1]))],
        results => [.. results.Select(result => MeasuredProduct.Dot(gradOutput, Scaled(result, 1)))]);

    private double[] Scaled(BackendResult result, double length)
    {
        var numbers = new double[_outputs];
        var state = StateOf(result, "the backend");
        for (var i = 0; i < _outputs; i++)
            numbers[i] = state[i] * _phase is var amplitude && Math.Abs(amplitude.Imaginary) < Tolerance ? length * amplitude.Real
                : throw new NotSupportedException($"{Tape.Name} is not real: amplitude {i} is {amplitude.Real:g6}{amplitude.Imaginary:+0.######;-0.######}i");
        return numbers;
    }

    private static IReadOnlyList<Complex> StateOf(BackendResult result, string backend) => result.Amplitudes
        ?? throw new NotSupportedException($"{backend} tells no state, and amplitudes are read of one (zero-noise extrapolation leaves expectation values only): leave the extrapolation out");
}
