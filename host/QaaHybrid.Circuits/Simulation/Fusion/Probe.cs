namespace QaaHybrid.Circuits.Fusion;

/// <summary>The random angles at which blocks are looked at. What holds at three of them by chance only has probability zero.</summary>
internal static class Probe
{
    /// <summary>How many points there are.</summary>
    public const int Count = 3;

    /// <summary>Entries that differ by less are equal; gates of a block are some hundreds, each exact to 1e-16.</summary>
    public const double Tolerance = 1e-10;

    private static readonly double[][] Values =
        [.. Enumerable.Range(0, Count).Select(probe => Draw(new Random(7 + probe)))];

    /// <summary>The angle of a block's gate at a point.</summary>
    public static double Angle(Angle angle, int probe) =>
        angle.IsConstant ? angle.Offset : angle.Scale * Theta(angle.Parameter, probe) + angle.Offset;

    /// <summary>A block's parameter at a point, radians.</summary>
    public static double Theta(int parameter, int probe) => Values[probe][parameter % Values[probe].Length] * (1 + parameter / Values[probe].Length);

    private static double[] Draw(Random random) => [.. Enumerable.Range(0, 256).Select(_ => (2 * random.NextDouble() - 1) * Math.PI)];
}
