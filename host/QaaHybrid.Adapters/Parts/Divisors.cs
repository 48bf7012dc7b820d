namespace QaaHybrid.Adapters.Parts;

/// <summary>Sizes that divide a layer's width without a rest.</summary>
internal static class Divisors
{
    /// <summary>All divisors of a width, ascending.</summary>
    public static IEnumerable<long> Of(long width)
    {
        for (var size = 1L; size <= width; size++)
            if (width % size == 0)
                yield return size;
    }

    /// <summary>The divisor nearest to a wish, the smaller of two equally near.</summary>
    public static long Nearest(long width, long wish) => Of(width).MinBy(size => (Math.Abs(size - wish), size));
}
