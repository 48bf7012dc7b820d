namespace QaaHybrid.Circuits;

/// <summary>
/// What the parameter-shift rules of a tape have to run: prepared once, evaluated at any θ. The first circuit is the tape itself, for the value.
/// </summary>
public sealed class ShiftedCircuits
{
    /// <summary>Finds the rules of a tape and makes its circuits.</summary>
    /// <param name="circuit">The tape.</param>
    /// <param name="weights">w of Σ w ⟨Z⟩, of which zeros matter only; null where any function of the measured bits may be read.</param>
    /// <param name="startsInZero">Whether the register always starts in |0…0⟩.</param>
    /// <param name="anyTape">Whether the backend runs tapes that were changed gate by gate, see <see cref="IQuantumBackend.RunsAnyTape"/>.</param>
    /// <exception cref="NotSupportedException">A parameter has too many frequencies for a backend that does not run any tape.</exception>
    public ShiftedCircuits(Circuit circuit, IReadOnlyList<double>? weights = null, bool startsInZero = true, bool anyTape = true)
    {
        ArgumentNullException.ThrowIfNull(circuit);
        Circuit = circuit;
        Rules = ParameterRules.Of(circuit, weights, startsInZero, anyTape);
        Terms = [.. Rules.SelectMany(rule => rule.Parts.SelectMany(part => part.Rule.Terms.Select(term => rule.IsJoint
            ? new ShiftTerm(rule.Parameter, term.Coefficient, circuit, term.Shift)
            : new ShiftTerm(rule.Parameter, term.Coefficient, WithShift(part.Gates, rule.Parameter, term.Shift), 0))))];
    }

    /// <summary>The tape.</summary>
    public Circuit Circuit { get; }

    /// <summary>The rule of each parameter.</summary>
    public IReadOnlyList<ParameterRule> Rules { get; }

    /// <summary>All terms of all rules, those of a parameter side by side.</summary>
    public IReadOnlyList<ShiftTerm> Terms { get; }

    /// <summary>How many circuits a value and a gradient take.</summary>
    public int Evaluations => Terms.Count + 1;

    /// <summary>The circuits at one point: for the value, then for each term.</summary>
    /// <param name="theta">Parameters, radians.</param>
    /// <param name="input">Real amplitudes of the state it starts from; null starts from |0…0⟩.</param>
    public IEnumerable<BackendRun> Runs(IReadOnlyList<double> theta, IReadOnlyList<double>? input = null)
    {
        ArgumentNullException.ThrowIfNull(theta);
        if (theta.Count != Circuit.Parameters)
            throw new ArgumentException($"{Circuit.Name} has {Circuit.Parameters} parameters, {theta.Count} values were given", nameof(theta));
        return Terms.Select(term => term.At(theta, input)).Prepend(new BackendRun(Circuit, theta, input));
    }

    // Gates turned by more; no Q# says that any longer.
    private Circuit WithShift(IReadOnlyList<int> at, int parameter, double shift)
    {
        Gate[] gates = [.. Circuit.Gates];
        foreach (var gate in at)
            gates[gate] = gates[gate] with { Angle = gates[gate].Angle with { Offset = gates[gate].Angle.Offset + gates[gate].Angle.Scale * shift } };
        return new Circuit($"{Circuit.Name}, θ[{parameter}] shifted in {at.Count} gates", Circuit.Qubits, Circuit.AuxiliaryQubits, Circuit.Parameters, gates);
    }
}

/// <summary>One term of a shift rule.</summary>
/// <param name="Parameter">Whose derivative it belongs to.</param>
/// <param name="Coefficient">What to multiply the value by.</param>
/// <param name="Circuit">The tape to run: the original one, or one with shifted gates.</param>
/// <param name="Shift">What to add to θ[<paramref name="Parameter"/>], radians.</param>
public sealed record ShiftTerm(int Parameter, double Coefficient, Circuit Circuit, double Shift)
{
    /// <summary>The circuit at a point.</summary>
    /// <param name="theta">Parameters, radians.</param>
    /// <param name="input">Real amplitudes of the state it starts from; null starts from |0…0⟩.</param>
    /// <param name="shots">How often it is measured; null leaves it to the call.</param>
    public BackendRun At(IReadOnlyList<double> theta, IReadOnlyList<double>? input = null, int? shots = null) =>
        new(Circuit, Shift == 0 ? theta : [.. theta.Select((angle, i) => i == Parameter ? angle + Shift : angle)], input, shots);
}
