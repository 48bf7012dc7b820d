using System.Numerics;

namespace QaaHybrid.Circuits.Fusion;

/// <summary>
/// A block of two qubits whose matrix is a Givens rotation: with x the amplitude where the block's first qubit is 1 and y where its second is,
/// <c>x' = c x - s y, y' = s x + c y</c>, the other two amplitudes unchanged, up to a phase. Its angle is affine in the block's parameters:
/// φ = Σ slope_p θ_p + offset. This is RBS, however it was compiled.
/// </summary>
/// <param name="Slopes">One a parameter of the block.</param>
/// <param name="Offset">Radians.</param>
internal sealed record GivensForm(double[] Slopes, double Offset)
{
    // Steps for the slope: the first short enough to keep within half a turn, the last long enough for all digits.
    private static readonly double[] Steps = [1e-3, 0.1, 8];

    /// <summary>The form of a pattern; null where it has none.</summary>
    public static GivensForm? Of(BlockPattern pattern)
    {
        if (pattern.RegisterQubits != 2 || !pattern.PreservesWeight || !pattern.Class.HasFlag(BlockClass.Real))
            return null;
        for (var probe = 0; probe < Probe.Count; probe++)
            if (!IsRotation(pattern, probe))
                return null;
        var start = Theta(pattern, 0);
        var first = Angle(pattern, start);
        var slopes = new double[pattern.Parameters];
        for (var p = 0; p < slopes.Length; p++)
            foreach (var step in Steps)
            {
                double[] there = [.. start];
                there[p] += step;
                var expected = slopes[p] * step;
                slopes[p] = (expected + Math.IEEERemainder(Angle(pattern, there) - first - expected, 2 * Math.PI)) / step;
            }
        slopes = Array.ConvertAll(slopes, slope => Math.Round(slope, 12));
        var offset = Math.Round(Math.IEEERemainder(first - Dot(slopes, start), 2 * Math.PI), 14);
        for (var probe = 0; probe < Probe.Count; probe++)
        {
            var theta = Theta(pattern, probe);
            if (Math.Abs(Math.IEEERemainder(Angle(pattern, theta) - Dot(slopes, theta) - offset, 2 * Math.PI)) > Probe.Tolerance)
                return null;
        }
        return new GivensForm(slopes, offset);
    }

    private static bool IsRotation(BlockPattern pattern, int probe)
    {
        var phase = Complex.Conjugate(pattern.Entry(0, 0, probe));
        return Equal(pattern.Entry(3, 3, probe) * phase, 1)
            && Equal(pattern.Entry(1, 1, probe), pattern.Entry(2, 2, probe))
            && Equal(pattern.Entry(1, 2, probe), -pattern.Entry(2, 1, probe))
            && Math.Abs((pattern.Entry(1, 1, probe) * phase).Imaginary) < Probe.Tolerance;
    }

    private static double Angle(BlockPattern pattern, double[] theta)
    {
        var matrix = pattern.Matrix(theta);
        var phase = Complex.Conjugate(matrix[0]);
        return Math.Atan2((matrix[1 * 4 + 2] * phase).Real, (matrix[1 * 4 + 1] * phase).Real);
    }

    private static double[] Theta(BlockPattern pattern, int probe) =>
        [.. Enumerable.Range(0, pattern.Parameters).Select(p => Probe.Theta(p, probe))];

    private static double Dot(double[] slopes, double[] theta) => slopes.Zip(theta, (slope, value) => slope * value).Sum();

    private static bool Equal(Complex a, Complex b) => (a - b).Magnitude < Probe.Tolerance;
}
