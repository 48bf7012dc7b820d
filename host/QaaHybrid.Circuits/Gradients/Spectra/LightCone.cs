using QaaHybrid.Circuits.Planning;

namespace QaaHybrid.Circuits;

/// <summary>
/// Which rotations of a tape an expectation value can depend on. A rotation that changes places with every later one that matters, and with
/// the observable, meets its own inverse there; one that changes places with every earlier one that matters, and whose axis the start state is an
/// eigenstate of, is a global phase.
/// </summary>
internal static class LightCone
{
    /// <summary>For every rotation the observables that see it, as a mask: bit k for the k-th of <paramref name="measured"/>.</summary>
    /// <param name="tape">The whole circuit.</param>
    /// <param name="measured">At most 32 qubits whose Z are read; null where any function of the basis state may be read (one observable).</param>
    /// <param name="zeroQubits">Qubits that start in |0⟩.</param>
    /// <param name="qubits">Size of the register that is measured.</param>
    public static uint[] Of(RotationTape tape, IReadOnlyList<int>? measured, IEnumerable<int> zeroQubits, int qubits)
    {
        var seen = new uint[tape.Rotations.Count];
        if (measured is null)
            Mark(tape, Enumerable.Range(0, qubits).Select(tape.MeasuredZ).ToArray(), 1, seen);
        else
            for (var k = 0; k < measured.Count; k++)
                Mark(tape, [tape.MeasuredZ(measured[k])], 1u << k, seen);
        DropPhases(tape, zeroQubits.Aggregate(0u, (mask, qubit) => mask | tape.Bit(qubit)), seen);
        return seen;
    }

    private static void Mark(RotationTape tape, PauliString[] observables, uint bit, uint[] seen)
    {
        var later = new List<PauliString>(observables);
        for (var i = tape.Rotations.Count - 1; i >= 0; i--)
        {
            var axis = tape.Rotations[i].Axis;
            if (!later.Exists(axis.AnticommutesWith))
                continue;
            seen[i] |= bit;
            later.Add(axis);
        }
    }

    private static void DropPhases(RotationTape tape, uint zeroBits, uint[] seen)
    {
        var earlier = new List<PauliString>();
        for (var i = 0; i < seen.Length; i++)
        {
            var axis = tape.Rotations[i].Axis;
            if (seen[i] == 0)
                continue;
            if (axis.IsDiagonal && (axis.Z & ~zeroBits) == 0 && !earlier.Exists(axis.AnticommutesWith))
                seen[i] = 0;
            else
                earlier.Add(axis);
        }
    }
}
