namespace QaaHybrid.Circuits;

/// <summary>
/// One derivative of L, the mean over states of Σ w ⟨Z⟩, from a number of shots that is spread over the terms of its shift rule and the states;
/// see <see cref="TermSampling"/>.
/// </summary>
internal sealed class ShotGradient
{
    private readonly ShiftTerm[] _terms;
    private readonly IReadOnlyList<IReadOnlyList<double>?> _inputs;
    private readonly double _norm;

    /// <summary>Prepares a derivative.</summary>
    /// <param name="terms">The terms of its rule, at least one.</param>
    /// <param name="inputs">The states.</param>
    public ShotGradient(IEnumerable<ShiftTerm> terms, IReadOnlyList<IReadOnlyList<double>?> inputs)
    {
        _terms = [.. terms];
        _inputs = inputs;
        _norm = _terms.Sum(term => Math.Abs(term.Coefficient));
    }

    /// <summary>How often each circuit is measured, term by term and state by state within; 0 for those left out.</summary>
    public int[] Spread(int shots, TermSampling sampling, ref SplitMix64 random)
    {
        var counts = new int[_terms.Length * _inputs.Count];
        if (sampling == TermSampling.Proportional)
            for (var i = 0; i < counts.Length; i++)
                counts[i] = Math.Max(2, (int)Math.Round(shots * Math.Abs(Coefficient(i)) / _norm));
        else
            for (var shot = 0; shot < shots; shot++)
            {
                var draw = random.NextDouble() * _norm;
                var term = 0;
                while (term < _terms.Length - 1 && (draw -= Math.Abs(_terms[term].Coefficient)) >= 0)
                    term++;
                counts[term * _inputs.Count + (int)(random.NextDouble() * _inputs.Count)]++;
            }
        return counts;
    }

    /// <summary>The circuits that are measured.</summary>
    public IEnumerable<BackendRun> Runs(IReadOnlyList<double> theta, int[] counts) =>
        Enumerable.Range(0, counts.Length).Where(i => counts[i] > 0).Select(i => _terms[i / _inputs.Count].At(theta, _inputs[i % _inputs.Count], counts[i]));

    /// <summary>The derivative, and the variance of one of its shots.</summary>
    /// <param name="counts">How often each circuit was to be measured.</param>
    /// <param name="values">What those measured at all gave.</param>
    /// <param name="sampling">How the shots were spread.</param>
    public (double Derivative, double ShotVariance) Of(int[] counts, IReadOnlyList<WeightedZ> values, TermSampling sampling)
    {
        int[] measured = [.. Enumerable.Range(0, counts.Length).Where(i => counts[i] > 0)];
        var shots = counts.Sum();
        var (sum, squares) = (0.0, 0.0);
        if (sampling == TermSampling.Proportional)
        {
            // Σ c v̄, of variance Σ c² Var(v̄).
            for (var k = 0; k < measured.Length; k++)
            {
                var coefficient = Coefficient(measured[k]);
                sum += coefficient * values[k].Value;
                squares += coefficient * coefficient * values[k].Variance;
            }
            return (sum, shots * squares);
        }
        // The mean of x = ±Σ|c| v over all shots, and their variance.
        for (var k = 0; k < measured.Length; k++)
        {
            var (count, value) = (counts[measured[k]], values[k]);
            sum += count * Math.Sign(Coefficient(measured[k])) * _norm * value.Value;
            squares += _norm * _norm * ((count - 1) * count * value.Variance + count * value.Value * value.Value);
        }
        var mean = sum / shots;
        return (mean, Math.Max(0, squares - shots * mean * mean) / (shots - 1));
    }

    private double Coefficient(int circuit) => _terms[circuit / _inputs.Count].Coefficient / _inputs.Count;
}
