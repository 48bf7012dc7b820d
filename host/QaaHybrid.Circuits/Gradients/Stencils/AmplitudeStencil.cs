namespace QaaHybrid.Circuits;

/// <summary>
/// Derivatives of amplitudes, which turn half as fast as probabilities: with R(α) = exp(−iαP/2), <c>dR/dα = ½ R(α + π)</c>. So every rotation that a parameter turns
/// takes one circuit, not two, and what is read there is the derivative itself and no difference of two.
/// </summary>
internal sealed class AmplitudeStencil : GradientStencil
{
    private readonly (Circuit Tape, int Parameter, double Coefficient)[] _terms;

    public AmplitudeStencil(InterferenceCircuit circuit)
    {
        ArgumentNullException.ThrowIfNull(circuit);
        _terms = [.. circuit.Turns.Select(turn => (Turned(circuit.Tape, turn), turn.Parameter, turn.Scale / 2))];
    }

    public override int Runs => _terms.Length;

    public override IReadOnlyList<StencilRun> At(IReadOnlyList<double> point, long seed) =>
        [.. _terms.Select(term => new StencilRun(new BackendRun(term.Tape, point), [(term.Parameter, term.Coefficient)]))];

    private static Circuit Turned(Circuit tape, AmplitudeTurn turn)
    {
        Gate[] gates = [.. tape.Gates];
        foreach (var (gate, part) in turn.Gates)
            gates[gate] = gates[gate] with { Angle = gates[gate].Angle with { Offset = gates[gate].Angle.Offset + part * Math.PI } };
        return new Circuit($"{tape.Name}, a rotation by θ[{turn.Parameter}] half a turn further", tape.Qubits, tape.AuxiliaryQubits, tape.Parameters, gates);
    }
}
