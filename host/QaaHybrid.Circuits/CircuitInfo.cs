using QaaHybrid.Circuits.Choice;
using QaaHybrid.Circuits.Fusion;
using QaaHybrid.Circuits.Planning;
using QaaHybrid.Circuits.Subspace;

namespace QaaHybrid.Circuits;

/// <summary>A tape in numbers, and how the simulator would run it.</summary>
/// <param name="Qubits">Size of the register.</param>
/// <param name="AuxiliaryQubits">Clean qubits beyond it.</param>
/// <param name="Parameters">Number of parameters θ.</param>
/// <param name="GateCount">Number of gates as the compiler wrote them.</param>
/// <param name="GateCounts">The same by kind.</param>
/// <param name="Depth">Number of layers when every gate is done as early as its qubits are free.</param>
/// <param name="Blocks">The blocks that the gates are fused into, by what their matrices are.</param>
/// <param name="IsReal">Whether real vectors stay real, by what the gates do together (up to a global phase).</param>
/// <param name="PreservesWeight">Whether all blocks keep the number of ones, so that states of one Hamming weight can be simulated by themselves.</param>
/// <param name="StartWeight">How many qubits of |0…0⟩ it begins by flipping; null where it takes any state.</param>
/// <param name="Executor">In words: how the simulator runs it.</param>
/// <param name="Choice">Which executor a batch gets, and why; null where none can run it.</param>
public sealed record CircuitInfo(
    int Qubits, int AuxiliaryQubits, int Parameters, int GateCount, IReadOnlyDictionary<GateKind, int> GateCounts,
    int Depth, BlockCounts Blocks, bool IsReal, bool PreservesWeight, int? StartWeight, string Executor, ExecutorChoice? Choice)
{
    /// <summary>Rows of a batch where nothing else is said.</summary>
    public const int UsualRows = 64;

    /// <summary>The numbers of a tape.</summary>
    /// <param name="circuit">The tape.</param>
    /// <param name="rows">How many rows the batch has that an executor is chosen for; numbers are float.</param>
    /// <param name="hammingWeight">k: the states are those of Hamming weight k. Null: all states.</param>
    /// <exception cref="NotSupportedException">The circuit does not keep that weight.</exception>
    public static CircuitInfo Of(Circuit circuit, int rows = UsualRows, int? hammingWeight = null)
    {
        ArgumentNullException.ThrowIfNull(circuit);
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 1);
        var counts = circuit.Gates.GroupBy(gate => gate.Kind).OrderBy(kind => kind.Key).ToDictionary(kind => kind.Key, kind => kind.Count());
        var blocks = CircuitBlocks.Of(circuit);
        var (isReal, executor, choice) = hammingWeight is { } weight ? DescribeSubspace(blocks, weight, rows)
            : circuit.Width > StateVectorWidth.Most ? (blocks.IsReal, TooWide(blocks), null)
            : circuit.Width > CircuitPlan.MaxWidth ? DescribeWideState(circuit, rows)
            : DescribeStateVector(circuit, rows);
        return new CircuitInfo(
            circuit.Qubits, circuit.AuxiliaryQubits, circuit.Parameters, circuit.Gates.Count, counts, LayerCount(circuit), BlockCounts.Of(blocks), isReal,
            blocks.PreservesWeight, blocks.StartFlips.Count > 0 ? blocks.StartFlips.Count : null, executor, choice);
    }

    private static (bool, string, ExecutorChoice?) DescribeStateVector(Circuit circuit, int rows)
    {
        var plan = CircuitPlan.Of(circuit, 1);
        var sweeps = plan.Steps.OfType<SweepStep>().ToList();
        var fans = plan.Fans.ToList();
        var flips = plan.Steps.OfType<FlipStep>().Count();
        string[] passes =
        [
            .. sweeps.Count > 0 ? [$"{sweeps.Sum(sweep => sweep.Members.Count)} rotations in {Count(sweeps.Count, "sweep")}"] : (string[])[],
            .. fans.Count > 0 ? [$"{fans.Sum(fan => fan.Generators.Count)} rotations in {Count(fans.Count, "fan")}"] : (string[])[],
            .. flips > 0 ? [Count(flips, "doubly controlled flip")] : (string[])[],
        ];
        var executor = $"state vector of 2^{circuit.Width} {(plan.IsComplex ? "complex" : "real")} amplitudes, {Count(plan.Steps.Count, "pass")} for " +
            $"{Count(circuit.Gates.Count, "gate")}{(passes.Length > 0 ? ": " : "")}{string.Join(", ", passes)}";
        return (!plan.IsComplex, executor, ExecutorCosts.OfStateVector(circuit, sizeof(float)).Choose(rows));
    }

    private static (bool, string, ExecutorChoice?) DescribeWideState(Circuit circuit, int rows)
    {
        var isReal = !new PlaneProgram(circuit).IsComplex;
        var executor = $"state vector of 2^{circuit.Width} {(isReal ? "real" : "complex")} amplitudes, one row after the other";
        return (isReal, executor, ExecutorCosts.OfStateVector(circuit, sizeof(float)).Choose(rows));
    }

    private static (bool, string, ExecutorChoice?) DescribeSubspace(CircuitBlocks blocks, int weight, int rows)
    {
        var program = new SubspaceProgram(blocks, weight);
        var kind = program.IsComplex ? "complex" : "real";
        var others = program.Matrices.Count > 0 ? $" and {Count(program.Matrices.Count, "small matrix")}" : "";
        var executor = $"Hamming weight {weight}: {program.Basis.Count} {kind} amplitudes, {Count(program.Givens.Length, "Givens rotation")}{others}";
        return (!program.IsComplex, executor, ExecutorCosts.OfSubspace(program, sizeof(float)).Choose(rows));
    }

    private static string TooWide(CircuitBlocks blocks)
    {
        var none = $"none: {blocks.Circuit.Width} qubits are more than the state-vector simulator holds ({StateVectorWidth.Most})";
        if (!blocks.PreservesWeight)
            return none;
        var weight = blocks.StartFlips.Count > 0 ? $"its states have Hamming weight {blocks.StartFlips.Count}" : "a Hamming weight has to be named";
        return $"{none}; all blocks preserve the Hamming weight, so states of one weight can be simulated: {weight}";
    }

    private static string Count(int number, string what) => number == 1 ? $"1 {what}"
        : what.EndsWith("matrix", StringComparison.Ordinal) ? $"{number} {what[..^2]}ces"
        : $"{number} {what}{(what.EndsWith('s') ? "es" : "s")}";

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
