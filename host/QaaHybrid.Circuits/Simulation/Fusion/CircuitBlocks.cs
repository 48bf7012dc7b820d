using System.Numerics;

namespace QaaHybrid.Circuits.Fusion;

/// <summary>
/// What a tape is made of: its gates fused into blocks of one and two qubits, larger ones where multiply controlled gates demand it (up to six
/// qubits, ten with clean auxiliary ones), each recognised by the numbers of its matrix at random angles, never by the names of its gates.
/// </summary>
public sealed class CircuitBlocks
{
    private CircuitBlocks(Circuit circuit, BlockPattern empty, WeightFusion fusion)
    {
        Circuit = circuit;
        PreservesWeight = fusion.Preserves;
        StartFlips = fusion.Preserves ? [.. fusion.StartFlips.Order()] : [];
        StartPhase = fusion.StartPhase;
        Blocks = [.. BlockMerger.Merge(circuit, empty, fusion.Pieces).Select(piece => new CircuitBlock(circuit, piece))];
    }

    /// <summary>The tape.</summary>
    public Circuit Circuit { get; }

    /// <summary>The blocks, in an order of application.</summary>
    public IReadOnlyList<CircuitBlock> Blocks { get; }

    /// <summary>
    /// Whether all blocks preserve the Hamming weight, so that a state of weight k is one of C(n, k) amplitudes for the whole way. With
    /// <see cref="StartFlips"/> it holds from there on.
    /// </summary>
    public bool PreservesWeight { get; }

    /// <summary>
    /// Qubits that a loader begins by flipping, in ascending order: from |0…0⟩ the circuit starts as the basis state with ones there, whose
    /// weight it keeps. Empty for circuits that start from any state.
    /// </summary>
    public IReadOnlyList<int> StartFlips { get; }

    /// <summary>Whether all blocks are real, each up to a phase of its own.</summary>
    public bool IsReal => Blocks.All(block => block.Class.HasFlag(BlockClass.Real));

    /// <summary>What the flips multiply |0…0⟩ by.</summary>
    internal Complex StartPhase { get; }

    /// <summary>Looks at a tape. The time is some hundred nanoseconds a gate where gates repeat the same patterns.</summary>
    public static CircuitBlocks Of(Circuit circuit)
    {
        ArgumentNullException.ThrowIfNull(circuit);
        var empty = new BlockPattern();
        var pairs = WeightFusion.Of(circuit, empty, FusionLimits.Pairs, flips: false, givesUp: false);
        if (pairs.Preserves)
            return new CircuitBlocks(circuit, empty, pairs);
        foreach (var (limits, flips) in new[] { (FusionLimits.Clusters, false), (FusionLimits.Pairs, true), (FusionLimits.Clusters, true) })
            if (WeightFusion.Of(circuit, empty, limits, flips, givesUp: true) is { Preserves: true } found)
                return new CircuitBlocks(circuit, empty, found);
        return new CircuitBlocks(circuit, empty, pairs);
    }

    /// <summary>How many blocks are of a class; a block may be of several.</summary>
    public int Count(BlockClass what) => Blocks.Count(block => block.Class.HasFlag(what));
}
