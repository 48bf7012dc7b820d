namespace QaaHybrid.Circuits;

/// <summary>
/// v(s) = a + A exp(-c s) by least squares: first a straight line through log|v - a|, then Gauss–Newton. With J = [e^(-cs), -A s e^(-cs)] the
/// value at 0, a + A, changes with the values by the first row of (JᵀJ)⁻¹Jᵀ, which also carries their errors on.
/// </summary>
internal sealed class ExponentialExtrapolation(double asymptote) : Extrapolation
{
    private const int MostSteps = 50;

    public override int LeastScales => 2;

    private protected override Estimate Fit(IReadOnlyList<double> scales, IReadOnlyList<Estimate> values)
    {
        double[] heights = [.. values.Select(value => value.Value - asymptote)];
        var sign = Math.Sign(heights[0]);
        if (sign == 0 || heights.Any(height => Math.Sign(height) != sign))
            return Linear.ToZero(scales, values);
        var (amplitude, rate) = Start(scales, heights, sign);
        for (var step = 0; step < MostSteps; step++)
        {
            double[] residuals = [.. heights.Select((height, i) => height - amplitude * Math.Exp(-rate * scales[i]))];
            var (first, second) = Inverse(scales, amplitude, rate);
            var (up, across) = (Dot(first, residuals), Dot(second, residuals));
            var before = Dot(residuals, residuals);
            // Half the way, and half of that, where the whole way leads uphill.
            while (!(Squares(scales, heights, amplitude + up, rate + across) <= before) && Math.Abs(up) + Math.Abs(across) > 1e-15)
                (up, across) = (up / 2, across / 2);
            amplitude += up;
            rate += across;
            if (Math.Abs(up) <= 1e-15 * Math.Abs(amplitude) && Math.Abs(across) <= 1e-15 * Math.Max(1, Math.Abs(rate)))
                break;
        }
        var error = Combine(Inverse(scales, amplitude, rate).Amplitude, values).StandardError;
        return new Estimate(asymptote + amplitude, error);
    }

    // log|v - a| = log|A| - c s.
    private static (double Amplitude, double Rate) Start(IReadOnlyList<double> scales, double[] heights, int sign)
    {
        var (meanScale, meanLog) = (scales.Average(), heights.Average(height => Math.Log(Math.Abs(height))));
        double products = 0, squares = 0;
        for (var i = 0; i < heights.Length; i++)
        {
            products += (scales[i] - meanScale) * (Math.Log(Math.Abs(heights[i])) - meanLog);
            squares += (scales[i] - meanScale) * (scales[i] - meanScale);
        }
        var rate = -products / squares;
        return (sign * Math.Exp(meanLog + rate * meanScale), rate);
    }

    // The rows of (JᵀJ)⁻¹Jᵀ.
    private static (double[] Amplitude, double[] Rate) Inverse(IReadOnlyList<double> scales, double amplitude, double rate)
    {
        double[] j0 = [.. scales.Select(s => Math.Exp(-rate * s))];
        double[] j1 = [.. scales.Select((s, i) => -amplitude * s * j0[i])];
        var (a, b, d) = (Dot(j0, j0), Dot(j0, j1), Dot(j1, j1));
        var determinant = a * d - b * b;
        return ([.. j0.Select((x, i) => (d * x - b * j1[i]) / determinant)], [.. j0.Select((x, i) => (a * j1[i] - b * x) / determinant)]);
    }

    private static double Squares(IReadOnlyList<double> scales, double[] heights, double amplitude, double rate)
    {
        var sum = 0.0;
        for (var i = 0; i < heights.Length; i++)
            sum += Math.Pow(heights[i] - amplitude * Math.Exp(-rate * scales[i]), 2);
        return sum;
    }

    private static double Dot(double[] a, double[] b)
    {
        var sum = 0.0;
        for (var i = 0; i < a.Length; i++)
            sum += a[i] * b[i];
        return sum;
    }
}
