namespace QaaHybrid.Circuits;

/// <summary>
/// Circuits that do the same with more gates, and so with more noise: C (C†C)ᵏ, then the last s gates once back and forth
/// (global folding; Giurgica-Tiron, Hindy, LaRose, Mari, Zeng, "Digital zero noise extrapolation", IEEE QCE 2020).
/// </summary>
public static class CircuitFolding
{
    /// <summary>Folds a circuit to about <paramref name="scale"/> times its gates. Parameters stay what they are.</summary>
    /// <param name="circuit">The tape.</param>
    /// <param name="scale">
    /// How many times the gates, at least 1. Odd whole numbers scale the noise of all gates alike and keep the Q# behind the tape; between
    /// them only the last gates are folded once more, which biases an extrapolation where other gates matter more.
    /// </param>
    /// <remarks>
    /// Only what the tape holds is folded, not the loading of an input. A compiler that cancels gates undoes the folding: it has to be told
    /// not to, where a backend compiles what it gets.
    /// </remarks>
    public static FoldedCircuit Fold(Circuit circuit, double scale)
    {
        ArgumentNullException.ThrowIfNull(circuit);
        if (!(scale >= 1 && double.IsFinite(scale)))
            throw new ArgumentOutOfRangeException(nameof(scale), scale, "a circuit can be folded to at least its own length: the scale is 1 or more");
        var depth = circuit.Gates.Count;
        if (depth == 0)
            return new FoldedCircuit(circuit, scale);
        var pairs = (int)Math.Round((scale - 1) / 2 * depth, MidpointRounding.AwayFromZero);
        var (whole, part) = (pairs / depth, pairs % depth);
        if (pairs == 0)
            return new FoldedCircuit(circuit, 1);
        var back = circuit.Inverse();
        var gates = new List<Gate>(depth + 2 * pairs);
        gates.AddRange(circuit.Gates);
        for (var k = 0; k < whole; k++)
            gates.AddRange([.. back.Gates, .. circuit.Gates]);
        gates.AddRange([.. back.Gates.Take(part), .. circuit.Gates.Skip(depth - part)]);
        // The same parameters all along, unlike Circuit.Then, which numbers those of the second after those of the first.
        CircuitOrigin? origin = null;
        if (part == 0 && circuit.Origin is { } source)
        {
            CircuitStage[] backAndForth = [.. back.Origin!.Stages, .. source.Stages];
            origin = source with { Stages = [.. source.Stages, .. Enumerable.Repeat(backAndForth, whole).SelectMany(stages => stages)] };
        }
        var folded = new Circuit(
            $"{circuit.Name}, folded to {gates.Count} gates", circuit.Qubits, circuit.AuxiliaryQubits, circuit.Parameters, gates, origin);
        return new FoldedCircuit(folded, gates.Count / (double)depth);
    }
}

/// <summary>A folded circuit.</summary>
/// <param name="Circuit">The tape, of the same parameters.</param>
/// <param name="Scale">
/// How many times the gates it has, to the nearest pair of gates. A tape without gates has no noise to scale: it stays as it is, at the scale
/// that was asked for.
/// </param>
public sealed record FoldedCircuit(Circuit Circuit, double Scale);
