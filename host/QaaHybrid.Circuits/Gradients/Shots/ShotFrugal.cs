namespace QaaHybrid.Circuits;

/// <summary>
/// Says after each step of gradient descent how many shots the next derivatives get: few where the gradient is large against its noise, more as
/// it shrinks. With running averages χ of the gradient and ξ of the variance of one shot, both divided by 1 - μᵏ⁺¹ against the bias of their start at 0:
/// <code>
/// iCANS  s_i = 2Lη/(2 - Lη) · ξ_i / (χ_i² + bμᵏ),   γ_i = [(η - Lη²/2) χ_i² - Lη²/2 · ξ_i/s_i] / s_i,   s_i ≤ s_j, j = argmax γ
/// gCANS  s_i = 2Lη/(2 - Lη) · √ξ_i Σ_j √ξ_j / (Σ_j χ_j² + bμᵏ)
/// </code>
/// γ_i is the least that L is expected to fall by, per shot. Papers: <see cref="ShotRule"/>.
/// </summary>
public sealed class ShotFrugal
{
    private readonly ShotFrugalOptions _options;
    private readonly double[] _gradient;
    private readonly double[] _variance;
    private readonly int[] _shots;
    private int _step;

    /// <summary>Starts with the least number of shots for each parameter.</summary>
    /// <param name="parameters">How many derivatives.</param>
    /// <param name="options">The settings; the curvature must be given.</param>
    /// <exception cref="ArgumentException">A setting is missing or out of range; the learning rate is not below 2/L.</exception>
    public ShotFrugal(int parameters, ShotFrugalOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(parameters);
        ArgumentNullException.ThrowIfNull(options);
        if (options.Curvature is not > 0)
            throw new ArgumentException($"the curvature L is {options.Curvature?.ToString() ?? "missing"}, expected a number above 0", nameof(options));
        Curvature = options.Curvature.Value;
        LearningRate = options.LearningRate ?? 1 / Curvature;
        if (!(LearningRate > 0 && LearningRate < 2 / Curvature))
            throw new ArgumentException($"the learning rate is {LearningRate}, expected between 0 and 2/L = {2 / Curvature}", nameof(options));
        if (options.MinShots < 2 || options.MaxShots < options.MinShots)
            throw new ArgumentException(
                $"at least {options.MinShots} and at most {options.MaxShots} shots: a variance needs 2, and the most is not below the least", nameof(options));
        if (!(options.Memory is >= 0 and < 1) || !(options.Regulariser >= 0))
            throw new ArgumentException($"μ is {options.Memory}, expected 0 ≤ μ < 1; b is {options.Regulariser}, expected at least 0", nameof(options));
        _options = options;
        _gradient = new double[parameters];
        _variance = new double[parameters];
        _shots = new int[parameters];
        Array.Fill(_shots, options.MinShots);
    }

    /// <summary>L.</summary>
    public double Curvature { get; }

    /// <summary>η.</summary>
    public double LearningRate { get; }

    /// <summary>How many shots each derivative gets next.</summary>
    public IReadOnlyList<int> Shots => _shots;

    /// <summary>Takes in what a step found.</summary>
    /// <param name="gradient">Estimates of the derivatives.</param>
    /// <param name="variances">The variance of one shot of each: that of the estimate times the shots it took.</param>
    /// <returns><see cref="Shots"/>.</returns>
    public IReadOnlyList<int> Step(IReadOnlyList<double> gradient, IReadOnlyList<double> variances)
    {
        ArgumentNullException.ThrowIfNull(gradient);
        ArgumentNullException.ThrowIfNull(variances);
        if (gradient.Count != _shots.Length || variances.Count != _shots.Length)
            throw new ArgumentException($"{gradient.Count} derivatives and {variances.Count} variances for {_shots.Length} parameters", nameof(gradient));
        var (mu, bias) = (_options.Memory, 1 - Math.Pow(_options.Memory, _step + 1));
        for (var i = 0; i < _shots.Length; i++)
        {
            _gradient[i] = mu * _gradient[i] + (1 - mu) * gradient[i];
            _variance[i] = mu * _variance[i] + (1 - mu) * variances[i];
        }
        double[] chi = [.. _gradient.Select(g => g / bias)], xi = [.. _variance.Select(v => v / bias)];
        var regulariser = _options.Regulariser * Math.Pow(mu, _step++);
        if (_options.Rule == ShotRule.ICans)
            Individual(chi, xi, regulariser);
        else if (_options.Rule == ShotRule.GCans)
            Global(chi, xi, regulariser);
        return _shots;
    }

    private double Factor => 2 * Curvature * LearningRate / (2 - Curvature * LearningRate);

    private void Individual(double[] chi, double[] xi, double regulariser)
    {
        double[] shots = [.. chi.Select((g, i) => Wanted(Factor * xi[i] / (g * g + regulariser)))];
        var noise = Curvature * LearningRate * LearningRate / 2;
        double Gain(int i) => ((LearningRate - noise) * chi[i] * chi[i] - noise * xi[i] / shots[i]) / shots[i];
        var most = shots.Length == 0 ? 0 : shots[Enumerable.Range(0, shots.Length).MaxBy(Gain)];
        for (var i = 0; i < shots.Length; i++)
            _shots[i] = Clipped(Math.Min(shots[i], most));
    }

    private void Global(double[] chi, double[] xi, double regulariser)
    {
        var (squares, deviations) = (chi.Sum(g => g * g), xi.Sum(Math.Sqrt));
        for (var i = 0; i < _shots.Length; i++)
            _shots[i] = Clipped(Wanted(Factor * Math.Sqrt(xi[i]) * deviations / (squares + regulariser)));
    }

    // No noise and no gradient, 0/0: nothing to gain.
    private static double Wanted(double shots) => double.IsNaN(shots) ? 1 : Math.Max(1, Math.Ceiling(shots));

    private int Clipped(double shots) => (int)Math.Clamp(shots, _options.MinShots, _options.MaxShots);
}
