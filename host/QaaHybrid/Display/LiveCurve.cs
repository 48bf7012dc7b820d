using QaaHybrid.Training;

namespace QaaHybrid.Display;

/// <summary>Progress of a training as a curve that grows: what a notebook shows in a display that it writes over.</summary>
public sealed class LiveCurve : IProgressSink
{
    private const int SmoothedWithin = 4;
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(300);

    private readonly Action<MimeBundle> _show;
    private readonly TimeProvider _clock;
    private readonly Lock _gate = new();
    private readonly OrderedDictionary<string, (List<(double X, double Y)> Training, List<(double X, double Y)> HeldOut)> _curves = [];
    private string _line = "", _unit = "";
    private long? _shown;

    /// <summary>An empty curve.</summary>
    /// <param name="show">Takes each state of the curve in the place of the one before.</param>
    /// <param name="clock">What tells when the next state is due: a few a second.</param>
    public LiveCurve(Action<MimeBundle> show, TimeProvider? clock = null)
    {
        ArgumentNullException.ThrowIfNull(show);
        (_show, _clock) = (show, clock ?? TimeProvider.System);
    }

    /// <inheritdoc/>
    public void Say(string line)
    {
        lock (_gate)
        {
            _line = line;
            Show();
        }
    }

    /// <inheritdoc/>
    public void Report(ProgressReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        lock (_gate)
        {
            var (name, step) = report.Training ?? (report.Name, report.Done);
            if (report.Loss is { } loss)
                Curve(name).Training.Add((step, loss));
            if (report.HeldOutLoss is { } heldOut)
                Curve(name).HeldOut.Add((step, heldOut));
            if (report.LossUnit.Length > 0)
                _unit = report.LossUnit;
            _line = report.ToString();
            if (report.Done >= report.Total || _shown is not { } before || _clock.GetElapsedTime(before) >= Interval)
                Show();
        }
    }

    private (List<(double X, double Y)> Training, List<(double X, double Y)> HeldOut) Curve(string name)
    {
        if (!_curves.TryGetValue(name, out var curve))
            _curves.Add(name, curve = ([], []));
        return curve;
    }

    private void Show()
    {
        _shown = _clock.GetTimestamp();
        var bundle = MimeBundle.OfText(_line);
        if (_curves.Count > 0)
        {
            var chart = Chart();
            bundle = bundle.With(MimeBundle.Html, HtmlPieces.Image(chart.ToSvg(standalone: true), chart.Title, 560) + HtmlPieces.Paragraph(_line));
        }
        _show(bundle);
    }

    // A method's held-out points have its colour and a marker.
    private LineChart Chart()
    {
        var series = new List<ChartSeries>();
        foreach (var (style, (name, curve)) in _curves.Index())
        {
            series.Add(new ChartSeries(_curves.Count == 1 && curve.HeldOut.Count > 0 ? $"{name}, training batches" : name, style, Smoothing.Mean(curve.Training, SmoothedWithin)));
            if (curve.HeldOut.Count > 0)
                series.Add(new ChartSeries($"{name}, held-out", style, curve.HeldOut, Markers: true));
        }
        return new LineChart("Loss while training", "optimiser step", _unit.Length > 0 ? $"loss, {_unit}" : "loss", series);
    }
}
