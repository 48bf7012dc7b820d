namespace QaaHybrid.Circuits;

/// <summary>
/// A small generator whose numbers are the same on every machine and runtime: Steele, Lea, Flood, "Fast splittable pseudorandom number
/// generators", OOPSLA 2014.
/// </summary>
internal struct SplitMix64(long seed)
{
    private const ulong Step = 0x9E3779B97F4A7C15;

    private ulong _state = (ulong)seed;

    /// <summary>A generator of its own for each of many: the one that number <paramref name="index"/> of this seed's sequence starts.</summary>
    public static SplitMix64 Stream(long seed, int index) =>
        new((long)new SplitMix64((long)((ulong)seed + (ulong)index * Step)).Next());

    /// <summary>64 random bits.</summary>
    public ulong Next()
    {
        _state += Step;
        var z = _state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>A number in [0, 1).</summary>
    public double NextDouble() => (Next() >> 11) * (1.0 / (1L << 53));
}
