namespace QaaHybrid.QSharp;

/// <summary>
/// The four parameter vectors at which an operation is compiled. First and Second have opposite signs in every parameter; Third divides
/// the segment between them, for each parameter at a fraction of its own; Check lies elsewhere.
/// </summary>
/// <remarks>
/// An angle a = s·θ[k] + o shows the same fraction as its parameter, whatever s and o are:
/// (a₃ − a₁) / (a₂ − a₁) = (θ₃[k] − θ₁[k]) / (θ₂[k] − θ₁[k]). So one division and a look-up find k.
/// </remarks>
internal sealed class ProbePoints
{
    // Far from 0 and 1, where First and Second themselves lie.
    private const double LeastFraction = 0.25;
    private const double FractionRange = 0.5;

    private readonly double[] _fractions;
    private readonly int[] _parameters;

    private ProbePoints(double[] first, double[] second, double[] third, double[] check)
    {
        (First, Second, Third, Check) = (first, second, third, check);
        _fractions = [.. Enumerable.Range(0, first.Length).Select(k => (third[k] - first[k]) / (second[k] - first[k]))];
        _parameters = [.. Enumerable.Range(0, first.Length)];
        Array.Sort(_fractions, _parameters);
    }

    public double[] First { get; }

    public double[] Second { get; }

    public double[] Third { get; }

    public double[] Check { get; }

    /// <summary>Draws the points; equal seeds give equal points.</summary>
    public static ProbePoints Draw(int parameters, int seed)
    {
        var random = new Random(seed);
        // Equally spaced fractions in random order: any two differ by at least FractionRange / parameters.
        var places = Enumerable.Range(0, parameters).ToArray();
        random.Shuffle(places);
        var (first, second) = (new double[parameters], new double[parameters]);
        var (third, check) = (new double[parameters], new double[parameters]);
        for (var k = 0; k < parameters; k++)
        {
            var sign = random.Next(2) == 0 ? 1 : -1;
            first[k] = sign * Between(0.4, 1.6);
            second[k] = -sign * Between(0.4, 1.6);
            var fraction = LeastFraction + FractionRange * (places[k] + 0.5) / parameters;
            third[k] = first[k] + fraction * (second[k] - first[k]);
            // Beyond the others and up to more than a full turn, so that a branch on a large angle has a chance to show itself.
            check[k] = (random.Next(2) == 0 ? 1 : -1) * Between(2, 7);
        }
        return new ProbePoints(first, second, third, check);

        double Between(double least, double most) => least + (most - least) * random.NextDouble();
    }

    /// <summary>The parameter whose fraction this is, or -1.</summary>
    public int ParameterAt(double fraction)
    {
        if (_fractions.Length == 0 || !double.IsFinite(fraction))
            return -1;
        var above = Array.BinarySearch(_fractions, fraction);
        above = above >= 0 ? above : ~above;
        var isBelowNearer =
            above == _fractions.Length || (above > 0 && fraction - _fractions[above - 1] < _fractions[above] - fraction);
        var nearest = isBelowNearer ? above - 1 : above;
        // Rounding blurs a fraction by some 1e-15; a quarter of the spacing keeps neighbours apart.
        var tolerance = Math.Min(1e-9, FractionRange / _fractions.Length / 4);
        return Math.Abs(_fractions[nearest] - fraction) <= tolerance ? _parameters[nearest] : -1;
    }
}
