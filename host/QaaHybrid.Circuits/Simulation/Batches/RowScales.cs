using System.Numerics;
using QaaHybrid.Circuits.Lanes;

namespace QaaHybrid.Circuits.Batches;

/// <summary>
/// What the lanes of a tile are short of being normalised. Rows are not divided by their norm on loading: every gate is linear, so the state
/// carries the norm to its end, where fewer numbers have to be scaled.
/// </summary>
/// <param name="InverseNorm">1 / norm of the loaded row; 0 for rows that are zero or missing. 1 where rows are not normalised.</param>
/// <param name="Loaded">What a row was multiplied by on loading: 1, unless its squares would leave the range of the numbers.</param>
internal readonly record struct RowScales<TLanes>(TLanes InverseNorm, TLanes Loaded)
    where TLanes : struct;

/// <summary>Finds the scales of a loaded tile.</summary>
internal static unsafe class RowScales<TLanes, T>
    where TLanes : struct, ILanes<TLanes, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    // Squares, and their sums over a state that has grown, are far from the ends of float's range in between.
    private const double Largest = 1e16;
    private const double Smallest = 1e-16;

    /// <summary>The scales of rows that are not normalised.</summary>
    public static RowScales<TLanes> Present(int rows)
    {
        var present = stackalloc T[TLanes.Count];
        for (var k = 0; k < TLanes.Count; k++)
            present[k] = k < rows ? T.One : T.Zero;
        return new RowScales<TLanes>(TLanes.Load(present), TLanes.All(T.One));
    }

    /// <summary>The scales of rows that are; a row whose squares would overflow or vanish is multiplied first.</summary>
    /// <param name="state">The first register of the loaded rows.</param>
    /// <param name="rows">How many rows there are.</param>
    /// <param name="columns">Numbers in a row.</param>
    /// <param name="step">Numbers from one register to the next.</param>
    public static RowScales<TLanes> Normalize(T* state, int rows, int columns, nint step)
    {
        var sums = stackalloc T[TLanes.Count];
        var loaded = stackalloc T[TLanes.Count];
        Tile<TLanes, T>.SumOfSquares(state, columns, step).Store(sums);
        var rescaled = false;
        for (var k = 0; k < TLanes.Count; k++)
        {
            var sum = double.CreateTruncating(sums[k]);
            loaded[k] = T.One;
            if (k < rows && !(sum is > Smallest and < Largest) && !double.IsNaN(sum))
                rescaled |= (loaded[k] = InverseOfLargest(state + k, columns, step)) != T.One;
        }
        if (rescaled)
        {
            for (nint c = 0; c < columns; c++)
                (TLanes.Load(loaded) * TLanes.Load(state + c * step)).Store(state + c * step);
            Tile<TLanes, T>.SumOfSquares(state, columns, step).Store(sums);
        }
        for (var k = 0; k < TLanes.Count; k++)
            sums[k] = k >= rows || sums[k] == T.Zero ? T.Zero : T.One / T.Sqrt(sums[k]);
        return new RowScales<TLanes>(TLanes.Load(sums), TLanes.Load(loaded));
    }

    // A power of two near 1 / (the largest number of the lane); 1 for a lane of zeros.
    private static T InverseOfLargest(T* lane, int columns, nint step)
    {
        var limit = typeof(T) == typeof(float) ? 120 : 1000;
        var largest = T.Zero;
        for (nint c = 0; c < columns; c++)
            largest = T.Max(largest, T.Abs(lane[c * step]));
        return largest == T.Zero || !T.IsFinite(largest) ? T.One : T.ScaleB(T.One, -Math.Clamp(T.ILogB(largest), -limit, limit));
    }
}
