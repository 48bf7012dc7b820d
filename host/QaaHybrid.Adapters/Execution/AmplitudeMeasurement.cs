using QaaHybrid.Circuits;

namespace QaaHybrid.Adapters;

/// <summary>
/// The amplitudes of a real circuit, y = U(θ)x without its normalisation, by interference with a reference: see <see cref="InterferenceCircuit"/>.
/// </summary>
/// <remarks>
/// y is linear in x, so the gradient with respect to it is <c>Uᵀg = ‖g‖ · U⁻¹ĝ</c>: the amplitudes of the inverse circuit, which the gradient of the numbers itself is loaded
/// into. One circuit a vector tells all of it, and there is no angle of the loader to be shifted.
/// </remarks>
internal sealed class AmplitudeMeasurement : LayerMeasurement
{
    private readonly InterferenceCircuit _circuit;
    private readonly InterferenceCircuit? _inverse;
    private readonly GradientStencil _angles;

    private AmplitudeMeasurement(InterferenceCircuit circuit, InterferenceCircuit? inverse, ExecutionOptions options)
    {
        (_circuit, _inverse) = (circuit, inverse);
        _angles = options.Gradient == AngleGradient.Spsa
            ? GradientStencil.Spsa(circuit.Tape, circuit.Inputs.., options.SpsaSamples, options.SpsaStep)
            : GradientStencil.Amplitudes(circuit);
    }

    /// <summary>Makes the circuits.</summary>
    /// <exception cref="NotSupportedException">The circuit is not real.</exception>
    public static async Task<AmplitudeMeasurement> OfAsync(
        Circuit circuit, int outputs, ExecutionOptions options, ICircuitSource circuits, CancellationToken cancellationToken)
    {
        var forward = await InterferenceCircuit.OfAsync(circuit, outputs, circuits, cancellationToken).ConfigureAwait(false);
        // How long the vectors are is not known yet, so all that the inverse makes is read.
        var inverse = options.InputGradient == InputGradient.Shift
            ? await InterferenceCircuit.OfAsync(circuit.Inverse(), 1 << circuit.Qubits, circuits, cancellationToken).ConfigureAwait(false)
            : null;
        return new AmplitudeMeasurement(forward, inverse, options);
    }

    public override Circuit Tape => _circuit.Tape;

    public override int AngleCircuits => _angles.Runs;

    public override int InputCircuits => _inverse is null ? 0 : 1;

    public override int Angles => Tape.Parameters - _circuit.Inputs;

    public override BackendRun Forward(ReadOnlySpan<double> vector, ReadOnlySpan<double> theta) => new(Tape, _circuit.Point(vector, theta));

    public override double[] Read(BackendResult result, ReadOnlySpan<double> vector) => Scaled(_circuit, result, AmplitudeEmbedding.Norm(vector));

    public override MeasuredProduct AngleProduct(double[] vector, double[] theta, double[] gradOutput, long seed)
    {
        var length = AmplitudeEmbedding.Norm(vector);
        return MeasuredProduct.OfStencil(
            _angles.At(_circuit.Point(vector, theta), seed), result => Scaled(_circuit, result, length), gradOutput, Tape.Parameters, slopes => slopes[_circuit.Inputs..]);
    }

    public override MeasuredProduct? InputProduct(double[] vector, double[] theta, double[] gradOutput, long seed)
    {
        if (_inverse is null)
            return null;
        var length = AmplitudeEmbedding.Norm(gradOutput);
        return double.IsFinite(length)
            ? new MeasuredProduct([new BackendRun(_inverse.Tape, _inverse.Point(gradOutput, theta))], results => Scaled(_inverse, results[0], length)[..vector.Length])
            : MeasuredProduct.Known([.. Enumerable.Repeat(double.NaN, vector.Length)]);
    }

    private static double[] Scaled(InterferenceCircuit circuit, BackendResult result, double length) =>
        [.. circuit.ReadValues(result).Select(amplitude => length * amplitude)];
}
