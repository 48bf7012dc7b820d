using System.Globalization;

namespace QaaHybrid.Training.Tests;

/// <summary>Whether the colours of methods stay apart for readers who see fewer of them.</summary>
public class ChartStyleTest
{
    private const int Colours = 7;

    /// <summary>How light of three kinds of cones appears without one of them, in linear RGB (Machado, Oliveira and Fernandes 2009, severity 1.0).</summary>
    private static readonly Dictionary<string, double[][]> Eyes = new()
    {
        ["all colours"] = [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
        ["no red (protanopia)"] = [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
        ["no green (deuteranopia)"] = [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
        ["no blue (tritanopia)"] = [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]],
    };

    private static IEnumerable<string> Names => Eyes.Keys;

    /// <summary>2.3 in CIELAB is about what an eye just notices; the closest two of the palette are six times as far apart.</summary>
    [TestCaseSource(nameof(Names))]
    public void Any_two_colours_are_far_apart_for(string eyes)
    {
        var seen = Enumerable.Range(0, Colours).Select(style => Lab(Seen(Linear(ChartStyle.Colour(style)), Eyes[eyes]))).ToList();
        for (var a = 0; a < Colours; a++)
            for (var b = 0; b < a; b++)
                Assert.That(Distance(seen[a], seen[b]), Is.GreaterThan(14), $"{ChartStyle.Colour(a)} and {ChartStyle.Colour(b)}");
    }

    [Test]
    public void Forty_two_methods_differ_in_colour_or_dashes() =>
        Assert.That(Enumerable.Range(0, 42).Select(ChartStyle.Line), Is.Unique);

    private static double[] Linear(string colour) => [.. new[] { 1, 3, 5 }.Select(at => int.Parse(colour.AsSpan(at, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0)
        .Select(value => value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4))];

    private static double[] Seen(double[] rgb, double[][] eyes) => [.. eyes.Select(row => Math.Clamp(row.Zip(rgb, (weight, value) => weight * value).Sum(), 0, 1))];

    // sRGB's white point, D65.
    private static double[] Lab(double[] rgb)
    {
        double[] white = [0.95047, 1, 1.08883];
        double[][] toXyz = [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]];
        var f = toXyz.Select((row, i) => row.Zip(rgb, (weight, value) => weight * value).Sum() / white[i]).Select(t => t > 0.008856 ? Math.Cbrt(t) : 7.787 * t + 16.0 / 116).ToArray();
        return [116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])];
    }

    private static double Distance(double[] a, double[] b) => Math.Sqrt(a.Zip(b, (x, y) => (x - y) * (x - y)).Sum());
}
