namespace QaaHybrid.Circuits;

/// <summary>Several runs as one circuit.</summary>
/// <param name="Run">The circuit, its parameters bound, measured as often as the most demanding of its runs asked; a run that is alone stays as it was.</param>
/// <param name="Slots">Where the runs sit, one after the other.</param>
public sealed record PackedJob(BackendRun Run, IReadOnlyList<PackedSlot> Slots)
{
    /// <summary>
    /// What each run would have given alone: its bits of every shot, its marginal of the probabilities, its ⟨Z⟩ with their errors. A run that asked for fewer
    /// shots than the job had gets so many of them, chosen at random without replacement, which are distributed as if only they had been taken.
    /// </summary>
    /// <param name="result">Result of <see cref="Run"/>, as it was measured.</param>
    /// <param name="seed">Governs which shots are left out.</param>
    /// <returns>One result a slot.</returns>
    /// <exception cref="ArgumentException">The result is of another number of qubits.</exception>
    public IReadOnlyList<BackendResult> Split(BackendResult result, long seed = 0)
    {
        ArgumentNullException.ThrowIfNull(result);
        if (result.Qubits != Run.Circuit.Qubits)
            throw new ArgumentException($"{Run.Circuit.Name} has {Run.Circuit.Qubits} qubits, the result has {result.Qubits}", nameof(result));
        return Slots is [{ } only] && only.Shots == Run.Shots
            ? [result]
            : [.. Slots.Select((slot, i) => Of(slot, result, SplitMix64.Stream(seed, i)))];
    }

    private static BackendResult Of(PackedSlot slot, BackendResult result, SplitMix64 random)
    {
        var counts = result.Counts is { } all ? Counts(slot, all) : null;
        // Of those that came: a device may lose some.
        if (counts is not null && slot.Shots is { } wanted && wanted < counts.Values.Sum())
            return Measurement.OfCounts(slot.Qubits, Counts(ShotOrder.Drawn(counts, ref random, wanted).Select(bits => KeyValuePair.Create(bits, 1L))));
        return new BackendResult(
            slot.Qubits, Part(slot, result.Z),
            Probabilities: result.Probabilities is { } joint ? Marginal(slot, joint, result.Qubits)
                : result.Parts is { } parts ? DistributionPart.Marginal(parts, slot.First, slot.Qubits) : null,
            ZError: result.ZError is { } errors ? Part(slot, errors) : null, Counts: counts);
    }

    private static SortedDictionary<string, long> Counts(PackedSlot slot, IReadOnlyDictionary<string, long> joint) =>
        Counts(joint.Select(count => KeyValuePair.Create(count.Key.Substring(slot.First, slot.Qubits), count.Value)));

    private static SortedDictionary<string, long> Counts(IEnumerable<KeyValuePair<string, long>> outcomes)
    {
        var counts = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var (bits, count) in outcomes)
            counts[bits] = counts.GetValueOrDefault(bits) + count;
        return counts;
    }

    // p(l) = Σ over all basis states whose bits at the slot's place are l.
    private static double[] Marginal(PackedSlot slot, IReadOnlyList<double> joint, int qubits)
    {
        var marginal = new double[1 << slot.Qubits];
        for (var state = 0; state < joint.Count; state++)
            marginal[state >> (qubits - slot.First - slot.Qubits) & (marginal.Length - 1)] += joint[state];
        return marginal;
    }

    private static double[] Part(PackedSlot slot, IReadOnlyList<double> values) => [.. values.Skip(slot.First).Take(slot.Qubits)];
}
