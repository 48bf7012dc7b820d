namespace QaaHybrid.Circuits;

/// <summary>Runs a wide circuit part by part, where it has several: 2ⁿ numbers become the sum of far smaller states.</summary>
internal static class IndependentRun
{
    /// <summary>The result of a circuit from the results of its parts; null where it has only one, or starts from amplitudes, which may tie qubits together.</summary>
    /// <remarks>With shots counts are joined; without, there are ⟨Z⟩ alone, for the 2ⁿ numbers of the whole are what is avoided.</remarks>
    /// <param name="run">The circuit.</param>
    /// <param name="shots">How often it is measured; null asks for exact values.</param>
    /// <param name="seed">Governs everything that is drawn.</param>
    /// <param name="runPart">Runs one part with a seed of its own.</param>
    public static BackendResult? Try(BackendRun run, int? shots, long seed, Func<IndependentPart, BackendRun, long, BackendResult> runPart)
    {
        if (run.Input is not null || IndependentPart.Of(run.Circuit) is not { Count: > 1 } parts)
            return null;
        var seeds = new SplitMix64(seed);
        BackendResult[] results = [.. parts.Select(part => runPart(part, run with { Circuit = part.Circuit }, (long)seeds.Next()))];
        return shots is null ? Exact(run.Circuit.Qubits, parts, results) : Joined(run.Circuit.Qubits, parts, results, ref seeds);
    }

    private static BackendResult Exact(int qubits, IReadOnlyList<IndependentPart> parts, BackendResult[] results)
    {
        double[] z = new double[qubits], errors = new double[qubits];
        foreach (var (part, result) in parts.Zip(results))
            for (var j = 0; j < result.Qubits; j++)
                (z[part.Qubits[j]], errors[part.Qubits[j]]) = (result.Z[j], result.ZError?[j] ?? 0);
        return new BackendResult(qubits, z, ZError: results.Any(result => result.ZError is not null) ? errors : null);
    }

    // Counts have lost the order of the shots. The parts are independent, so any order is as good as the one in which they fell, as long as it is drawn
    // anew for every part.
    private static BackendResult Joined(int qubits, IReadOnlyList<IndependentPart> parts, BackendResult[] results, ref SplitMix64 random)
    {
        var drawn = new string[parts.Count][];
        for (var p = 0; p < drawn.Length; p++)
            drawn[p] = ShotOrder.Drawn(results[p].Counts!, ref random);
        var counts = new SortedDictionary<string, long>(StringComparer.Ordinal);
        var outcome = new char[qubits];
        for (var shot = 0; shot < drawn[0].Length; shot++)
        {
            for (var p = 0; p < drawn.Length; p++)
                for (var j = 0; j < results[p].Qubits; j++)
                    outcome[parts[p].Qubits[j]] = drawn[p][shot][j];
            var bits = new string(outcome);
            counts[bits] = counts.GetValueOrDefault(bits) + 1;
        }
        return Measurement.OfCounts(qubits, counts);
    }
}
