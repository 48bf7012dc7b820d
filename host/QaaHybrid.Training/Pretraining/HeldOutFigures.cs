namespace QaaHybrid.Training;

/// <summary>How a base model does on data that it was not trained on.</summary>
/// <param name="Parts">Each corpus or set of images by itself.</param>
public sealed record HeldOutFigures(IReadOnlyList<HeldOutFigure> Parts)
{
    private const string All = "all";

    /// <summary>Nats a prediction, over all parts by their weights.</summary>
    public double Loss => Mean(part => part.Loss);

    /// <summary>Share of predictions that are right, over all parts by their weights; null where it is not counted.</summary>
    public double? Accuracy => Parts.All(part => part.Accuracy.HasValue) ? Mean(part => part.Accuracy!.Value) : null;

    /// <summary>The loss of each part, and of <c>all</c>.</summary>
    public IReadOnlyDictionary<string, double> Losses => Table(part => part.Loss, Loss);

    /// <summary>The accuracy of each part, and of <c>all</c>; null where it is not counted.</summary>
    public IReadOnlyDictionary<string, double>? Accuracies => Accuracy is { } all ? Table(part => part.Accuracy!.Value, all) : null;

    /// <summary>Columns for the log.</summary>
    internal IEnumerable<KeyValuePair<string, double>> Columns() =>
        Columns("held_out_loss", Losses).Concat(Accuracies is { } accuracies ? Columns("held_out_accuracy", accuracies) : []);

    private static IEnumerable<KeyValuePair<string, double>> Columns(string name, IReadOnlyDictionary<string, double> table) =>
        table.Select(entry => KeyValuePair.Create(entry.Key == All ? name : $"{name}_{entry.Key}", entry.Value));

    private Dictionary<string, double> Table(Func<HeldOutFigure, double> value, double all) => new(Parts.ToDictionary(part => part.Name, value)) { [All] = all };

    private double Mean(Func<HeldOutFigure, double> value) => Parts.Sum(part => value(part) * part.Weight) / Parts.Sum(part => (double)part.Weight);
}

/// <summary>How a base model does on one part of the held-out data.</summary>
/// <param name="Name">The corpus, or the set of images.</param>
/// <param name="Loss">Nats a prediction.</param>
/// <param name="Accuracy">Share of predictions that are right; null where it is not counted.</param>
/// <param name="Weight">How much there is of it: tokens or images, measured or not.</param>
public sealed record HeldOutFigure(string Name, double Loss, double? Accuracy, long Weight);
