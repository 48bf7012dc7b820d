using System.Numerics;

namespace QaaHybrid.Circuits.Density;

/// <summary>
/// A tape and its noise as few maps of the density matrix: what acts on one qubit waits, and goes into the next gate of several qubits there.
/// </summary>
internal static class NoisyCircuit
{
    /// <summary>The maps, first applied first.</summary>
    public static List<Superoperator> Maps(Circuit circuit, ReadOnlySpan<double> theta, NoiseModel noise)
    {
        var maps = new List<Superoperator>();
        var waiting = new Superoperator?[circuit.Width];
        foreach (var gate in circuit.Gates)
        {
            int[] qubits = gate.Arity switch { 1 => [gate.Q0], 2 => [gate.Q0, gate.Q1], _ => [gate.Q0, gate.Q1, gate.Q2] };
            var map = Superoperator.Of([GateMatrix.Of(gate.Kind, gate.Angle.At(theta))], qubits);
            foreach (var site in noise.After(gate))
                map = map.Then(Of(site));
            if (qubits.Length == 1)
            {
                waiting[gate.Q0] = waiting[gate.Q0]?.Then(map) ?? map;
                continue;
            }
            Superoperator? before = null;
            foreach (var q in qubits)
                if (waiting[q] is { } own)
                {
                    before = (before ?? Identity(qubits)).Then(own);
                    waiting[q] = null;
                }
            maps.Add(before?.Then(map) ?? map);
        }
        for (var q = 0; q < circuit.Qubits; q++)
            foreach (var site in noise.Before(q))
                waiting[q] = waiting[q]?.Then(Of(site)) ?? Of(site);
        maps.AddRange(waiting.OfType<Superoperator>());
        return maps;
    }

    private static Superoperator Of(NoiseSite site) =>
        site.Q1 < 0 ? Superoperator.Of(site.Channel.KrausOperators, site.Q0) : Superoperator.Of(site.Channel.KrausOperators, site.Q0, site.Q1);

    private static Superoperator Identity(int[] qubits)
    {
        var one = new Complex[1 << qubits.Length, 1 << qubits.Length];
        for (var i = 0; i < one.GetLength(0); i++)
            one[i, i] = 1;
        return Superoperator.Of([one], qubits);
    }
}
