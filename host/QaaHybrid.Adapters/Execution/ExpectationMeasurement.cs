using QaaHybrid.Circuits;

namespace QaaHybrid.Adapters;

/// <summary>⟨Z⟩ or probabilities: the loader, then the circuit, and the shift rules of both.</summary>
internal sealed class ExpectationMeasurement : LayerMeasurement
{
    private readonly EmbeddedCircuit _circuit;
    private readonly ReadOut _readOut;
    private readonly int _outputs;
    private readonly GradientStencil _angles;
    private readonly GradientStencil? _inputs;

    public ExpectationMeasurement(EmbeddedCircuit circuit, ReadOut readOut, int outputs, ExecutionOptions options, bool anyTape)
    {
        (_circuit, _readOut, _outputs) = (circuit, readOut, outputs);
        _angles = options.Gradient == AngleGradient.Spsa
            ? GradientStencil.Spsa(circuit.Tape, circuit.Inputs.., options.SpsaSamples, options.SpsaStep)
            : GradientStencil.Shift(circuit.Tape, readOut, circuit.Inputs.., anyTape);
        _inputs = options.InputGradient == InputGradient.Shift ? GradientStencil.Shift(circuit.Tape, readOut, ..circuit.Inputs, anyTape) : null;
    }

    public override Circuit Tape => _circuit.Tape;

    public override int AngleCircuits => _angles.Runs;

    public override int InputCircuits => _inputs?.Runs ?? 0;

    public override int Angles => Tape.Parameters - _circuit.Inputs;

    public override BackendRun Forward(ReadOnlySpan<double> vector, ReadOnlySpan<double> theta) => new(Tape, _circuit.Point(vector, theta));

    public override double[] Read(BackendResult result, ReadOnlySpan<double> vector) => Numbers(result);

    public override MeasuredProduct AngleProduct(double[] vector, double[] theta, double[] gradOutput, long seed) => MeasuredProduct.OfStencil(
        _angles.At(_circuit.Point(vector, theta), seed), Numbers, gradOutput, Tape.Parameters, slopes => slopes[_circuit.Inputs..]);

    public override MeasuredProduct? InputProduct(double[] vector, double[] theta, double[] gradOutput, long seed) => _inputs is null ? null
        : !AmplitudeEmbedding.HasGradient(vector) ? TurnedVectors(vector, theta, gradOutput)
        : MeasuredProduct.OfStencil(
            _inputs.At(_circuit.Point(vector, theta), seed), Numbers, gradOutput, Tape.Parameters, slopes => AmplitudeEmbedding.Backward(vector, slopes.AsSpan(0, _circuit.Inputs)));

    // Where a part of the vector is zero, the loader's angles have no derivative, and the numbers have.
    private MeasuredProduct TurnedVectors(double[] vector, double[] theta, double[] gradOutput) => new(
        [.. VectorShift.Turned(vector).Select(turned => Forward(turned, theta))],
        results => VectorShift.Gradient(vector, [.. results.Select(result => MeasuredProduct.Dot(gradOutput, Numbers(result)))]));

    private double[] Numbers(BackendResult result) => _readOut == ReadOut.PauliZ
        ? [.. result.Z.Take(_outputs)]
        : [
            .. (result.Probabilities ?? Measurement.Frequencies(result) ?? throw new NotSupportedException(
                "the backend gives expectation values only (zero-noise extrapolation of shots does), and this layer reads probabilities: leave the extrapolation out, or use read_out z"))
                .Take(_outputs),
        ];
}
