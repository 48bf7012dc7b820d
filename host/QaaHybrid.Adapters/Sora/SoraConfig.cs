using QaaHybrid.Adapters.Parts;
using QaaHybrid.Torch.Modules;

namespace QaaHybrid.Adapters.Sora;

/// <summary>How the threshold of SoRA's gates moves.</summary>
public enum SoraSchedule
{
    /// <summary>It stays.</summary>
    None,

    /// <summary>It is raised in equal steps.</summary>
    Linear,
}

/// <summary>SoRA with its options; their names are those of the authors' code.</summary>
/// <param name="LowRank">Rank, scaling, start.</param>
/// <param name="Penalty">λ (<c>sparse_lambda</c>): the loss grows by λ times the mean of |g| over all gates.</param>
/// <param name="Threshold">ξ (<c>sparse_lambda_2</c>): after every step, g ← sign(g)·max(|g| − ξ, 0).</param>
/// <param name="Schedule">Whether ξ is raised.</param>
/// <param name="MaxThreshold">ξ in the last stage of the schedule.</param>
/// <param name="Stages">Stages of the schedule, equal shares of the training.</param>
public sealed record SoraConfig(LowRankOptions LowRank, double Penalty, double Threshold, SoraSchedule Schedule, double MaxThreshold, int Stages) : IBudgetedMethod
{
    internal static readonly Dictionary<string, SoraSchedule> Schedules = new() { ["none"] = SoraSchedule.None, ["linear"] = SoraSchedule.Linear };

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, object?> Options => new Dictionary<string, object?>(LowRank.Written)
    {
        ["sparse_lambda"] = Penalty, ["sparse_lambda_2"] = Threshold, ["lambda_schedule"] = Schedules.First(entry => entry.Value == Schedule).Key,
        ["max_lambda"] = MaxThreshold, ["lambda_num"] = Stages,
    };

    /// <summary>ξ at a moment of the training: ξ₀ + (ξ_max − ξ₀)·k/(K − 1) in stage k = 0 … K − 1 of the schedule.</summary>
    /// <param name="progress">Share of the training that is done, (0, 1].</param>
    public double ThresholdAt(double progress)
    {
        var stage = Math.Clamp((int)Math.Ceiling(progress * Stages) - 1, 0, Stages - 1);
        return Schedule == SoraSchedule.None ? Threshold : Threshold + ((MaxThreshold - Threshold) * stage / (Stages - 1));
    }

    /// <inheritdoc/>
    public Task<AdapterLayer> WrapAsync(string name, Linear linear, AdapterScope scope, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(scope);
        LowRank.RefuseIdleKeys(scope);
        scope.SeedFor(name);
        var gates = scope.Targets.Sum(target => LowRank.RankOf(target.Name));
        return Task.FromResult<AdapterLayer>(new SoraLinear(linear, name, this, gates));
    }

    /// <inheritdoc/>
    public BudgetFit Fit(IReadOnlyList<(string Name, Linear Layer)> layers, long budget)
    {
        var (options, reason) = LowRank.Fit("sora", layers, budget, perRank: 1);
        return new(this with { LowRank = options }, reason);
    }

    /// <inheritdoc/>
    public ILayerMethod AfterTraining(IReadOnlyList<(string Name, AdapterLayer Layer)> layers) =>
        this with { LowRank = LowRank.WithRanks(LowRank.Rank, [.. layers.Select(layer => (layer.Name, ((SoraLinear)layer.Layer).Rank))]) };
}
