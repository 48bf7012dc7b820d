using System.Globalization;
using QaaHybrid.Torch.Modules;

namespace QaaHybrid.Training;

/// <summary>
/// How the gradient is spread over the model's layers: for each, the 2-norm of the gradient of what is trained in it, and the variance of its entries. Gradients that vanish with depth, or
/// on a circuit's plateau, show there. A layer is the first number in a parameter's name; what belongs to no layer (a head, a prefix for all of them) is left out.
/// </summary>
public static class LayerGradients
{
    /// <summary>They are taken at the first step and then each time after so many.</summary>
    public const int Every = 10;

    private const string Prefix = "layer_", Norm = "_grad_norm", Variance = "_grad_variance";

    /// <summary>The columns <c>layer_I_grad_norm</c> and <c>layer_I_grad_variance</c>, after a backward pass.</summary>
    /// <param name="parameters">What is trained, by full names.</param>
    public static IEnumerable<KeyValuePair<string, double>> Of(IEnumerable<(string Name, Parameter Parameter)> parameters)
    {
        using var guard = no_grad();
        using var scope = NewDisposeScope();
        var layers = new SortedDictionary<int, (double Square, double Sum, long Count)>();
        foreach (var (name, parameter) in parameters)
            if (LayerOf(name) is { } layer && parameter.grad is { } gradient)
            {
                var (square, sum, count) = layers.GetValueOrDefault(layer);
                var norm = gradient.norm().ToDouble();
                layers[layer] = (square + norm * norm, sum + gradient.sum().ToDouble(), count + gradient.numel());
            }
        var columns = new List<KeyValuePair<string, double>>();
        foreach (var (layer, (square, sum, count)) in layers)
        {
            // Var g = E g² − (E g)²; rounding must not make it negative.
            columns.Add(new(Column(layer, Norm), Math.Sqrt(square)));
            columns.Add(new(Column(layer, Variance), Math.Max(0, square / count - sum / count * (sum / count))));
        }
        return columns;
    }

    /// <summary>The layer that a column of norms is of, or null where it is none.</summary>
    public static int? OfNorms(string column) => LayerOf(column, Norm);

    /// <summary>The layer that a column of variances is of, or null where it is none.</summary>
    public static int? OfVariances(string column) => LayerOf(column, Variance);

    private static string Column(int layer, string suffix) => FormattableString.Invariant($"{Prefix}{layer}{suffix}");

    private static int? LayerOf(string column, string suffix) =>
        column.StartsWith(Prefix, StringComparison.Ordinal) && column.EndsWith(suffix, StringComparison.Ordinal) ? Number(column[Prefix.Length..^suffix.Length]) : null;

    private static int? LayerOf(string name) => name.Split('.').Select(Number).FirstOrDefault(number => number is not null);

    private static int? Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
