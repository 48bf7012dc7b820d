using QaaHybrid.Circuits;

namespace QaaHybrid.QSharp;

/// <summary>From what one rotation turned by at the probe points to scale · θ[k] + offset, or to the finding that there is no such form.</summary>
internal static class AngleRecovery
{
    /// <summary>Relative error up to which an angle counts as reproduced; a wrong form is off by far more.</summary>
    private const double Tolerance = 1e-9;

    /// <summary>Relative change that is rounding in the Q# program's own arithmetic.</summary>
    private const double Noise = 1e-13;

    /// <summary>The angle, or null where it is no affine function of one parameter.</summary>
    /// <param name="points">The parameter vectors.</param>
    /// <param name="seen">What the rotation turned by at First, Second, Third and Check.</param>
    public static Angle? Recover(ProbePoints points, (double First, double Second, double Third, double Check) seen)
    {
        var size = Math.Max(1, Math.Abs(seen.First));
        if (Math.Abs(seen.Second - seen.First) <= Noise * size && Math.Abs(seen.Third - seen.First) <= Noise * size)
            return Math.Abs(seen.Check - seen.First) <= Noise * size ? Angle.Constant(seen.First) : null;

        var k = points.ParameterAt((seen.Third - seen.First) / (seen.Second - seen.First));
        if (k < 0)
            return null;
        var scale = (seen.Second - seen.First) / (points.Second[k] - points.First[k]);
        var offset = seen.First - scale * points.First[k];
        var best = Simplest(k, scale, offset, angle => Error(angle, points, seen));
        return Error(best, points, seen) <= Tolerance * Math.Max(size, Math.Abs(seen.Check)) ? best : null;
    }

    /// <summary>
    /// The division above leaves an error in the last digits. Among the numbers that a program would have written (few digits, a multiple
    /// of π/24, or the quotient itself) the pair that reproduces all four angles best is taken, the plainer one where two are as good.
    /// </summary>
    private static Angle Simplest(int k, double scale, double offset, Func<Angle, double> error)
    {
        var best = new Angle(k, scale, offset);
        var least = double.PositiveInfinity;
        foreach (var s in new[] { Digits(scale), Fraction(scale), scale })
            foreach (var o in new[] { 0, Digits(offset), Math.PI / 24 * Math.Round(offset * 24 / Math.PI), offset })
                if (error(new Angle(k, s, o)) is var found && found < least)
                    (best, least) = (new Angle(k, s, o), found);
        return best;
    }

    private static double Error(Angle angle, ProbePoints points, (double First, double Second, double Third, double Check) seen) => Math.Max(
        Math.Max(Math.Abs(angle.At(points.First) - seen.First), Math.Abs(angle.At(points.Second) - seen.Second)),
        Math.Max(Math.Abs(angle.At(points.Third) - seen.Third), Math.Abs(angle.At(points.Check) - seen.Check)));

    private static double Digits(double value) => Math.Round(value, 12);

    /// <summary>1/3, 2/7 and their like: the nearest fraction with a denominator of at most 12.</summary>
    private static double Fraction(double value) =>
        Enumerable.Range(1, 12).Select(d => Math.Round(value * d) / d).MinBy(fraction => Math.Abs(fraction - value));
}
