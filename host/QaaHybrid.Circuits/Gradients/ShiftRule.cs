namespace QaaHybrid.Circuits;

/// <summary>
/// How a derivative follows from values at shifted angles. As a function of one parameter that turns K Pauli rotations by ±a each, an
/// expectation value is a trigonometric polynomial of the frequencies a, 2a, …, Ka, and with R = K
/// <c>f'(θ) = a Σ_{m=1}^{2R} (-1)^{m-1} / (4R sin²(x_m/2)) f(θ + x_m/a), x_m = (2m-1)π / 2R</c>
/// (Wierichs, Izaac, Wang, Lin, "General parameter-shift rules for quantum gradients", Quantum 6, 677 (2022)). For one rotation these are the
/// two terms at ±π/2; for RBS, which is two, the four at ±π/4 and ±3π/4 (Anselmetti et al., New J. Phys. 23, 113010 (2021)).
/// </summary>
/// <param name="Terms">What to shift θ by, radians, and what to multiply the value there by.</param>
public sealed record ShiftRule(IReadOnlyList<(double Shift, double Coefficient)> Terms)
{
    /// <summary>The rule for a number of Pauli rotations by ±<paramref name="scale"/> θ each.</summary>
    /// <param name="rotations">K, at least 1.</param>
    /// <param name="scale">a, not 0.</param>
    public static ShiftRule For(int rotations, double scale = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rotations, 1);
        ArgumentOutOfRangeException.ThrowIfZero(scale);
        var a = Math.Abs(scale);
        var terms = new (double, double)[2 * rotations];
        for (var m = 0; m < terms.Length; m++)
        {
            var x = (2 * m + 1) * Math.PI / (2 * rotations);
            var sine = Math.Sin(x / 2);
            var coefficient = (m % 2 == 0 ? a : -a) / (4 * rotations * sine * sine);
            // The value has period 2π in x: the nearer of both shifts.
            terms[m] = ((x > Math.PI ? x - 2 * Math.PI : x) / a, coefficient);
        }
        return new ShiftRule(terms);
    }

    /// <summary>
    /// The rule for a parameter of a tape as a whole; null where its rotations turn by different multiples of it, so that each has to be
    /// shifted by itself. A rule without terms belongs to a parameter that nothing depends on.
    /// </summary>
    /// <param name="circuit">The tape.</param>
    /// <param name="parameter">Index of the parameter.</param>
    public static ShiftRule? Of(Circuit circuit, int parameter)
    {
        ArgumentNullException.ThrowIfNull(circuit);
        double[] scales = [.. Occurrences(circuit, parameter).Select(at => Math.Abs(circuit.Gates[at].Angle.Scale))];
        if (scales.Length == 0)
            return new ShiftRule([]);
        // Scales that an import recovered from numbers are equal to rounding.
        return scales.All(scale => Math.Abs(scale - scales[0]) <= 1e-12 * scales[0]) ? For(scales.Length, scales[0]) : null;
    }

    /// <summary>The gates that a parameter turns.</summary>
    internal static IEnumerable<int> Occurrences(Circuit circuit, int parameter)
    {
        for (var i = 0; i < circuit.Gates.Count; i++)
            if (circuit.Gates[i].IsRotation && circuit.Gates[i].Angle.Parameter == parameter && circuit.Gates[i].Angle.Scale != 0)
                yield return i;
    }
}
