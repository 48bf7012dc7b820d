namespace QaaHybrid.Circuits;

/// <summary>The terms of the parameter-shift rules of some parameters.</summary>
internal sealed class ShiftStencil : GradientStencil
{
    private readonly ShiftTerm[] _terms;

    public ShiftStencil(Circuit circuit, ReadOut readOut, Range parameters, bool anyTape)
    {
        ArgumentNullException.ThrowIfNull(circuit);
        if (readOut == ReadOut.Amplitudes)
            throw new NotSupportedException("amplitudes are no expectation values: no shift rule gives their derivatives");
        var (first, count) = parameters.GetOffsetAndLength(circuit.Parameters);
        var circuits = new ShiftedCircuits(circuit, readOut == ReadOut.PauliZ ? [.. Enumerable.Repeat(1.0, circuit.Qubits)] : null, anyTape: anyTape);
        _terms = [.. circuits.Terms.Where(term => term.Parameter >= first && term.Parameter < first + count)];
    }

    public override int Runs => _terms.Length;

    public override IReadOnlyList<StencilRun> At(IReadOnlyList<double> point, long seed) =>
        [.. _terms.Select(term => new StencilRun(term.At(point), [(term.Parameter, term.Coefficient)]))];
}
