namespace QaaHybrid.Training;

/// <summary>
/// Quality against trained parameters, these on a logarithmic axis: a point a method with its interval, and the front that no method beats. A method without parameters of its own
/// (a head alone) stands at the left edge.
/// </summary>
/// <param name="Measure">The quality.</param>
/// <param name="Points">The methods.</param>
/// <param name="Base">The base model's quality without any training; null draws no line for it.</param>
public sealed record ParetoChart(Measure Measure, IReadOnlyList<ParetoPoint> Points, double? Base)
{
    private const double LetterHeight = 13;

    /// <summary>What is shown.</summary>
    public string Title => $"{Measure.Heading} against trained parameters";

    /// <summary>The drawing.</summary>
    /// <param name="standalone">Whether it is a file of its own, with its own style; within a page the page's style holds.</param>
    public string ToSvg(bool standalone = false)
    {
        List<(string, string)> legend = [("on the front: no other is as good with as few", "<path d=\"M0 0h26\" class=\"front\" fill=\"none\" stroke=\"#555\" stroke-width=\"1.5\"/>")];
        if (Base is not null)
            legend.Add(("base model", "<path class=\"base\" d=\"M0 0h26\" stroke=\"#8a93a0\" stroke-width=\"1.5\" stroke-dasharray=\"3 3\"/>"));
        var frame = new ChartFrame(Title, legend, standalone);
        var points = Points.Where(point => double.IsFinite(point.Value)).ToList();
        var counts = points.Where(point => point.Parameters > 0).Select(point => point.Parameters).ToList();
        if (counts.Count == 0)
        {
            frame.AppendEmpty();
            return frame.Finish();
        }
        var values = points.SelectMany(point => new[] { point.Value, point.Low ?? point.Value, point.High ?? point.Value }).Concat(Base is { } line ? [line] : []).ToList();
        frame.AppendAxes(
            new LogTicks(counts.Min(), counts.Max()), "trained parameters (k thousand, M million)",
            new AxisTicks(values.Min(), values.Max(), 6), $"{Measure.Heading} ({(Measure.HigherIsBetter ? "higher" : "lower")} is better)");
        if (Base is { } level)
            frame.Svg.Append(ChartFrame.Culture, $"<path class=\"base\" d=\"M{ChartFrame.Begin} {frame.ToY(level):0.#}H{ChartFrame.End}\" stroke=\"#8a93a0\" stroke-width=\"1.5\" stroke-dasharray=\"3 3\"><title>base model: {Measure.Text(level)}</title></path>\n");
        AppendFront(frame, points);
        var taken = points.Select(point => Around(X(frame, point), frame.ToY(point.Value))).ToList();
        foreach (var point in points)
            AppendPoint(frame, point, taken);
        return frame.Finish();
    }

    /// <summary>A staircase: up to the next point's parameters, the best is the quality of the one before.</summary>
    private void AppendFront(ChartFrame frame, List<ParetoPoint> points)
    {
        var front = ParetoFront.Of([.. points.Select(point => ((double)point.Parameters, point.Value))], Measure.HigherIsBetter)
            .Select(i => points[i]).OrderBy(point => point.Parameters).ToList();
        var path = FormattableString.Invariant($"M{X(frame, front[0]):0.#} {frame.ToY(front[0].Value):0.#}")
            + string.Concat(front.Skip(1).Select(point => FormattableString.Invariant($"H{X(frame, point):0.#}V{frame.ToY(point.Value):0.#}")));
        frame.Svg.Append(ChartFrame.Culture, $"<path class=\"front\" d=\"{path}H{ChartFrame.End}\" fill=\"none\" stroke=\"#555\" stroke-width=\"1.5\"/>\n");
    }

    private void AppendPoint(ChartFrame frame, ParetoPoint point, List<Box> taken)
    {
        var (x, y) = (X(frame, point), frame.ToY(point.Value));
        var name = point.Parameters > 0 ? point.Name : $"{point.Name} (0)";
        if (point.Low is { } low && point.High is { } high)
            frame.Svg.Append(ChartFrame.Culture, $"<path d=\"M{x:0.#} {frame.ToY(low):0.#}V{frame.ToY(high):0.#}M{x - 4:0.#} {frame.ToY(low):0.#}h8M{x - 4:0.#} {frame.ToY(high):0.#}h8\" stroke=\"{ChartStyle.Colour(point.Style)}\" stroke-width=\"1.3\"/>\n");
        frame.Svg.Append(ChartFrame.Culture, $"<g transform=\"translate({x:0.#} {y:0.#})\">{ChartStyle.Marker(point.Style)}<title>{ChartFrame.Text(point.Name)}: {Measure.Text(point.Value)} with {point.Parameters:#,0} parameters</title></g>\n");
        var label = Place(x, y, ChartFrame.WidthOf(name), taken);
        taken.Add(label);
        frame.Svg.Append(ChartFrame.Culture, $"<text class=\"label halo\" paint-order=\"stroke\" stroke=\"#fff\" stroke-width=\"3\" x=\"{label.X:0.#}\" y=\"{label.Y + LetterHeight - 3:0.#}\">{ChartFrame.Text(name)}</text>\n");
    }

    /// <summary>Beside the point where nothing stands yet and the chart does not end: right, left, above, below, and further away.</summary>
    private static Box Place(double x, double y, double width, List<Box> taken)
    {
        const double gap = 9;
        for (var far = 0.0; far < ChartFrame.Height; far += LetterHeight)
        {
            Box[] places =
            [
                new(x + gap, y - LetterHeight / 2 - far, width, LetterHeight), new(x - gap - width, y - LetterHeight / 2 - far, width, LetterHeight),
                new(x + gap, y - LetterHeight / 2 + far, width, LetterHeight), new(x - gap - width, y - LetterHeight / 2 + far, width, LetterHeight),
                new(x - width / 2, y - LetterHeight - gap - far, width, LetterHeight), new(x - width / 2, y + gap + far, width, LetterHeight),
            ];
            foreach (var place in places)
                if (place.X >= ChartFrame.Begin && place.X + width <= ChartFrame.Width && place.Y > 24 && place.Y < ChartFrame.Height - 64 && !taken.Any(place.Overlaps))
                    return place;
        }
        return new Box(Math.Min(x + gap, ChartFrame.Width - width), y - LetterHeight / 2, width, LetterHeight);
    }

    // The logarithm of 0 is at no finite place.
    private static double X(ChartFrame frame, ParetoPoint point) => point.Parameters > 0 ? frame.ToX(point.Parameters) : ChartFrame.Begin;

    private static Box Around(double x, double y) => new(x - 6, y - 6, 12, 12);

    private sealed record Box(double X, double Y, double Width, double Height)
    {
        public bool Overlaps(Box other) => X < other.X + other.Width && other.X < X + Width && Y < other.Y + other.Height && other.Y < Y + Height;
    }
}

/// <summary>A method in a <see cref="ParetoChart"/>.</summary>
/// <param name="Name">Its name, written beside the point.</param>
/// <param name="Style">Number of its colour and marker.</param>
/// <param name="Parameters">Trained numbers.</param>
/// <param name="Value">The quality.</param>
/// <param name="Low">The lower end of its interval; null draws none.</param>
/// <param name="High">The upper end.</param>
public sealed record ParetoPoint(string Name, int Style, long Parameters, double Value, double? Low, double? High);
