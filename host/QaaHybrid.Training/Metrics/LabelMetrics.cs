namespace QaaHybrid.Training;

/// <summary>
/// What is measured of predicted classes and scores, from 0 to 100 (correlations from −100 to 100), by the names that recipes and tables use:
/// <c>accuracy</c>, <c>f1</c>, <c>f1_macro</c>, <c>matthews</c>, <c>pearson</c>, <c>spearman</c>, <c>pearson_spearman</c>.
/// </summary>
public static class LabelMetrics
{
    /// <summary>A measure of predictions beside what is true; both of the same length.</summary>
    public delegate double Metric(ReadOnlySpan<double> predicted, ReadOnlySpan<double> expected);

    private static readonly Dictionary<string, Metric> Known = new()
    {
        ["accuracy"] = Accuracy,
        ["f1"] = F1,
        ["f1_macro"] = F1Macro,
        ["matthews"] = Matthews,
        ["pearson"] = Correlation.Pearson,
        ["spearman"] = Correlation.Spearman,
        // STS-B's score in GLUE.
        ["pearson_spearman"] = (predicted, expected) => (Correlation.Pearson(predicted, expected) + Correlation.Spearman(predicted, expected)) / 2,
    };

    /// <summary>All names.</summary>
    public static IReadOnlyCollection<string> Names => Known.Keys;

    /// <summary>A metric by its name, times 100.</summary>
    /// <exception cref="ArgumentException">There is none of that name.</exception>
    public static Metric Of(string name)
    {
        var metric = Known.GetValueOrDefault(name) ?? throw new ArgumentException($"there is no metric '{name}'; there are {string.Join(", ", Known.Keys)}", nameof(name));
        return (predicted, expected) => 100 * metric(predicted, expected);
    }

    /// <summary>The share of predictions that are right.</summary>
    public static double Accuracy(ReadOnlySpan<double> predicted, ReadOnlySpan<double> expected)
    {
        var right = 0;
        for (var i = 0; i < predicted.Length; i++)
            if (predicted[i] == expected[i])
                right++;
        return (double)right / predicted.Length;
    }

    /// <summary>F1 of class 1: 2·TP / (2·TP + FP + FN); 0 where class 1 is neither predicted nor true.</summary>
    public static double F1(ReadOnlySpan<double> predicted, ReadOnlySpan<double> expected) => F1(predicted, expected, 1);

    /// <summary>The mean of the F1 of every class that is predicted or true anywhere.</summary>
    public static double F1Macro(ReadOnlySpan<double> predicted, ReadOnlySpan<double> expected)
    {
        var classes = new SortedSet<double>();
        foreach (var value in predicted)
            classes.Add(value);
        foreach (var value in expected)
            classes.Add(value);
        var sum = 0.0;
        foreach (var label in classes)
            sum += F1(predicted, expected, label);
        return sum / classes.Count;
    }

    /// <summary>
    /// Matthews' correlation, for any number of classes (Gorodkin 2004): with c right of s predictions, t_k times class k true and p_k times predicted,
    /// (c·s − Σ t_k·p_k) / √((s² − Σ p_k²)(s² − Σ t_k²)); 0 where that is 0/0.
    /// </summary>
    public static double Matthews(ReadOnlySpan<double> predicted, ReadOnlySpan<double> expected)
    {
        var counts = new Dictionary<double, (double Predicted, double Expected)>();
        var right = 0.0;
        for (var i = 0; i < predicted.Length; i++)
        {
            if (predicted[i] == expected[i])
                right++;
            var (p, t) = counts.GetValueOrDefault(predicted[i]);
            counts[predicted[i]] = (p + 1, t);
            (p, t) = counts.GetValueOrDefault(expected[i]);
            counts[expected[i]] = (p, t + 1);
        }
        double all = predicted.Length;
        var both = counts.Values.Sum(count => count.Predicted * count.Expected);
        var scale = (all * all - counts.Values.Sum(count => count.Predicted * count.Predicted)) * (all * all - counts.Values.Sum(count => count.Expected * count.Expected));
        return scale > 0 ? (right * all - both) / Math.Sqrt(scale) : 0;
    }

    private static double F1(ReadOnlySpan<double> predicted, ReadOnlySpan<double> expected, double label)
    {
        var (both, either) = (0, 0);
        for (var i = 0; i < predicted.Length; i++)
        {
            both += predicted[i] == label && expected[i] == label ? 1 : 0;
            either += (predicted[i] == label ? 1 : 0) + (expected[i] == label ? 1 : 0);
        }
        return either > 0 ? 2.0 * both / either : 0;
    }
}
