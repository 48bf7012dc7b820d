namespace QaaHybrid.Training;

/// <summary>The same curve of several seeds as one line.</summary>
internal static class SeedCurves
{
    /// <summary>
    /// The mean at every x that all curves have, with a band from the lowest to the highest. Trainings by time end after different numbers of
    /// steps: the line ends where the first of them does.
    /// </summary>
    public static ChartSeries Over(string name, int style, IReadOnlyList<IReadOnlyList<(double X, double Y)>> curves, bool markers)
    {
        if (curves.Count == 1)
            return new ChartSeries(name, style, curves[0], markers);
        var common = curves.SelectMany(curve => curve).GroupBy(point => point.X).Where(points => points.Count() == curves.Count).OrderBy(points => points.Key).ToList();
        return new ChartSeries(name, style, [.. common.Select(points => (points.Key, points.Average(point => point.Y)))], markers)
        {
            Band = [.. common.Select(points => (points.Key, points.Min(point => point.Y), points.Max(point => point.Y)))],
        };
    }
}
