using QaaHybrid.Circuits.Fusion;

namespace QaaHybrid.Circuits;

/// <summary>How many blocks a tape is fused into, and how many of them are of each class; a block may be of several.</summary>
/// <param name="All">All blocks.</param>
/// <param name="Diagonal">Basis states only get phases.</param>
/// <param name="Permutation">Basis states become basis states.</param>
/// <param name="Real">All entries are real, up to a phase of the block.</param>
/// <param name="WeightPreserving">The number of ones stays.</param>
/// <param name="MostQubits">Qubits of the largest.</param>
public sealed record BlockCounts(int All, int Diagonal, int Permutation, int Real, int WeightPreserving, int MostQubits)
{
    internal static BlockCounts Of(CircuitBlocks blocks) => new(
        blocks.Blocks.Count, blocks.Count(BlockClass.Diagonal), blocks.Count(BlockClass.Permutation), blocks.Count(BlockClass.Real),
        blocks.Count(BlockClass.WeightPreserving), blocks.Blocks.Select(block => block.Qubits.Count).DefaultIfEmpty().Max());
}
