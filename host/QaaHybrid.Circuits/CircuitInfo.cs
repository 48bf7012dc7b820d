using QaaHybrid.Circuits.Planning;

namespace QaaHybrid.Circuits;

/// <summary>A tape in numbers, and how the simulator would run it.</summary>
/// <param name="Qubits">Size of the register.</param>
/// <param name="AuxiliaryQubits">Clean qubits beyond it.</param>
/// <param name="Parameters">Number of parameters θ.</param>
/// <param name="GateCount">Number of gates as the compiler wrote them.</param>
/// <param name="GateCounts">The same by kind.</param>
/// <param name="Depth">Number of layers when every gate is done as early as its qubits are free.</param>
/// <param name="IsReal">Whether real vectors stay real, by what the gates do together (up to a global phase).</param>
/// <param name="Executor">In words: how the simulator runs it.</param>
public sealed record CircuitInfo(
    int Qubits, int AuxiliaryQubits, int Parameters, int GateCount, IReadOnlyDictionary<GateKind, int> GateCounts,
    int Depth, bool IsReal, string Executor)
{
    /// <summary>The numbers of a tape.</summary>
    public static CircuitInfo Of(Circuit circuit)
    {
        ArgumentNullException.ThrowIfNull(circuit);
        var counts = circuit.Gates.GroupBy(gate => gate.Kind).OrderBy(kind => kind.Key).ToDictionary(kind => kind.Key, kind => kind.Count());
        var (isReal, executor) = circuit.Width > CircuitPlan.MaxWidth
            ? (circuit.IsReal, $"none: {circuit.Width} qubits are more than the state-vector simulator holds ({CircuitPlan.MaxWidth})")
            : Describe(new CircuitPlan(circuit, 1), circuit);
        return new CircuitInfo(
            circuit.Qubits, circuit.AuxiliaryQubits, circuit.Parameters, circuit.Gates.Count, counts, LayerCount(circuit), isReal, executor);
    }

    private static (bool, string) Describe(CircuitPlan plan, Circuit circuit)
    {
        var sweeps = plan.Steps.OfType<SweepStep>().ToList();
        var fans = plan.Steps.OfType<FanStep>().ToList();
        var flips = plan.Steps.OfType<FlipStep>().Count();
        string[] passes =
        [
            .. sweeps.Count > 0 ? [$"{sweeps.Sum(sweep => sweep.Members.Count)} rotations in {Count(sweeps.Count, "sweep")}"] : (string[])[],
            .. fans.Count > 0 ? [$"{fans.Sum(fan => fan.Generators.Count)} rotations in {Count(fans.Count, "fan")}"] : (string[])[],
            .. flips > 0 ? [Count(flips, "doubly controlled flip")] : (string[])[],
        ];
        return (!plan.IsComplex,
            $"state vector of 2^{circuit.Width} {(plan.IsComplex ? "complex" : "real")} amplitudes, {Count(plan.Steps.Count, "pass")} for " +
            $"{Count(circuit.Gates.Count, "gate")}{(passes.Length > 0 ? ": " : "")}{string.Join(", ", passes)}");
    }

    private static string Count(int number, string what) => number == 1 ? $"1 {what}" : $"{number} {what}{(what.EndsWith('s') ? "es" : "s")}";

    private static int LayerCount(Circuit circuit)
    {
        var depth = new int[circuit.Width];
        foreach (var gate in circuit.Gates)
        {
            var layer = 1 + Math.Max(depth[gate.Q0], Math.Max(gate.Q1 < 0 ? 0 : depth[gate.Q1], gate.Q2 < 0 ? 0 : depth[gate.Q2]));
            depth[gate.Q0] = layer;
            if (gate.Q1 >= 0)
                depth[gate.Q1] = layer;
            if (gate.Q2 >= 0)
                depth[gate.Q2] = layer;
        }
        return depth.Max();
    }
}
