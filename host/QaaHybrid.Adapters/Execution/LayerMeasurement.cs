using QaaHybrid.Circuits;

namespace QaaHybrid.Adapters;

/// <summary>Which circuits tell a layer's numbers and their gradients, and what is made of what they gave.</summary>
internal abstract class LayerMeasurement
{
    /// <summary>The tape of the forward pass, from |0…0⟩.</summary>
    public abstract Circuit Tape { get; }

    /// <summary>Circuits that the gradient of the angles takes, a vector.</summary>
    public abstract int AngleCircuits { get; }

    /// <summary>Circuits that the gradient with respect to a vector takes at most; 0 where it is not measured.</summary>
    public abstract int InputCircuits { get; }

    /// <summary>How many angles of the layer a vector's circuit takes.</summary>
    public abstract int Angles { get; }

    /// <summary>The circuit that tells the numbers of a vector.</summary>
    public abstract BackendRun Forward(ReadOnlySpan<double> vector, ReadOnlySpan<double> theta);

    /// <summary>The numbers, from what it gave.</summary>
    public abstract double[] Read(BackendResult result, ReadOnlySpan<double> vector);

    /// <summary>The product of a gradient of the numbers with their Jacobian in the angles.</summary>
    public abstract MeasuredProduct AngleProduct(double[] vector, double[] theta, double[] gradOutput, long seed);

    /// <summary>The same in the vector; null where it is not measured.</summary>
    public abstract MeasuredProduct? InputProduct(double[] vector, double[] theta, double[] gradOutput, long seed);
}

/// <summary>A product that circuits tell.</summary>
/// <param name="Runs">The circuits.</param>
/// <param name="Of">What follows from what they gave.</param>
internal sealed record MeasuredProduct(IReadOnlyList<BackendRun> Runs, Func<IReadOnlyList<BackendResult>, double[]> Of)
{
    /// <summary>No circuit, and this.</summary>
    public static MeasuredProduct Known(double[] product) => new([], _ => product);

    /// <summary>
    /// From a stencil whose numbers are linear in what is read: <c>Σ_t c_tp (g · numbers of run t)</c>.
    /// </summary>
    /// <param name="runs">The stencil's runs at the point.</param>
    /// <param name="numbers">The numbers of a result.</param>
    /// <param name="gradOutput">g.</param>
    /// <param name="parameters">Of how many parameters of the tape there are slopes.</param>
    /// <param name="then">What is made of the slopes.</param>
    public static MeasuredProduct OfStencil(
        IReadOnlyList<StencilRun> runs, Func<BackendResult, double[]> numbers, double[] gradOutput, int parameters, Func<double[], double[]> then) => new(
        [.. runs.Select(run => run.Run)],
        results =>
        {
            var slopes = new double[parameters];
            foreach (var (run, result) in runs.Zip(results))
            {
                var value = Dot(gradOutput, numbers(result));
                foreach (var (parameter, coefficient) in run.Weights)
                    slopes[parameter] += coefficient * value;
            }
            return then(slopes);
        });

    /// <summary>g · numbers.</summary>
    public static double Dot(double[] gradOutput, double[] numbers)
    {
        var sum = 0.0;
        for (var i = 0; i < gradOutput.Length; i++)
            sum += gradOutput[i] * numbers[i];
        return sum;
    }
}
