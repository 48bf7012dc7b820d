using System.Numerics;

namespace QaaHybrid.Circuits;

public static partial class AmplitudeEmbedding
{
    /// <summary>
    /// The chain rule through <see cref="Angles"/>: from the derivatives with respect to the angles those with respect to the vector. The angles do not see its
    /// length, so that what comes out is orthogonal to the vector and has the normalisation in it.
    /// </summary>
    /// <remarks>
    /// With α = 2 atan2(R, L) of a node, R and L the norms of its halves r and l, <c>∂α/∂r_i = 2 L r_i / (R (L² + R²))</c> and
    /// <c>∂α/∂l_i = -2 R l_i / (L (L² + R²))</c>; above two numbers R and L stand for the numbers themselves. Small parts of a vector have steep angles: what is
    /// measured with an error comes out with that error over the norm of the part.
    /// </remarks>
    /// <param name="data">The vector, as it was given to <see cref="Angles"/>, or without zeros that were appended to it there.</param>
    /// <param name="gradient">∂L/∂φ, 2ⁿ - 1 numbers.</param>
    /// <returns>∂L/∂x, as many numbers as the vector has. A vector of zeros has none: zeros.</returns>
    /// <exception cref="ArgumentException">There are not as many derivatives as angles.</exception>
    /// <exception cref="NotSupportedException">A part of the vector that is a half of a node is exactly zero: the angles have no derivative there.</exception>
    public static double[] Backward(ReadOnlySpan<double> data, ReadOnlySpan<double> gradient)
    {
        var length = gradient.Length + 1;
        if (data.IsEmpty || data.Length > length || !BitOperations.IsPow2(length))
            throw new ArgumentException($"a vector of {data.Length} numbers does not have {gradient.Length} angles", nameof(gradient));
        var amplitudes = new double[length];
        data.CopyTo(amplitudes);
        var result = new double[length];
        for (var nodes = 1; nodes < length; nodes *= 2)
        {
            var half = length / nodes / 2;
            var level = OfNodes(gradient.Slice(nodes - 1, nodes));
            for (var node = 0; node < nodes; node++)
                AddNode(amplitudes, 2 * half * node, half, level[node], data.Length, result);
        }
        return result[..data.Length];
    }

    /// <summary>Whether the angles have a derivative at a vector: whether no part of it that is a half of a node is exactly zero.</summary>
    /// <param name="data">The vector.</param>
    public static bool HasGradient(ReadOnlySpan<double> data)
    {
        var amplitudes = new double[Math.Max(2, (int)BitOperations.RoundUpToPowerOf2((uint)data.Length))];
        data.CopyTo(amplitudes);
        for (var half = amplitudes.Length / 2; half > 1; half /= 2)
            for (var first = 0; first < amplitudes.Length; first += 2 * half)
            {
                var (left, right) = (Norm(amplitudes.AsSpan(first, half)), Norm(amplitudes.AsSpan(first + half, half)));
                if (left + right > 0 && IsSingular(left, right, first + half < data.Length))
                    return false;
            }
        return true;
    }

    // Zeros appended to the vector are no coordinates of it.
    private static bool IsSingular(double left, double right, bool rightIsOfVector) => left == 0 || (right == 0 && rightIsOfVector);

    // The transpose of ToGrayCode: the transform is symmetric.
    private static double[] OfNodes(ReadOnlySpan<double> gradient)
    {
        var nodes = new double[gradient.Length];
        for (var j = 0; j < nodes.Length; j++)
            nodes[j ^ j >> 1] = gradient[j] / nodes.Length;
        WalshHadamard(nodes);
        return nodes;
    }

    private static void AddNode(double[] amplitudes, int first, int half, double slope, int length, double[] result)
    {
        var (left, right) = half == 1
            ? (amplitudes[first], amplitudes[first + 1])
            : (Norm(amplitudes.AsSpan(first, half)), Norm(amplitudes.AsSpan(first + half, half)));
        var square = left * left + right * right;
        // What is above a part of zeros only has said so, or all is zero.
        if (square == 0)
            return;
        if (half == 1)
        {
            result[first] -= slope * 2 * right / square;
            result[first + 1] += slope * 2 * left / square;
            return;
        }
        if (IsSingular(left, right, first + half < length))
            throw new NotSupportedException(
                $"coordinates {(left == 0 ? first : first + half)} to {(left == 0 ? first + half : Math.Min(first + 2 * half, length)) - 1} of a vector are exactly zero, " +
                "where the loader's angles have no derivative: see VectorShift");
        for (var i = 0; i < half; i++)
        {
            result[first + i] -= slope * 2 * right / square * (amplitudes[first + i] / left);
            if (right > 0)
                result[first + half + i] += slope * 2 * left / square * (amplitudes[first + half + i] / right);
        }
    }
}
