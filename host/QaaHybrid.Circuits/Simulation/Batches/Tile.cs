using System.Numerics;
using QaaHybrid.Circuits.Lanes;

namespace QaaHybrid.Circuits.Batches;

/// <summary>
/// Rows of a matrix to lanes and back: column c of row k becomes lane k of the register at c · step. A tile has as many rows as a register has
/// lanes; in the last tile of a batch some may be missing.
/// </summary>
internal static unsafe class Tile<TLanes, T>
    where TLanes : struct, ILanes<TLanes, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>Fills <paramref name="target"/> with the rows; lanes of missing rows repeat the first row, and are to be ignored.</summary>
    /// <param name="source">The first row.</param>
    /// <param name="rows">How many there are, at most the lanes.</param>
    /// <param name="columns">Numbers in a row.</param>
    /// <param name="target">The first register.</param>
    /// <param name="step">Numbers from one register to the next.</param>
    public static void Pack(T* source, int rows, int columns, T* target, nint step)
    {
        var pointers = stackalloc T*[TLanes.Count];
        for (var k = 0; k < TLanes.Count; k++)
            pointers[k] = source + (k < rows ? (nint)k * columns : 0);
        nint c = 0;
        for (; c + TLanes.Count <= columns; c += TLanes.Count)
            TLanes.Transpose(pointers, c, target + c * step, step);
        for (; c < columns; c++)
            for (var k = 0; k < TLanes.Count; k++)
                target[c * step + k] = pointers[k][c];
    }

    /// <summary>Writes registers that follow each other as rows.</summary>
    public static void Unpack(T* source, T* target, int rows, int columns)
    {
        var pointers = stackalloc T*[TLanes.Count];
        nint c = 0;
        if (rows == TLanes.Count)
            for (; c + TLanes.Count <= columns; c += TLanes.Count)
            {
                for (var i = 0; i < TLanes.Count; i++)
                    pointers[i] = source + (c + i) * TLanes.Count;
                TLanes.Transpose(pointers, 0, target + c, columns);
            }
        for (; c < columns; c++)
            for (var k = 0; k < rows; k++)
                target[(nint)k * columns + c] = source[c * TLanes.Count + k];
    }

    /// <summary>The sum of squares of every lane over registers at a distance of <paramref name="step"/>.</summary>
    public static TLanes SumOfSquares(T* source, int count, nint step)
    {
        // Four sums side by side: shorter chains of rounding, and of waiting.
        TLanes s0 = default, s1 = default, s2 = default, s3 = default;
        var i = 0;
        for (; i + 4 <= count; i += 4, source += 4 * step)
        {
            TLanes a = TLanes.Load(source), b = TLanes.Load(source + step), c = TLanes.Load(source + 2 * step), d = TLanes.Load(source + 3 * step);
            s0 = TLanes.MultiplyAdd(a, a, s0);
            s1 = TLanes.MultiplyAdd(b, b, s1);
            s2 = TLanes.MultiplyAdd(c, c, s2);
            s3 = TLanes.MultiplyAdd(d, d, s3);
        }
        for (; i < count; i++, source += step)
            s0 = TLanes.MultiplyAdd(TLanes.Load(source), TLanes.Load(source), s0);
        return (s0 + s1) + (s2 + s3);
    }
}
