using System.Numerics;
using QaaHybrid.Circuits.Lanes;

namespace QaaHybrid.Circuits.Batches;

/// <summary>
/// Rows of a matrix to lanes and back: column c of row k becomes lane k of the register at c · step. A tile has as many rows as a register has
/// lanes; those missing in the last tile count as zero.
/// </summary>
internal static unsafe class Tile<TLanes, T>
    where TLanes : struct, ILanes<TLanes, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>Fills <paramref name="target"/> with the rows, each multiplied by its scale.</summary>
    /// <param name="source">The first row.</param>
    /// <param name="rows">How many there are, at most the lanes.</param>
    /// <param name="columns">Numbers in a row.</param>
    /// <param name="target">The first register.</param>
    /// <param name="step">Numbers from one register to the next.</param>
    /// <param name="scales">One factor a lane, 0 for rows that are missing.</param>
    public static void Pack(T* source, int rows, int columns, T* target, nint step, TLanes scales)
    {
        var pointers = stackalloc T*[TLanes.Count];
        var square = stackalloc T[TLanes.Count * TLanes.Count];
        // A missing row repeats the first; its scale makes it vanish.
        for (var k = 0; k < TLanes.Count; k++)
            pointers[k] = source + (k < rows ? (nint)k * columns : 0);
        nint c = 0;
        for (; c + TLanes.Count <= columns; c += TLanes.Count)
        {
            TLanes.Transpose(pointers, c, square);
            for (var i = 0; i < TLanes.Count; i++)
                (scales * TLanes.Load(square + i * TLanes.Count)).Store(target + (c + i) * step);
        }
        for (; c < columns; c++)
        {
            for (var k = 0; k < TLanes.Count; k++)
                square[k] = pointers[k][c];
            (scales * TLanes.Load(square)).Store(target + c * step);
        }
    }

    /// <summary>Writes registers that follow each other as rows.</summary>
    public static void Unpack(T* source, T* target, int rows, int columns)
    {
        var pointers = stackalloc T*[TLanes.Count];
        var square = stackalloc T[TLanes.Count * TLanes.Count];
        nint c = 0;
        for (; c + TLanes.Count <= columns; c += TLanes.Count)
        {
            for (var i = 0; i < TLanes.Count; i++)
                pointers[i] = source + (c + i) * TLanes.Count;
            TLanes.Transpose(pointers, 0, square);
            for (var k = 0; k < rows; k++)
                TLanes.Load(square + k * TLanes.Count).Store(target + (nint)k * columns + c);
        }
        for (; c < columns; c++)
            for (var k = 0; k < rows; k++)
                target[(nint)k * columns + c] = source[c * TLanes.Count + k];
    }

    /// <summary>The registers' numbers from a lane-wise function.</summary>
    public static TLanes Lanes(ReadOnlySpan<T> values)
    {
        fixed (T* start = values)
            return TLanes.Load(start);
    }

    /// <summary>1 / ‖row‖, computed in double precision; 0 for a zero row.</summary>
    public static double InverseNorm(T* row, int columns)
    {
        var squares = 0.0;
        var c = 0;
        if (typeof(T) == typeof(float))
        {
            Vector<double> low = default, high = default;
            for (; c + Vector<float>.Count <= columns; c += Vector<float>.Count)
            {
                Vector.Widen(Vector.Load((float*)row + c), out var a, out var b);
                low += a * a;
                high += b * b;
            }
            squares = Vector.Sum(low + high);
        }
        for (; c < columns; c++)
        {
            var x = double.CreateTruncating(row[c]);
            squares += x * x;
        }
        return squares == 0 ? 0 : 1 / Math.Sqrt(squares);
    }
}
