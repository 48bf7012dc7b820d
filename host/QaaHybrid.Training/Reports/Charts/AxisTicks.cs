using System.Globalization;

namespace QaaHybrid.Training;

/// <summary>Round numbers along an axis: steps of 1, 2 or 5 times a power of ten (Heckbert, Graphics Gems 1990).</summary>
internal sealed class AxisTicks : Axis
{
    private readonly int decimals;

    /// <summary>About <paramref name="count"/> ticks that cover <paramref name="min"/> to <paramref name="max"/>.</summary>
    public AxisTicks(double min, double max, int count)
    {
        if (max <= min)
            (min, max) = (min - 0.5, max + 0.5);
        var step = Nice((max - min) / Math.Max(1, count - 1));
        decimals = Math.Max(0, -(int)Math.Floor(Math.Log10(step) + 1e-9));
        var (first, last) = ((long)Math.Floor(min / step + 1e-9), (long)Math.Ceiling(max / step - 1e-9));
        Values = [.. Enumerable.Range(0, (int)(last - first) + 1).Select(i => (first + i) * step)];
    }

    /// <inheritdoc/>
    public override IReadOnlyList<double> Values { get; }

    /// <summary>A tick's label, with as many decimals as the step needs.</summary>
    public override string Label(double value) => decimals > 4
        ? value.ToString("0.#e+0", CultureInfo.InvariantCulture)
        : value.ToString("#,0." + new string('0', decimals), CultureInfo.InvariantCulture).TrimEnd('.');

    /// <inheritdoc/>
    public override double Share(double value) => (value - Values[0]) / (Values[^1] - Values[0]);

    private static double Nice(double step)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(step)));
        return (step / power) switch { <= 1.0001 => 1, <= 2.0001 => 2, <= 5.0001 => 5, _ => 10 } * power;
    }
}
