namespace QaaHybrid.Training;

/// <summary>A line in a chart.</summary>
/// <param name="Name">Its name in the legend.</param>
/// <param name="Style">Number of its colour and dash pattern: a method has the same in every chart.</param>
/// <param name="Points">Its points, in the order of x; points that are not finite leave a gap.</param>
/// <param name="Markers">Whether each point gets a dot: for few points that were measured one by one.</param>
public sealed record ChartSeries(string Name, int Style, IReadOnlyList<(double X, double Y)> Points, bool Markers = false);
