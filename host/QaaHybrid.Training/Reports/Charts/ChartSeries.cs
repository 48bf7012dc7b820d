namespace QaaHybrid.Training;

/// <summary>A line in a chart.</summary>
/// <param name="Name">Its name in the legend.</param>
/// <param name="Style">Number of its colour, dash pattern and marker: a method has the same in every chart.</param>
/// <param name="Points">Its points, in the order of x; points that are not finite leave a gap.</param>
/// <param name="Markers">Whether each point gets a marker: for few points that were measured one by one.</param>
public sealed record ChartSeries(string Name, int Style, IReadOnlyList<(double X, double Y)> Points, bool Markers = false)
{
    /// <summary>How far the values behind each point spread, drawn as a band behind the line; empty for none.</summary>
    public IReadOnlyList<(double X, double Low, double High)> Band { get; init; } = [];
}
