using QaaHybrid.Circuits;

namespace QaaHybrid.Benchmarks.Agreement;

/// <summary>Collects differences by what was compared.</summary>
internal sealed class AgreementTable
{
    private readonly Dictionary<string, AgreementRow> _rows = [];
    private readonly Dictionary<string, Circuit> _lastCircuit = [];

    /// <summary>All comparisons, in the order in which they came.</summary>
    public IReadOnlyList<AgreementRow> Rows => [.. _rows.Values];

    /// <summary>Takes the numbers of a circuit.</summary>
    /// <param name="name">What is compared.</param>
    /// <param name="bound">What the difference must not exceed.</param>
    /// <param name="circuit">The circuit, which counts once however often it comes.</param>
    /// <param name="difference">The difference.</param>
    public void Add(string name, double bound, Circuit circuit, double difference)
    {
        var row = _rows.GetValueOrDefault(name) ?? new AgreementRow(name, 0, 0, bound, circuit.Name);
        if (!ReferenceEquals(_lastCircuit.GetValueOrDefault(name), circuit))
            row = row with { Circuits = row.Circuits + 1 };
        _lastCircuit[name] = circuit;
        // A NaN is worse than any number.
        _rows[name] = difference <= row.Worst || double.IsNaN(row.Worst) ? row : row with { Worst = difference, WorstCircuit = circuit.Name };
    }

    /// <summary>The largest |a − b|; NaN where one of the numbers is.</summary>
    public static double Difference(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        if (a.Length != b.Length)
            throw new ArgumentException($"{a.Length} numbers are compared with {b.Length}", nameof(b));
        var worst = 0.0;
        for (var i = 0; i < a.Length; i++)
            worst = Math.Max(worst, Math.Abs(a[i] - b[i]));
        return worst;
    }
}
