using System.Text;

namespace QaaHybrid.Models.Tests;

/// <summary>Numbers that follow from a name, made in the same way by the scripts beside golden files: SplitMix64 of the FNV-1a hash of the name plus the index.</summary>
internal static class HashedNoise
{
    /// <summary>Numbers of [−1, 1) with 24 bits.</summary>
    public static double[] Of(string name, long count)
    {
        var seed = 0xCBF29CE484222325UL;
        foreach (var value in Encoding.UTF8.GetBytes(name))
            seed = unchecked((seed ^ value) * 0x100000001B3UL);
        var result = new double[count];
        for (var i = 0L; i < count; i++)
        {
            unchecked
            {
                var z = (seed + (ulong)(i + 1)) * 0x9E3779B97F4A7C15UL;
                z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
                z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
                z ^= z >> 31;
                result[i] = (double)(z >> 40) / (1 << 23) - 1;
            }
        }
        return result;
    }

    /// <summary>Matrices lie in [−1/2, 1/2), vectors in [−1/4, 1/4) around 1 for the factors of norms and 0 for biases.</summary>
    public static Tensor Weight(string name, long[] shape)
    {
        var middle = shape.Length > 1 || name.EndsWith(".bias", StringComparison.Ordinal) ? 0 : 1;
        var width = shape.Length > 1 ? 0.5 : 0.25;
        return torch.tensor(Of(name, shape.Aggregate(1L, (a, b) => a * b)).Select(value => (float)(middle + width * value)).ToArray(), shape);
    }
}
