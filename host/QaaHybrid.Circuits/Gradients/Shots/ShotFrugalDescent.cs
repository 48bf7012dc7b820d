namespace QaaHybrid.Circuits;

/// <summary>
/// Gradient descent under a budget of shots: minimises L = Σ_j w_j ⟨Z_j⟩, or its mean over the states of a batch, by
/// <c>θ ← θ - η ∇L</c>, with derivatives from parameter-shift rules and as many shots for each as <see cref="ShotFrugal"/> says.
/// </summary>
public static class ShotFrugalDescent
{
    /// <summary>Runs until the budget is spent.</summary>
    /// <param name="backend">Measures the circuits; one call a step.</param>
    /// <param name="circuit">The tape.</param>
    /// <param name="theta">Where to start, radians.</param>
    /// <param name="weights">w, at most one a qubit.</param>
    /// <param name="budget">Shots in all; never exceeded.</param>
    /// <param name="options">The settings; null takes those of a new <see cref="ShotFrugalOptions"/>.</param>
    /// <param name="inputs">Real amplitudes of the states; null is the one state |0…0⟩.</param>
    /// <param name="seed">Governs everything that is drawn.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="ArgumentException">A setting is out of range, or L depends on no parameter.</exception>
    public static async Task<ShotFrugalResult> MinimizeAsync(
        IQuantumBackend backend, Circuit circuit, IReadOnlyList<double> theta, IReadOnlyList<double> weights, long budget,
        ShotFrugalOptions? options = null, IReadOnlyList<IReadOnlyList<double>?>? inputs = null, long seed = 0, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(backend);
        ArgumentNullException.ThrowIfNull(circuit);
        ArgumentNullException.ThrowIfNull(theta);
        ArgumentNullException.ThrowIfNull(weights);
        options ??= new ShotFrugalOptions();
        inputs ??= [null];
        var circuits = new ShiftedCircuits(circuit, weights, inputs.All(input => input is null), backend.RunsAnyTape);
        var rules = circuits.Rules.Where(rule => rule.Circuits > 0).ToArray();
        if (rules.Length == 0)
            throw new ArgumentException($"Σ w⟨Z⟩ of {circuit.Name} depends on none of its {circuit.Parameters} parameters", nameof(circuit));
        ShotGradient[] derivatives = [.. rules.Select(rule => new ShotGradient(circuits.Terms.Where(term => term.Parameter == rule.Parameter), inputs))];
        var allocation = new ShotFrugal(
            rules.Length, options with { Curvature = options.Curvature ?? weights.Sum(Math.Abs) * rules.Max(rule => rule.Curvature) });
        double[] at = [.. theta];
        var steps = new List<ShotFrugalStep>();
        var random = new SplitMix64(seed);
        for (var left = budget; ;)
        {
            var counts = derivatives.Select((derivative, i) => derivative.Spread(allocation.Shots[i], options.Sampling, ref random)).ToArray();
            var shots = counts.Sum(count => count.Sum(n => (long)n)) + (long)options.ValueShots * inputs.Count;
            if (shots > left)
                return new ShotFrugalResult(at, steps);
            var runs = derivatives.SelectMany((derivative, i) => derivative.Runs(at, counts[i])).ToList();
            var measured = runs.Count;
            if (options.ValueShots > 0)
                runs.AddRange(inputs.Select(input => new BackendRun(circuit, [.. at], input, options.ValueShots)));
            var results = await backend.RunAsync(runs, null, (long)random.Next(), cancellationToken).ConfigureAwait(false);
            WeightedZ[] values = [.. results.Select(result => WeightedZ.Of(result, weights))];
            steps.Add(Record(values[measured..], [.. at], [.. counts.Select(count => count.Sum())], shots));

            var (gradient, variances, next) = (new double[rules.Length], new double[rules.Length], 0);
            for (var i = 0; i < rules.Length; i++)
            {
                var own = counts[i].Count(n => n > 0);
                (gradient[i], variances[i]) = derivatives[i].Of(counts[i], values[next..(next += own)], options.Sampling);
            }
            for (var i = 0; i < rules.Length; i++)
                at[rules[i].Parameter] -= allocation.LearningRate * gradient[i];
            allocation.Step(gradient, variances);
            left -= shots;
        }
    }

    private static ShotFrugalStep Record(WeightedZ[] values, double[] theta, int[] derivativeShots, long shots) => values.Length == 0
        ? new ShotFrugalStep(theta, derivativeShots, shots)
        : new ShotFrugalStep(
            theta, derivativeShots, shots, values.Average(value => value.Value), Math.Sqrt(values.Sum(value => value.Variance)) / values.Length);
}

/// <summary>What a descent came to.</summary>
/// <param name="Theta">Parameters behind the last step, radians.</param>
/// <param name="Steps">The steps.</param>
public sealed record ShotFrugalResult(IReadOnlyList<double> Theta, IReadOnlyList<ShotFrugalStep> Steps)
{
    /// <summary>Shots in all.</summary>
    public long Shots => Steps.Sum(step => step.Shots);
}

/// <summary>One step of a descent.</summary>
/// <param name="Theta">Where the derivatives were taken, radians.</param>
/// <param name="DerivativeShots">Shots of each derivative, of those parameters that L depends on.</param>
/// <param name="Shots">Shots of the step.</param>
/// <param name="Value">L there, where it was measured.</param>
/// <param name="ValueError">Its standard error.</param>
public sealed record ShotFrugalStep(
    IReadOnlyList<double> Theta, IReadOnlyList<int> DerivativeShots, long Shots, double? Value = null, double? ValueError = null);
