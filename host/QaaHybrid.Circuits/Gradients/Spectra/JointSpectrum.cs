using System.Numerics;
using QaaHybrid.Circuits.Planning;

namespace QaaHybrid.Circuits;

/// <summary>
/// The frequencies of commuting rotations that one parameter turns: the differences of the eigenvalues of G = ½ Σ aᵢ Pᵢ. Of the Pᵢ, r are
/// independent (over GF(2)) and take all 2ʳ combinations of signs, each on a space of its own; the others are products of these.
/// RBS, ½ (XY - YX), has the eigenvalues 0, ±1, a controlled RY, ½ (½ Y - ½ ZY), has 0, ±½.
/// </summary>
internal static class JointSpectrum
{
    // 2^16 combinations are enumerated; beyond, and for more eigenvalues than this, signs are taken as independent of each other.
    private const int MostIndependent = 16;
    private const int MostEigenvalues = 1024;

    /// <summary>The frequencies; null where they are too many.</summary>
    public static double[]? Of(IReadOnlyList<(PauliString Axis, double Scale)> terms)
    {
        var (products, independent) = Products(terms);
        return independent < terms.Count && independent <= MostIndependent && Eigenvalues(products, independent) is { } eigenvalues
            ? Frequencies.Distinct(Differences(eigenvalues))
            : terms.Aggregate((double[]?)[], (sum, term) => Frequencies.Sum(sum, [Math.Abs(term.Scale)]));
    }

    // Every term as a signed scale and the mask of the independent operators whose product it is.
    private static ((double Scale, uint Mask)[] Products, int Independent) Products(IReadOnlyList<(PauliString Axis, double Scale)> terms)
    {
        var basis = new List<(PauliString Operator, ulong Pivot, uint Mask)>();
        var products = new (double, uint)[terms.Count];
        for (var i = 0; i < products.Length; i++)
        {
            var (left, scale) = terms[i];
            var mask = 0u;
            foreach (var (other, pivot, itsMask) in basis)
                if ((Bits(left) & pivot) != 0)
                    (left, mask) = (left * other, mask ^ itsMask);
            if (Bits(left) == 0)
            {
                products[i] = (left.Phase == 0 ? scale : -scale, mask);
                continue;
            }
            var own = basis.Count < 32 ? 1u << basis.Count : 0;
            basis.Add((left, Bits(left) & (~Bits(left) + 1), mask ^ own));
            products[i] = (scale, own);
        }
        return (products, basis.Count);
    }

    private static ulong Bits(PauliString p) => (ulong)p.X << 32 | p.Z;

    private static List<double>? Eigenvalues((double Scale, uint Mask)[] products, int independent)
    {
        var values = new double[1 << independent];
        for (var signs = 0u; signs < values.Length; signs++)
            foreach (var (scale, mask) in products)
                values[signs] += (BitOperations.PopCount(mask & signs) & 1) == 0 ? scale / 2 : -scale / 2;
        Array.Sort(values);
        var tolerance = 1e-12 * products.Sum(product => Math.Abs(product.Scale));
        var distinct = new List<double>();
        foreach (var value in values)
            if (distinct.Count == 0 || value - distinct[^1] > tolerance)
                distinct.Add(value);
        return distinct.Count > MostEigenvalues ? null : distinct;
    }

    private static IEnumerable<double> Differences(List<double> values)
    {
        for (var i = 0; i < values.Count; i++)
            for (var k = 0; k < i; k++)
                yield return values[i] - values[k];
    }
}
