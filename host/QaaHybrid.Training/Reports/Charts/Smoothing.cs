namespace QaaHybrid.Training;

/// <summary>Smoothing for lines that jump from batch to batch.</summary>
public static class Smoothing
{
    /// <summary>The mean of the points around each point, <paramref name="radius"/> on either side as far as there are any.</summary>
    public static IReadOnlyList<(double X, double Y)> Mean(IReadOnlyList<(double X, double Y)> points, int radius)
    {
        var sums = new double[points.Count + 1];
        for (var i = 0; i < points.Count; i++)
            sums[i + 1] = sums[i] + points[i].Y;
        return [.. points.Select((point, i) =>
        {
            var (first, last) = (Math.Max(0, i - radius), Math.Min(points.Count - 1, i + radius));
            return (point.X, (sums[last + 1] - sums[first]) / (last + 1 - first));
        })];
    }
}
