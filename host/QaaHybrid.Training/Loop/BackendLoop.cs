using QaaHybrid.Adapters;
using QaaHybrid.Circuits;

namespace QaaHybrid.Training;

/// <summary>The training of one method with its circuits on a backend: which steps run there, and what they take.</summary>
internal sealed class BackendLoop : IAsyncDisposable
{
    private readonly Recipe _recipe;
    private readonly BackendRecipe _backend;
    private readonly IRunBackend _open;
    private readonly CircuitsOnBackend _circuits;
    private IReadOnlyList<CircuitRows> _rows = [];
    private BackendUsage _counted = BackendUsage.None;

    private BackendLoop(Recipe recipe, BackendRecipe backend, IRunBackend open, CircuitsOnBackend circuits) =>
        (_recipe, _backend, _open, _circuits) = (recipe, backend, open, circuits);

    /// <summary>Refuses a method that the recipe's backend cannot train.</summary>
    /// <param name="recipe">The recipe; one without a backend refuses nothing.</param>
    /// <param name="method">The method.</param>
    /// <param name="adapter">The model with the method's adapter in it.</param>
    /// <param name="batch">A batch of the training.</param>
    /// <returns>Whether the method has circuits for the backend.</returns>
    /// <exception cref="RecipeException">Something below its circuits is trained and the gradient would be cut.</exception>
    public static bool Check(Recipe recipe, MethodRecipe method, AdaptedModel adapter, Func<(ITaskBatch Batch, Models.PreTrainedModel Model)> batch)
    {
        if (recipe.Backend is not { } backend || !CircuitsOnBackend.Has(adapter))
            return false;
        if (backend.InputGradient == InputGradient.None && Count(adapter, batch()).FirstOrDefault(rows => rows.NeedsInputGradient) is { } cut)
            throw backend.Refuse("input_gradient",
                $"is none, and below the circuit of {cut.Layer} of method {method.Name} something is trained, whose gradient would be cut; use shift or simulator, adapt the last layer alone, or fix what lies below (train_bottleneck: false)");
        return true;
    }

    /// <summary>Circuits of a step, at most, by layer: how many, of how many qubits. Nothing is run.</summary>
    public static async Task<IEnumerable<(long Circuits, int Qubits)>> CircuitsAsync(
        Recipe recipe, RunServices services, AdaptedModel adapter, (ITaskBatch Batch, Models.PreTrainedModel Model) batch, CancellationToken cancellationToken)
    {
        using var circuits = await CircuitsOnBackend.AttachAsync(
            adapter, (_, _) => Task.FromResult<IQuantumBackend>(new SimulatorBackend()), recipe.Backend!.Options, services.Circuits, cancellationToken).ConfigureAwait(true);
        circuits.Pause();
        return [.. Count(adapter, batch).Select(rows => (circuits.MostCircuits([rows]), rows.Qubits))];
    }

    /// <summary>Puts the method's circuits on the backend.</summary>
    /// <returns>Null where the recipe names no backend, or the method has no circuits for it.</returns>
    public static async Task<BackendLoop?> OpenAsync(Recipe recipe, RunServices services, AdaptedModel adapter, MethodFolder folder, CancellationToken cancellationToken)
    {
        if (recipe.Backend is not { } backend || !CircuitsOnBackend.Has(adapter))
            return null;
        var open = await services.Backends.OpenAsync(backend, folder.Path, cancellationToken).ConfigureAwait(true);
        try
        {
            var calibrated = new Dictionary<int, IQuantumBackend>();
            var circuits = await CircuitsOnBackend.AttachAsync(adapter, BackendForAsync, backend.Options, services.Circuits, cancellationToken).ConfigureAwait(true);
            return new BackendLoop(recipe, backend, open, circuits);

            async Task<IQuantumBackend> BackendForAsync(int qubits, CancellationToken cancellation)
            {
                if (!calibrated.TryGetValue(qubits, out var known))
                    calibrated.Add(qubits, known = await open.ForAsync(qubits, Seeds.Torch(recipe.Seed, "calibration", qubits), cancellation).ConfigureAwait(true));
                return known;
            }
        }
        catch
        {
            await open.DisposeAsync().ConfigureAwait(true);
            throw;
        }
    }

