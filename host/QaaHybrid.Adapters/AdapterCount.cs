namespace QaaHybrid.Adapters;

/// <summary>How many numbers an adapter has, without those of <see cref="Head"/>.</summary>
/// <param name="Modules">The adapted modules, in the model's order.</param>
/// <param name="Head">Trained numbers of modules that are trained as they are: a fresh classifier.</param>
/// <param name="Base">Parameters of the base model, without those of the head.</param>
/// <param name="BudgetReason">What was chosen for a budget and why; null where there is none.</param>
public sealed record AdapterCount(IReadOnlyList<ModuleCount> Modules, long Head, long Base, string? BudgetReason)
{
    /// <summary>Numbers that the adapter's file holds.</summary>
    public long Stored { get; } = Modules.Sum(module => module.Stored);

    /// <summary>Independent directions among the trained numbers.</summary>
    public long DegreesOfFreedom { get; } = Modules.Sum(module => module.DegreesOfFreedom);

    /// <summary>Numbers that the optimiser holds.</summary>
    public long Trainable { get; } = Modules.Sum(module => module.Trainable);

    /// <summary>Trained numbers as a share of the base model's, in percent.</summary>
    public double Percent => 100.0 * Trainable / Base;
}
