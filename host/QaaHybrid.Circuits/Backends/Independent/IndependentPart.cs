namespace QaaHybrid.Circuits;

/// <summary>
/// A part of a tape that no gate ties to the rest. From |0…0⟩ the state is a product over the parts, so each can be run, and measured, by itself.
/// </summary>
/// <param name="Circuit">The part as a tape of its own; its parameters are those of the whole.</param>
/// <param name="Qubits">Where its qubits stand in the whole: those of its register, ascending, then the auxiliary ones.</param>
internal sealed record IndependentPart(Circuit Circuit, int[] Qubits)
{
    /// <summary>All parts, by their first qubit; a qubit without gates is one too.</summary>
    public static IReadOnlyList<IndependentPart> Of(Circuit circuit)
    {
        // The root of a tree is its least qubit.
        int[] parent = [.. Enumerable.Range(0, circuit.Width)];
        foreach (var gate in circuit.Gates)
        {
            if (gate.Q1 >= 0)
                Join(gate.Q0, gate.Q1);
            if (gate.Q2 >= 0)
                Join(gate.Q0, gate.Q2);
        }
        // Every part has a qubit of the register: auxiliary ones that nothing ties to it go with the first.
        for (var q = circuit.Qubits; q < circuit.Width; q++)
            if (Root(q) >= circuit.Qubits)
                Join(0, q);
        int[][] qubits = [.. Enumerable.Range(0, circuit.Width).GroupBy(Root).OrderBy(group => group.Key).Select(group => group.ToArray())];
        if (qubits.Length == 1)
            return [new IndependentPart(circuit, qubits[0])];
        var (part, place) = (new int[circuit.Width], new int[circuit.Width]);
        for (var p = 0; p < qubits.Length; p++)
            for (var i = 0; i < qubits[p].Length; i++)
                (part[qubits[p][i]], place[qubits[p][i]]) = (p, i);
        var gates = qubits.Select(_ => new List<Gate>()).ToArray();
        foreach (var gate in circuit.Gates)
            gates[part[gate.Q0]].Add(gate with
            {
                Q0 = place[gate.Q0], Q1 = gate.Q1 < 0 ? -1 : place[gate.Q1], Q2 = gate.Q2 < 0 ? -1 : place[gate.Q2],
            });
        return [.. qubits.Select((own, p) =>
        {
            var register = own.Count(q => q < circuit.Qubits);
            return new IndependentPart(new Circuit($"part {p} of {circuit.Name}", register, own.Length - register, circuit.Parameters, gates[p]), own);
        })];

        int Root(int q)
        {
            while (parent[q] != q)
                q = parent[q] = parent[parent[q]];
            return q;
        }

        void Join(int a, int b)
        {
            (a, b) = (Root(a), Root(b));
            parent[Math.Max(a, b)] = Math.Min(a, b);
        }
    }
}