    /// <summary>What the steps will take, said before the first circuit of them is run.</summary>
    /// <param name="adapter">The model with the method's adapter in it.</param>
    /// <param name="batch">A batch of the training.</param>
    public string Foretell(AdaptedModel adapter, (ITaskBatch Batch, Models.PreTrainedModel Model) batch)
    {
        _circuits.Pause();
        _rows = Count(adapter, batch);
        _circuits.Resume();
        var most = _circuits.MostCircuits(_rows);
        var shots = _backend.Shots is { } count ? FormattableString.Invariant($", {most * count:#,0} shots") : "";
        return FormattableString.Invariant(
            $"circuits on {_open.Description}: {_rows.Sum(rows => rows.Rows):#,0} vectors in a batch of {batch.Batch.Rows}, at most {most:#,0} circuits a step{shots}");
    }

    /// <summary>Begins a step.</summary>
    public void Begin(int step, CancellationToken cancellationToken) => _circuits.Begin(Seeds.Torch(_recipe.Seed, "backend", step), cancellationToken);

    /// <summary>What was taken since this was asked the last time, as columns of the log.</summary>
    public IReadOnlyList<KeyValuePair<string, double>> Columns()
    {
        var now = _open.Usage;
        var taken = now.Since(_counted);
        _counted = now;
        return [new("circuits", taken.Circuits), new("shots", taken.Shots), new("jobs", taken.Jobs), new("price", taken.Price), new("charged", taken.Charged), new("charged_jobs", taken.ChargedJobs)];
    }

    /// <summary>Runs something on what held-out examples are measured on.</summary>
    public T Evaluate<T>(Func<T> measure)
    {
        if (_backend.EvaluatesOnBackend)
        {
            _circuits.Begin(Seeds.Torch(_recipe.Seed, "backend evaluation"), CancellationToken.None);
            return measure();
        }
        _circuits.Pause();
        try
        {
            return measure();
        }
        finally
        {
            _circuits.Resume();
        }
    }

    /// <summary>Takes the circuits off the backend and says what everything took.</summary>
    /// <param name="log">The log of all steps, those of before an interruption included.</param>
    public BackendCosts Finish(IReadOnlyList<MetricRow> log)
    {
        _circuits.Dispose();
        var rest = _open.Usage.Since(_counted);
        double Sum(string column) => log.Sum(row => row.Values.GetValueOrDefault(column));
        var input = _rows.Any(rows => rows.NeedsInputGradient) ? _backend.InputGradient : (InputGradient?)null;
        return new BackendCosts(
            _open.Description, _backend.Shots, Word(_backend.Gradient), input is null ? null : Word(input), _backend.EvaluatesOnBackend,
            new BackendUsage((long)Sum("circuits") + rest.Circuits, (long)Sum("shots") + rest.Shots, (long)Sum("jobs") + rest.Jobs, Sum("price") + rest.Price, rest.Unit)
            {
                Charged = Sum("charged") + rest.Charged, ChargedJobs = (long)Sum("charged_jobs") + rest.ChargedJobs,
            });
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _circuits.Dispose();
        await _open.DisposeAsync().ConfigureAwait(true);
    }

    private static string Word(Enum choice) => choice.ToString().ToLowerInvariant();

    private static IReadOnlyList<CircuitRows> Count(AdaptedModel adapter, (ITaskBatch Batch, Models.PreTrainedModel Model) batch)
    {
        using var scope = NewDisposeScope();
        return CircuitsOnBackend.Count(adapter, () => batch.Batch.Forward(batch.Model));
    }
}
