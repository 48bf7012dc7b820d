using System.Text;

namespace QaaHybrid.Training;

/// <summary>
/// Seeds from names: every random stream of a run follows from the recipe's seed and what it is for (a step, an epoch, a method),
/// so that a resumed run draws what the uninterrupted one would have drawn.
/// </summary>
public static class Seeds
{
    /// <summary>A 64-bit seed from a seed, the name of its use and a counter.</summary>
    public static ulong Of(long seed, string use, long counter = 0) => Mix(Mix(Hash((ulong)seed, use)) ^ (ulong)counter);

    /// <summary>The same as a non-negative 63-bit number, as generators of libtorch take it.</summary>
    public static long Torch(long seed, string use, long counter = 0) => (long)(Of(seed, use, counter) >> 1);

    /// <summary>A number in [0, 1) from a seed and a text: the side of a split on which a text falls, whatever its place in a file.</summary>
    public static double Unit(long seed, string text) => (Mix(Hash((ulong)seed, text)) >> 11) * (1.0 / (1UL << 53));

    /// <summary>FNV-1a over the UTF-8 bytes, from a seeded start.</summary>
    private static ulong Hash(ulong seed, string text)
    {
        var hash = Mix(seed ^ 0xCBF29CE484222325UL);
        foreach (var b in Encoding.UTF8.GetBytes(text))
            hash = (hash ^ b) * 0x100000001B3UL;
        return hash;
    }

    /// <summary>The finaliser of SplitMix64 (Steele, Lea and Flood, OOPSLA 2014).</summary>
    internal static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return z ^ (z >> 31);
    }
}
