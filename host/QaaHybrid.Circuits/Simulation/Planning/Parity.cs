using System.Numerics;

namespace QaaHybrid.Circuits.Planning;

/// <summary>A set of index bits as a mask; the parity of an index over it.</summary>
internal static class Parity
{
    /// <summary>Whether an odd number of the bits of <paramref name="mask"/> are set in <paramref name="index"/>: the dot product over GF(2).</summary>
    public static bool Odd(uint mask, uint index) => (BitOperations.PopCount(mask & index) & 1) != 0;
}
