using System.Globalization;

namespace QaaHybrid.Circuits;

/// <summary>
/// How a derivative follows from values at shifted angles: <c>f'(θ) = Σ c f(θ + x)</c>, exact for every f that is a trigonometric polynomial of
/// known frequencies. For one Pauli rotation (frequency 1) these are the two terms ±½ at ±π/2; for RBS (1 and 2) the four terms at ±π/4 and
/// ±3π/4 (Anselmetti et al., New J. Phys. 23, 113010 (2021)).
/// </summary>
/// <param name="Terms">What to shift θ by, radians, and what to multiply the value there by; in pairs of opposite shifts and coefficients.</param>
public sealed record ShiftRule(IReadOnlyList<(double Shift, double Coefficient)> Terms)
{
    /// <summary>
    /// Σ|c|: what the rule costs in shots. With shots in proportion to |c| the variance of the derivative for N shots in all is (Σ|c|)² σ²/N,
    /// σ² that of one shot. It is the highest frequency where the frequencies are equidistant, and hardly more, often less, where they are not.
    /// </summary>
    public double L1Norm => Terms.Sum(term => Math.Abs(term.Coefficient));

    /// <summary>
    /// The rule for a set of frequencies, of two terms each. Equidistant ones (ω, 2ω, …, Rω) have the closed form
    /// <c>f'(θ) = ω Σ_{m=1}^{2R} (-1)^{m-1} / (4R sin²(x_m/2)) f(θ + x_m/ω), x_m = (2m-1)π / 2R</c>
    /// (Wierichs, Izaac, Wang, Lin, "General parameter-shift rules for quantum gradients", Quantum 6, 677 (2022)). For others, shifts and
    /// coefficients are those of the least Σ|c|, found numerically: <see cref="LeastNorm"/>.
    /// </summary>
    /// <param name="frequencies">Positive, ascending; none for a function that is constant.</param>
    /// <exception cref="ArgumentException">The frequencies are not positive and ascending.</exception>
    public static ShiftRule For(IReadOnlyList<double> frequencies)
    {
        ArgumentNullException.ThrowIfNull(frequencies);
        for (var k = 0; k < frequencies.Count; k++)
            if (!(frequencies[k] > (k == 0 ? 0 : frequencies[k - 1])) || !double.IsFinite(frequencies[k]))
                throw new ArgumentException($"frequencies are positive and ascending, not {string.Join(", ", frequencies)}", nameof(frequencies));
        return frequencies.Count == 0 ? new ShiftRule([])
            : Frequencies.AreEquidistant(frequencies) ? Equidistant(frequencies.Count, frequencies[^1])
            : FromPairs(LeastNorm.Solve(frequencies));
    }

    /// <summary>The formula, to four digits.</summary>
    public override string ToString() => Terms.Count == 0 ? "f'(θ) = 0" : "f'(θ) =" + string.Concat(Terms.Select(term =>
        string.Create(CultureInfo.InvariantCulture, $" {term.Coefficient:+0.####;-0.####} f(θ{term.Shift:+0.####;-0.####})")));

    private static ShiftRule Equidistant(int count, double highest)
    {
        var step = highest / count;
        return FromPairs(Enumerable.Range(0, count).Select(m =>
        {
            var x = (2 * m + 1) * Math.PI / (2 * count);
            var sine = Math.Sin(x / 2);
            return (x / step, (m % 2 == 0 ? step : -step) / (4 * count * sine * sine));
        }));
    }

    private static ShiftRule FromPairs(IEnumerable<(double Shift, double Coefficient)> pairs) => new(
        [.. pairs.OrderBy(pair => pair.Shift).SelectMany(pair => ((double, double)[])[pair, (-pair.Shift, -pair.Coefficient)])]);
}
