namespace QaaHybrid.Training;

/// <summary>Seeded orders: the same seed gives the same order on every machine and runtime.</summary>
public static class Shuffle
{
    /// <summary>A permutation of 0 … count − 1 (Fisher and Yates).</summary>
    public static int[] Order(int count, ulong seed)
    {
        var order = new int[count];
        for (var i = 0; i < count; i++)
            order[i] = i;
        InPlace(order, seed);
        return order;
    }

    /// <summary>Shuffles <paramref name="items"/>.</summary>
    public static void InPlace<T>(Span<T> items, ulong seed)
    {
        // SplitMix64: a counter that goes up by the golden ratio, mixed. The modulo's bias is below 2^-32 for any list that fits memory.
        for (var i = items.Length - 1; i > 0; i--)
        {
            seed += 0x9E3779B97F4A7C15UL;
            var j = (int)(Seeds.Mix(seed) % (ulong)(i + 1));
            (items[i], items[j]) = (items[j], items[i]);
        }
    }
}
