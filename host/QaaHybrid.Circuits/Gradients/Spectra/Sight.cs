namespace QaaHybrid.Circuits;

/// <summary>What the read-out of a tape sees of its rotations.</summary>
internal sealed class Sight
{
    private readonly Circuit _circuit;
    private readonly ILookup<int, int> _occurrences;
    private readonly TapeRotation[]? _rotations;

    // Of every gate the observables that see it, as a mask.
    private readonly uint[] _seen;

    /// <summary>Looks at a tape.</summary>
    /// <param name="circuit">The tape.</param>
    /// <param name="weights">w of Σ w ⟨Z⟩; null where any function of the measured bits may be read.</param>
    /// <param name="startsInZero">Whether the register starts in |0…0⟩, and not the auxiliary qubits only.</param>
    public Sight(Circuit circuit, IReadOnlyList<double>? weights, bool startsInZero)
    {
        _circuit = circuit;
        _seen = new uint[circuit.Gates.Count];
        if (RotationTape.Of(circuit) is not { } tape)
            Array.Fill(_seen, 1u);
        else
        {
            int[]? measured = weights is null ? null : [.. Enumerable.Range(0, weights.Count).Where(qubit => weights[qubit] != 0)];
            var zero = Enumerable.Range(0, circuit.Width).Skip(startsInZero ? 0 : circuit.Qubits);
            var seen = LightCone.Of(tape, measured, zero, circuit.Qubits);
            for (var i = 0; i < seen.Length; i++)
                _seen[tape.Rotations[i].Gate] |= seen[i];
            _rotations = [.. tape.Rotations.Where((_, i) => seen[i] != 0)];
        }
        _occurrences = Enumerable.Range(0, circuit.Gates.Count)
            .Where(i => circuit.Gates[i].IsRotation && circuit.Gates[i].Angle is { IsConstant: false, Scale: not 0 } && _seen[i] != 0)
            .ToLookup(i => circuit.Gates[i].Angle.Parameter);
    }

    /// <summary>The gates that a parameter turns and the read-out sees.</summary>
    public IEnumerable<int> Occurrences(int parameter) => _occurrences[parameter];

    /// <summary>The rotations from the first of a parameter to its last; null where these gates act on too many qubits to tell.</summary>
    public IReadOnlyList<TapeRotation>? Rotations(int parameter)
    {
        int[] gates = [.. Occurrences(parameter)];
        return gates.Length == 0 ? []
            : _rotations is null ? RotationTape.Of(_circuit, gates[0], gates[^1] + 1)?.Rotations
            : [.. _rotations.Where(rotation => rotation.Gate >= gates[0] && rotation.Gate <= gates[^1])];
    }

    /// <summary>What the observables see of these axes, each sight once.</summary>
    public IEnumerable<Func<TurnedAxis, bool>> Views(IEnumerable<TurnedAxis> axes)
    {
        // Rotations about one axis with nothing between that disturbs them are seen by the same observables.
        uint[] seen = [.. axes.Select(axis => _seen[axis.Rotations[0].Gate])];
        return Enumerable.Range(0, 32).Select(k => 1u << k)
            .DistinctBy(bit => string.Concat(seen.Select(mask => (mask & bit) == 0 ? '0' : '1')))
            .Select(bit => (Func<TurnedAxis, bool>)(axis => (_seen[axis.Rotations[0].Gate] & bit) != 0));
    }
}
