using QaaHybrid.Circuits;

namespace QaaHybrid.AzureEmulator;

/// <summary>
/// Qubits of a circuit that gates connect, as a circuit of their own. Circuits that were packed side by side into one job fall apart again
/// here, so that 56 qubits of them are no more work than each alone.
/// </summary>
/// <param name="Circuit">The gates on these qubits; all of them are its register, those that are recorded first.</param>
/// <param name="Qubits">The qubits' numbers in the whole circuit, in ascending order.</param>
/// <param name="Recorded">How many of them are recorded: the first ones.</param>
internal sealed record CircuitPart(Circuit Circuit, IReadOnlyList<int> Qubits, int Recorded)
{
    /// <summary>Positions of the recorded qubits in the outcome.</summary>
    public IReadOnlyList<int> Positions => [.. Qubits.Take(Recorded)];

    /// <summary>The parts that have a recorded qubit, in the order of their first one; the others have no influence on what is read.</summary>
    public static IReadOnlyList<CircuitPart> Split(Circuit circuit)
    {
        var root = Enumerable.Range(0, circuit.Width).ToArray();
        foreach (var gate in circuit.Gates)
        {
            Join(gate.Q0, gate.Q1);
            Join(gate.Q0, gate.Q2);
        }
        var gates = circuit.Gates.ToLookup(gate => Find(gate.Q0));
        return [.. Enumerable.Range(0, circuit.Width).GroupBy(Find).Where(part => part.First() < circuit.Qubits).Select(Part)];

        int Find(int qubit)
        {
            while (root[qubit] != qubit)
                qubit = root[qubit] = root[root[qubit]];
            return qubit;
        }

        void Join(int a, int b)
        {
            if (b >= 0)
                root[Find(b)] = Find(a);
        }

        CircuitPart Part(IGrouping<int, int> part)
        {
            int[] qubits = [.. part];
            var local = qubits.Index().ToDictionary(entry => entry.Item, entry => entry.Index);
            local[-1] = -1;
            var own = gates[part.Key].Select(gate => gate with { Q0 = local[gate.Q0], Q1 = local[gate.Q1], Q2 = local[gate.Q2] });
            return new CircuitPart(
                new Circuit(circuit.Name, qubits.Length, 0, 0, [.. own]), qubits, qubits.Count(qubit => qubit < circuit.Qubits));
        }
    }

    /// <summary>The noise of the whole circuit, with the qubits numbered as here.</summary>
    public NoiseModel Localise(NoiseModel noise)
    {
        var local = Qubits.Index().ToDictionary(entry => entry.Item, entry => entry.Index);
        return new NoiseModel(
            noise.Name,
            noise.Rules.Select(rule => new NoiseRule(
                rule.Channels, rule.Gates, rule.Qubits?.Where(local.ContainsKey).Select(qubit => local[qubit]))),
            noise.BeforeMeasurement,
            Qubits.Select((qubit, index) => new ReadOutRule(noise.ReadOut(qubit), [index])));
    }
}
