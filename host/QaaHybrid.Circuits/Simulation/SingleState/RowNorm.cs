using System.Numerics;
using QaaHybrid.Circuits.Batches;
using QaaHybrid.Circuits.Lanes;

namespace QaaHybrid.Circuits.SingleState;

/// <summary>What one row is short of being normalised; as <see cref="RowScales{TLanes}"/>, for one row.</summary>
/// <param name="Inverse">1 / norm of the loaded row; 0 for a row of zeros. 1 where rows are not normalised.</param>
/// <param name="Loaded">What the row is multiplied by on loading: 1, unless its squares would leave the range of the numbers.</param>
internal readonly record struct RowNorm<T>(T Inverse, T Loaded)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    // Squares of numbers that loading leaves alone are far from the ends of float's range.
    private const double Largest = 1e16;
    private const double Smallest = 1e-16;
    private const int Chunk = 1 << 12;

    /// <summary>The scales of a row that is to be normalised.</summary>
    public static unsafe RowNorm<T> Of<TLanes>(T* row, int columns)
        where TLanes : struct, ILanes<TLanes, T>
    {
        var squares = Squares<TLanes>(row, columns, T.One);
        if (squares is > Smallest and < Largest || double.IsNaN(squares))
            return new RowNorm<T>(T.CreateTruncating(1 / Math.Sqrt(squares)), T.One);
        var largest = T.Zero;
        for (var c = 0; c < columns; c++)
            largest = T.Max(largest, T.Abs(row[c]));
        if (largest == T.Zero)
            return new RowNorm<T>(T.Zero, T.One);
        // A power of two near 1 / (the largest number).
        var limit = typeof(T) == typeof(float) ? 120 : 1000;
        var loaded = T.IsFinite(largest) ? T.ScaleB(T.One, -Math.Clamp(T.ILogB(largest), -limit, limit)) : T.One;
        return new RowNorm<T>(T.CreateTruncating(1 / Math.Sqrt(Squares<TLanes>(row, columns, loaded))), loaded);
    }

    private static unsafe double Squares<TLanes>(T* row, int columns, T scale)
        where TLanes : struct, ILanes<TLanes, T>
    {
        var sum = 0.0;
        var c = 0;
        while (c + TLanes.Count <= columns)
        {
            TLanes squares = default, factor = TLanes.All(scale);
            for (var end = c + Math.Min(Chunk, columns - c); c + TLanes.Count <= end; c += TLanes.Count)
            {
                var x = factor * TLanes.Load(row + c);
                squares = TLanes.MultiplyAdd(x, x, squares);
            }
            sum += double.CreateTruncating(TLanes.Sum(squares));
        }
        for (; c < columns; c++)
            sum += double.CreateTruncating(scale * row[c] * (scale * row[c]));
        return sum;
    }
}
