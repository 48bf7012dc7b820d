using QaaHybrid.Circuits;

namespace QaaHybrid.AzureEmulator;

/// <summary>Runs programs on QaaHybrid's own simulators, part by part.</summary>
/// <param name="noise">What noisy targets suffer.</param>
internal sealed class ProgramRunner(NoiseModel noise)
{
    /// <summary>Most qubits that gates may connect: what the simulators hold within some hundred megabytes.</summary>
    public const int MaxConnectedQubits = 24;

    /// <summary>Runs a program.</summary>
    /// <param name="circuit">As in <see cref="EmulatedProgram.Circuit"/>.</param>
    /// <param name="kind">How.</param>
    /// <param name="shots">How often it is measured.</param>
    /// <param name="seed">Governs what is drawn; equal seeds draw equal shots.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="JobFailureException">More qubits are connected than the simulators hold.</exception>
    public async Task<ProgramOutcome> RunAsync(
        Circuit circuit, EmulationKind kind, int shots, long seed, CancellationToken cancellationToken = default)
    {
        if (kind == EmulationKind.SyntaxCheck)
            return new ProgramOutcome([.. Enumerable.Repeat(new string('0', circuit.Qubits), shots)], null);
        var parts = CircuitPart.Split(circuit);
        if (parts.MaxBy(part => part.Qubits.Count) is { Qubits.Count: > MaxConnectedQubits and var connected })
            throw new JobFailureException(
                JobFailureException.InternalError,
                $"the emulator simulates at most {MaxConnectedQubits} qubits that gates connect, this program connects {connected}");
        var random = new Random(seed.GetHashCode());
        if (kind == EmulationKind.Exact)
        {
            var distributions = new List<PartDistribution>();
            foreach (var part in parts)
                distributions.Add(await ExactAsync(part, cancellationToken));
            return new ProgramOutcome(Dealt(distributions, shots, random), distributions);
        }
        var drawn = new List<(CircuitPart, string[])>();
        foreach (var part in parts)
            drawn.Add((part, await DrawAsync(part, kind, shots, unchecked(seed + drawn.Count), random, cancellationToken)));
        return new ProgramOutcome(Combine(circuit.Qubits, shots, drawn.Select(part => (part.Item1.Positions, part.Item2))), null);
    }

    private static async Task<PartDistribution> ExactAsync(CircuitPart part, CancellationToken cancellationToken)
    {
        var result = await new SimulatorBackend().RunAsync([new BackendRun(part.Circuit, [])], cancellationToken: cancellationToken);
        return new PartDistribution(part.Positions, Marginal(result[0].Probabilities!, part.Qubits.Count - part.Recorded));
    }

    // The qubits that are not recorded are the last ones: p(recorded) = Σ over them.
    private static double[] Marginal(IReadOnlyList<double> probabilities, int unrecorded)
    {
        var marginal = new double[probabilities.Count >> unrecorded];
        for (var state = 0; state < probabilities.Count; state++)
            marginal[state >> unrecorded] += probabilities[state];
        return marginal;
    }

    // Shots in an order that does not tie the parts to each other.
    private async Task<string[]> DrawAsync(
        CircuitPart part, EmulationKind kind, int shots, long seed, Random random, CancellationToken cancellationToken)
    {
        IQuantumBackend backend = kind == EmulationKind.Noisy ? new NoisyBackend(part.Localise(noise)) : new SimulatorBackend();
        var result = await backend.RunAsync([new BackendRun(part.Circuit, [])], shots, seed, cancellationToken);
        string[] drawn =
            [.. result[0].Counts!.OrderBy(count => count.Key, StringComparer.Ordinal).SelectMany(count => Enumerable.Repeat(count.Key[..part.Recorded], (int)count.Value))];
        random.Shuffle(drawn);
        return drawn;
    }

    private static string[] Dealt(IReadOnlyList<PartDistribution> parts, int shots, Random random)
    {
        if (PartDistribution.Joint(parts) is { } joint)
            return [.. Apportionment.Deal(joint, shots)];
        // Too many to list: dealt part by part.
        return Combine(parts.Sum(part => part.Positions.Count), shots, parts.Select(part =>
        {
            string[] dealt = [.. Apportionment.Deal([.. part.Support], shots)];
            random.Shuffle(dealt);
            return (part.Positions, dealt);
        }));
    }

    private static string[] Combine(int qubits, int shots, IEnumerable<(IReadOnlyList<int> Positions, string[] Shots)> parts)
    {
        char[][] bits = [.. Enumerable.Range(0, shots).Select(_ => new char[qubits])];
        foreach (var (positions, drawn) in parts)
            for (var shot = 0; shot < shots; shot++)
                for (var i = 0; i < positions.Count; i++)
                    bits[shot][positions[i]] = drawn[shot][i];
        return [.. bits.Select(shot => new string(shot))];
    }
}
