using System.Text.Json.Nodes;
using QaaHybrid.Azure;
using QaaHybrid.Circuits;
using QaaHybrid.Training;

namespace QaaHybrid;

/// <summary>The backends of recipes: the simulator, exact, sampled or noisy, Microsoft's, and the targets of an Azure Quantum workspace.</summary>
/// <param name="session">Circuits, backends and the workspace.</param>
/// <param name="threads">Threads of simulators.</param>
public sealed class RecipeBackends(QaaSession session, int threads = 1) : IRecipeBackends
{
    private const string Simulator = "simulator";

    // Of all methods together, by the section of the recipe.
    private readonly Dictionary<BackendRecipe, Budget?> _budgets = [];

    /// <inheritdoc/>
    public void Check(BackendRecipe recipe)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        if (recipe.IsAzure)
            CheckAzure(recipe);
        else
            _ = Extrapolated(recipe, Local(recipe).Backend);
    }

    /// <inheritdoc/>
    public bool Charges(BackendRecipe recipe)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        return recipe.IsAzure && LeastOfAJob(recipe).UpperAmount > 0;
    }

    /// <inheritdoc/>
    public string Foretell(BackendRecipe recipe, IReadOnlyList<(long Circuits, int Qubits)> circuits, int? steps)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        ArgumentNullException.ThrowIfNull(circuits);
        var least = LeastOfAJob(recipe);
        // Packed, as many circuits share a job as fit side by side.
        var most = recipe.Packing ? KnownTarget.Find(TargetOf(recipe))?.Qubits : null;
        var jobs = circuits.Sum(layer => Math.Max(1, most / layer.Qubits ?? 1) is var together ? (layer.Circuits + together - 1) / together : 0);
        var all = steps is { } count and not 1 ? FormattableString.Invariant($"{count:#,0} steps of up to {jobs:#,0} jobs each") : FormattableString.Invariant($"a step of up to {jobs:#,0} jobs");
        var sum = $"{TargetOf(recipe)} charges: {all}, {Text(least.UpperAmount ?? 0, least.Unit)} and more a job, come to {Text((least.UpperAmount ?? 0) * jobs * (steps ?? 1), least.Unit)}";
        if (recipe.Budget.Length > 0 || session.IsEmulator(recipe.Workspace))
            return sum + (recipe.Budget.Length > 0 ? $"; the budget of {recipe.Budget} is held" : "; an emulator charges nothing");
        throw recipe.Refuse("budget",
            $"is missing, and {sum}. Say how much all of them together may cost, such as --budget 500{least.Unit[^3..].ToLowerInvariant()} on the command line: the run then stops before it would cost more, "
            + "and goes on with 'qaa resume RUN --budget SUM'. 'qaa cost --gradient RECIPE' prices one gradient");
    }

    private static string Text(decimal amount, string unit) => FormattableString.Invariant($"{amount:#,0.00} {unit}");

    private static PriceEstimate LeastOfAJob(BackendRecipe recipe) =>
        Pricing.OfAnything(TargetOf(recipe), recipe.Shots ?? 1, PriceOptions.Of(Debiasing(recipe)) with { AcceptUnknown = recipe.AcceptsUnknownPrice });

    private static JsonObject? Debiasing(BackendRecipe recipe)
    {
        try
        {
            return AzureBackendOptions.Debiasing(TargetOf(recipe), recipe.Debias);
        }
        catch (NotSupportedException error)
        {
            throw recipe.Refuse("debias", error.Message);
        }
    }

    /// <inheritdoc/>
    public async Task<IRunBackend> OpenAsync(BackendRecipe recipe, string folder, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        if (!recipe.IsAzure)
        {
            var (local, name) = Local(recipe);
            return new Opened(recipe, session.Circuits, new MeteredBackend(local), name, null);
        }
        if (!_budgets.TryGetValue(recipe, out var budget))
            _budgets.Add(recipe, budget = CheckAzure(recipe));
        var jobs = await session.OpenJobs(recipe.Workspace, folder, cancellationToken).ConfigureAwait(false);
        var flips = recipe.Packing && IsMitigated(recipe) ? await Mitigation.FlipsAsync(session.Circuits, 1, cancellationToken).ConfigureAwait(false) : null;
        var spending = ShareWithComparison(ref budget, folder, jobs.Jobs.Workspace);
        if (spending is null)
            CountNeighbours(budget, folder, jobs.Jobs.Workspace);
        var backend = new AzureBackend(jobs.Jobs, TargetOf(recipe), new AzureBackendOptions
        {
            Circuits = session.Circuits, Concurrency = recipe.Concurrency, Budget = budget, BudgetCoversJournal = true, AcceptUnknownPrice = recipe.AcceptsUnknownPrice,
            InputParams = Debiasing(recipe),
            Packing = recipe.Packing ? new PackingOptions { Flips = flips } : null,
        });
        var where = jobs.IsEmulator ? "the emulator of Azure Quantum on this machine, which simulates it" : "an Azure Quantum workspace";
        return new Opened(recipe, session.Circuits, new MeteredBackend(backend), $"{TargetOf(recipe)} of {where}{(recipe.Packing ? ", circuits packed side by side" : "")}", jobs.Owner, spending);
    }

    // The budget is the whole comparison's, of which other methods and seeds are trained by other processes, now or before.
    private static SharedSpending? ShareWithComparison(ref Budget? budget, string folder, string workspace)
    {
        if (budget is null || ComparisonFolder.Of(folder) is not { } comparison)
            return null;
        var spending = SharedSpending.Open(comparison.Path, folder, workspace, () => comparison.MethodFolders.Where(JobJournal.IsIn));
        budget = budget.SharedIn(spending);
        return spending;
    }

    // The budget is the whole run's, and other methods may have been trained by an earlier process.
    private static void CountNeighbours(Budget? budget, string folder, string workspace)
    {
        var methods = new DirectoryInfo(Path.GetFullPath(folder)).Parent;
        if (budget is null || methods is not { Exists: true })
            return;
        foreach (var method in methods.GetDirectories().Where(method => JobJournal.IsIn(method.FullName)))
            budget.Count(new JobJournal(method.FullName), workspace);
    }

    private (IQuantumBackend Backend, string Description) Local(BackendRecipe recipe)
    {
        if (recipe.Noise.Length > 0)
            return recipe.Name == Simulator
                ? (new NoisyBackend(NoiseModel.Parse(TextFile.ReadAll(recipe.Noise), recipe.Noise), threads: threads), $"a simulator with the noise of {Path.GetFileName(recipe.Noise)}")
                : throw recipe.Refuse("noise", $"is simulated by {Simulator}, not by {recipe.Name}");
        var found = session.Backends.FirstOrDefault(backend => backend.Name == recipe.Name)
            ?? throw recipe.Refuse("name", $"found '{recipe.Name}', {NearestName.Hint(recipe.Name, [.. session.Backends.Select(backend => backend.Name), BackendRecipe.AzurePrefix + "TARGET"])}");
        return (found, found.Name == Simulator ? "the simulator" : "Microsoft's simulator");
    }

    private static bool IsMitigated(BackendRecipe recipe) => recipe.Mitigation == Mitigation.ReadOut;

    private static string TargetOf(BackendRecipe recipe) => recipe.Name[BackendRecipe.AzurePrefix.Length..];

    /// <summary>The budget, when everything was found to fit.</summary>
    private static Budget? CheckAzure(BackendRecipe recipe)
    {
        var target = TargetOf(recipe);
        if (recipe.Noise.Length > 0)
            throw recipe.Refuse("noise", $"is simulated by {Simulator}, not by {recipe.Name}");
        if (!recipe.AcceptsUnknownPrice && !Pricing.Targets.Contains(target))
            throw recipe.Refuse("name", $"found '{recipe.Name}', whose price is not known; {NearestName.Hint(target, [.. Pricing.Targets])}; accept_unknown_price: true takes it all the same");
        if (recipe.Shots is null && target != AzureBackend.ExactTarget)
            throw recipe.Refuse("shots", $"is missing: {target} measures, it has no exact values");
        if (recipe.Packing && (KnownTarget.Find(target) is { ScalesDistribution: true } || target == AzureBackend.ExactTarget && recipe.Shots is not null))
            throw recipe.Refuse("packing", $"{target} scales its exact distribution to the shots, which rounds the outcomes of packed circuits to nothing: leave packing out");
        _ = Extrapolated(recipe, new SimulatorBackend());
        try
        {
            var least = LeastOfAJob(recipe);
            if (recipe.Budget.Length > 0)
            {
                // Tried on one of its own.
                Budget.Parse(recipe.Budget, recipe.AcceptsUnknownPrice).Reserve(least);
                return Budget.Parse(recipe.Budget, recipe.AcceptsUnknownPrice);
            }
            return least.UpperAmount is not null || recipe.AcceptsUnknownPrice ? null : throw new UnknownPriceException(least);
        }
        catch (Exception error) when (error is FormatException or BudgetExceededException)
        {
            throw recipe.Refuse("budget", error.Message);
        }
        catch (UnknownPriceException error)
        {
            throw recipe.Refuse("accept_unknown_price", error.Message);
        }
        catch (NotSupportedException error)
        {
            throw recipe.Refuse("shots", error.Message);
        }
    }

    private static IQuantumBackend Extrapolated(BackendRecipe recipe, IQuantumBackend backend)
    {
        try
        {
            return recipe.Zne == BackendRecipe.NoMitigation ? backend : Mitigation.Extrapolated(backend, recipe.Zne, recipe.ZneScales);
        }
        catch (ArgumentException error)
        {
            throw recipe.Refuse("zne_scales", error.Message.Split(" (Parameter")[0]);
        }
    }

    private sealed class Opened(BackendRecipe recipe, ICircuitSource circuits, MeteredBackend backend, string description, IAsyncDisposable? owner, SharedSpending? spending = null) : IRunBackend
    {
        public string Description => string.Concat(
            description, !IsMitigated(recipe) ? "" : recipe.Packing ? " with mitigation of read-out errors, calibrated in the same jobs" : " with mitigation of read-out errors", recipe.Zne == BackendRecipe.NoMitigation ? "" : $" with {recipe.Zne} extrapolation to zero noise");

        public BackendUsage Usage => backend.Usage;

        public async Task<IQuantumBackend> ForAsync(int qubits, long seed, CancellationToken cancellationToken = default) => Extrapolated(
            // Packed jobs calibrate the reading on their spare qubits, each anew.
            recipe, IsMitigated(recipe) && !recipe.Packing
                ? await Mitigation.CalibratedAsync(circuits, backend, qubits, recipe.Shots, seed, cancellationToken).ConfigureAwait(true)
                : backend);

        public ValueTask DisposeAsync()
        {
            spending?.Dispose();
            return owner?.DisposeAsync() ?? ValueTask.CompletedTask;
        }
    }
}
