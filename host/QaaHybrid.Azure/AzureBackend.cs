using QaaHybrid.Circuits;

namespace QaaHybrid.Azure;

/// <summary>
/// A target of an Azure Quantum workspace as a backend: every circuit becomes a job of QIR (or several become one, packed), every job stands in the journal.
/// The same circuits asked for again with the same seed, by this process or by a later one, are the same jobs and cost nothing; another seed is another
/// measurement.
/// </summary>
public sealed partial class AzureBackend : IQuantumBackend
{
    /// <summary>What the name of such a backend begins with, before the target.</summary>
    public const string Prefix = "azure:";

    /// <summary>The one target that gives exact values, an emulator's.</summary>
    public const string ExactTarget = "emulator.exact";

    private readonly JournalledJobs _jobs;
    private readonly AzureBackendOptions _options;
    private readonly PackedBackend? _packed;

    /// <summary>Makes the backend.</summary>
    /// <param name="jobs">Sends the jobs, and remembers them.</param>
    /// <param name="target">What runs them, e.g. <c>ionq.simulator</c>.</param>
    /// <param name="options">How circuits become jobs.</param>
    /// <exception cref="NotSupportedException">
    /// The target is unknown, or circuits are to be packed on a target of no known size or on one that scales its distribution.
    /// </exception>
    public AzureBackend(JournalledJobs jobs, string target, AzureBackendOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(jobs);
        ArgumentException.ThrowIfNullOrEmpty(target);
        _jobs = jobs;
        _options = options ?? new AzureBackendOptions();
        ArgumentOutOfRangeException.ThrowIfLessThan(_options.Concurrency, 1, nameof(options));
        Target = target;
        // A target that nobody knew when the prices were written down may be there all the same, for who accepts its price.
        Qubits = _options.Qubits ?? (AcceptsUnknown && !Pricing.Targets.Contains(target) ? null : Pricing.QubitsOf(target));
        if (_options.Packing is not { } packing)
            return;
        if (KnownTarget.Find(target) is { ScalesDistribution: true })
            throw new NotSupportedException(
                $"{target} scales its exact distribution to the number of shots, which rounds the many outcomes of packed circuits to nothing: leave {nameof(AzureBackendOptions.Packing)} out");
        _packed = new PackedBackend(
            new AzureBackend(jobs, target, _options with { Packing = null }),
            Qubits ?? throw new NotSupportedException($"nothing says how many qubits {target} has, and so how many circuits fit side by side: set {nameof(AzureBackendOptions.Qubits)}"),
            packing with { PacksExactValues = packing.PacksExactValues || IsExact });
    }

    /// <inheritdoc/>
    public string Name => Prefix + Target;

    /// <summary>What runs the jobs.</summary>
    public string Target { get; }

    /// <summary>How many qubits a circuit may have; null where nothing says so.</summary>
    public int? Qubits { get; }

    /// <summary>Whether the target gives exact values.</summary>
    public bool IsExact => Target == ExactTarget;

    /// <inheritdoc/>
    /// <remarks>
    /// The price of all circuits together is reserved before the first is sent. Where one fails no further one is sent; those that are under way go on, and are
    /// found again when the same is asked for later.
    /// </remarks>
    /// <exception cref="ArgumentException">A run has another number of angles than its circuit, or an input that is no state.</exception>
    /// <exception cref="NotSupportedException">Exact values of a target that measures, or an input without a source of loaders.</exception>
    /// <exception cref="BudgetExceededException">The jobs may cost more than is left of the budget; nothing was sent.</exception>
    /// <exception cref="BudgetMissingException">The jobs are charged, and there is no budget; nothing was sent.</exception>
    /// <exception cref="QuantumServiceException">The service refused a job, or it failed.</exception>
    public async Task<IReadOnlyList<BackendResult>> RunAsync(
        IReadOnlyList<BackendRun> runs, int? shots = null, long seed = 0, CancellationToken cancellationToken = default)
    {
        var bound = await BindAsync(runs, cancellationToken).ConfigureAwait(false);
        if (_packed is not null)
            return await Packable(bound, shots).RunAsync(bound, shots, seed, cancellationToken).ConfigureAwait(false);
        return await EachAsync(
            Draft(bound, shots, seed),
            async (draft, stop) =>
            {
                var result = await _jobs.RunAsync(draft.Request, draft.Key, draft.Price, stop).ConfigureAwait(false);
                Settle(draft.Key);
                return Result(draft, result);
            },
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Submits what <see cref="RunAsync"/> would run, and does not wait.</summary>
    /// <inheritdoc cref="RunAsync"/>
    /// <returns>
    /// The jobs, in the order of the runs; packed, fewer jobs than runs. <see cref="RunAsync"/> of the same, with the same seed, finds them in the journal and gives the
    /// results of the runs; <see cref="JournalledJobs.FetchAsync"/> gives those of a job.
    /// </returns>
    public async Task<IReadOnlyList<JournalEntry>> SubmitAsync(
        IReadOnlyList<BackendRun> runs, int? shots = null, long seed = 0, CancellationToken cancellationToken = default)
    {
        var bound = await BindAsync(runs, cancellationToken).ConfigureAwait(false);
        if (_packed is not null)
            (bound, shots) = (await Packable(bound, shots).PackAsync(bound, shots, cancellationToken).ConfigureAwait(false), null);
        return await EachAsync(
            Draft(bound, shots, seed), (draft, stop) => _jobs.SubmitAsync(draft.Request, draft.Key, draft.Price, stop), cancellationToken).ConfigureAwait(false);
    }

    private bool AcceptsUnknown => _options.Budget?.AcceptsUnknownPrice ?? _options.AcceptUnknownPrice;

    // The exact target, asked for shots, deals them by its distribution.
    private PackedBackend Packable(IReadOnlyList<BackendRun> runs, int? shots) => IsExact && runs.Any(run => (run.Shots ?? shots) is not null)
        ? throw new NotSupportedException($"{Name} deals shots by its exact distribution, which rounds the many outcomes of packed circuits to nothing: ask for exact values, without shots")
        : _packed!;

    /// <summary>Takes every job, some of them at once; the first failure ends it.</summary>
    private async Task<T[]> EachAsync<T>(List<JobDraft> drafts, Func<JobDraft, CancellationToken, Task<T>> take, CancellationToken cancellationToken)
    {
        var taken = new T[drafts.Count];
        try
        {
            await Parallel.ForEachAsync(
                drafts, new ParallelOptions { MaxDegreeOfParallelism = _options.Concurrency, CancellationToken = cancellationToken },
                async (draft, stop) => taken[draft.Place] = await take(draft, stop).ConfigureAwait(false)).ConfigureAwait(false);
        }
        catch
        {
            ReturnUnsent(drafts);
            throw;
        }
        return taken;
    }
}
