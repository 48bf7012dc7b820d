namespace QaaHybrid.Circuits;

/// <summary>
/// Both ends of random directions: <c>g = (L(θ + cΔ) - L(θ - cΔ)) / 2c · Δ</c>, Δ of random signs (Spall, IEEE Trans. Autom. Control 37, 332 (1992)), averaged.
/// </summary>
internal sealed class SpsaStencil : GradientStencil
{
    private readonly Circuit _circuit;
    private readonly int _first;
    private readonly int _count;
    private readonly int _samples;
    private readonly double _step;

    public SpsaStencil(Circuit circuit, Range parameters, int samples, double step)
    {
        ArgumentNullException.ThrowIfNull(circuit);
        ArgumentOutOfRangeException.ThrowIfLessThan(samples, 1);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(step);
        (_circuit, _samples, _step) = (circuit, samples, step);
        (_first, _count) = parameters.GetOffsetAndLength(circuit.Parameters);
    }

    public override int Runs => _count == 0 ? 0 : 2 * _samples;

    public override IReadOnlyList<StencilRun> At(IReadOnlyList<double> point, long seed)
    {
        var random = new SplitMix64(seed);
        var runs = new List<StencilRun>(Runs);
        while (runs.Count < Runs)
        {
            var signs = new int[_count];
            for (var i = 0; i < _count; i++)
                signs[i] = (random.Next() & 1) == 0 ? 1 : -1;
            runs.Add(End(point, signs, 1));
            runs.Add(End(point, signs, -1));
        }
        return runs;
    }

    private StencilRun End(IReadOnlyList<double> point, int[] signs, int side)
    {
        double[] at = [.. point];
        var weights = new (int, double)[_count];
        for (var i = 0; i < _count; i++)
        {
            at[_first + i] += side * _step * signs[i];
            weights[i] = (_first + i, side * signs[i] / (2 * _step * _samples));
        }
        return new StencilRun(new BackendRun(_circuit, at), weights);
    }
}
