namespace QaaHybrid.Circuits;

/// <summary>
/// Shift rules of states. An amplitude is a trigonometric polynomial of every parameter, whose frequencies are the sums of ± half the scale of each rotation that the
/// parameter turns: of RY(θ) ½, so that <c>∂ψ = ¼ (ψ(θ + π) − ψ(θ − π))</c>, of RBS(θ), two rotations, 1.
/// </summary>
internal sealed class StateStencil : GradientStencil
{
    // Where frequencies fall together by rounding they are one.
    private const double Tolerance = 1e-10;

    private readonly Circuit _circuit;
    private readonly (int Parameter, double Shift, double Coefficient)[] _terms;

    public StateStencil(Circuit circuit)
    {
        ArgumentNullException.ThrowIfNull(circuit);
        _circuit = circuit;
        _terms =
        [
            .. Enumerable.Range(0, circuit.Parameters)
                .SelectMany(parameter => ShiftRule.For(FrequenciesOf(circuit, parameter)).Terms.Select(term => (parameter, term.Shift, term.Coefficient))),
        ];
    }

    public override int Runs => _terms.Length;

    public override IReadOnlyList<StencilRun> At(IReadOnlyList<double> point, long seed) => [.. _terms.Select(term =>
    {
        double[] at = [.. point];
        at[term.Parameter] += term.Shift;
        return new StencilRun(new BackendRun(_circuit, at), [(term.Parameter, term.Coefficient)]);
    })];

    private static double[] FrequenciesOf(Circuit circuit, int parameter)
    {
        double[] values = [0];
        foreach (var gate in circuit.Gates.Where(gate => gate.IsRotation && !gate.Angle.IsConstant && gate.Angle.Parameter == parameter))
        {
            var half = gate.Angle.Scale / 2;
            values = Distinct(values.SelectMany(value => (double[])[Math.Abs(value + half), Math.Abs(value - half)]));
            if (values.Length > Frequencies.Most)
                throw new NotSupportedException($"θ[{parameter}] of {circuit.Name} turns so many rotations that its amplitudes have more than {Frequencies.Most} frequencies: use gradient: spsa");
        }
        return [.. values.Where(value => value > Tolerance)];
    }

    private static double[] Distinct(IEnumerable<double> values)
    {
        var distinct = new List<double>();
        foreach (var value in values.Order())
            if (distinct.Count == 0 || value - distinct[^1] > Tolerance)
                distinct.Add(value);
        return [.. distinct];
    }
}
