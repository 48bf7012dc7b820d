using System.Globalization;

namespace QaaHybrid.Training;

/// <summary>A logarithmic axis with ticks at 1, 2 and 5 times powers of ten; at the powers alone where it spans more than three of them.</summary>
internal sealed class LogTicks : Axis
{
    /// <summary>Ticks that cover <paramref name="min"/> to <paramref name="max"/>, both above 0.</summary>
    public LogTicks(double min, double max)
    {
        double[] steps = max / min > 1000 ? [1] : [1, 2, 5];
        var ticks = Enumerable.Range((int)Math.Floor(Math.Log10(min)) - 1, (int)Math.Ceiling(Math.Log10(max)) - (int)Math.Floor(Math.Log10(min)) + 3)
            .SelectMany(power => steps.Select(step => step * Math.Pow(10, power))).ToList();
        var first = ticks.FindLastIndex(tick => tick <= min * (1 + 1e-9));
        var last = ticks.FindIndex(tick => tick >= max * (1 - 1e-9));
        if (first == last)
            (first, last) = (Math.Max(0, first - 1), last + 1);
        Values = ticks[first..(last + 1)];
    }

    /// <inheritdoc/>
    public override IReadOnlyList<double> Values { get; }

    /// <inheritdoc/>
    public override string Label(double value) => value switch
    {
        >= 1e9 => $"{Short(value / 1e9)} G",
        >= 1e6 => $"{Short(value / 1e6)} M",
        >= 1e3 => $"{Short(value / 1e3)} k",
        >= 1e-3 => Short(value),
        _ => value.ToString("0e-0", CultureInfo.InvariantCulture),
    };

    /// <inheritdoc/>
    public override double Share(double value) => Math.Log(value / Values[0]) / Math.Log(Values[^1] / Values[0]);

    private static string Short(double value) => value.ToString("0.###", CultureInfo.InvariantCulture);
}
