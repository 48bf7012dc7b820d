using System.Runtime.ExceptionServices;
using QaaHybrid.Adapters;
using QaaHybrid.Torch.Modules;

namespace QaaHybrid.Training;

/// <summary>
/// The parameters under training with their optimiser: one call is one step. Everything random in a step follows from the seed and the
/// step's number, so that steps after a checkpoint repeat exactly.
/// </summary>
public sealed class Optimization : IDisposable
{
    private readonly ITrainable trainable;
    private readonly List<(string Name, Parameter Parameter)> named;
    private readonly Parameter[] parameters;
    private readonly Adam optimizer;
    private readonly LearningRate schedule;
    private readonly double maxGradNorm;
    private readonly long seed;

    /// <param name="trainable">What is trained.</param>
    /// <param name="recipe">AdamW's settings.</param>
    /// <param name="schedule">The learning rate over the steps.</param>
    /// <param name="maxGradNorm">The gradient is scaled down to this 2-norm; 0 leaves it alone.</param>
    /// <param name="seed">Seed of the steps.</param>
    public Optimization(ITrainable trainable, OptimizerRecipe recipe, LearningRate schedule, double maxGradNorm, long seed)
    {
        named = [.. trainable.TrainableParameters];
        (this.trainable, this.schedule, this.maxGradNorm, this.seed) = (trainable, schedule, maxGradNorm, seed);
        parameters = [.. named.Select(entry => entry.Parameter)];
        optimizer = AdamWFactory.Create(recipe, named);
    }

    /// <summary>Number of trained values.</summary>
    public long Count => parameters.Sum(parameter => parameter.numel());

    /// <summary>The optimiser's tensors by name, for a checkpoint.</summary>
    public Dictionary<string, Tensor> State() => optimizer.state_dict();

    /// <summary>Goes on from the tensors of a checkpoint.</summary>
    /// <exception cref="ArgumentException">They do not fit the parameters.</exception>
    public void LoadState(IReadOnlyDictionary<string, Tensor> state) => optimizer.load_state_dict(state);

    /// <summary>One step.</summary>
    /// <param name="step">Its number, counted from 1.</param>
    /// <param name="loss">Computes the mean loss of the step's batch, recorded for gradients.</param>
    /// <param name="batch">Describes the batch, for an error.</param>
    /// <param name="scheduleStep">The step of the schedule that the learning rate is of; null is the step itself.</param>
    /// <param name="byLayer">Whether the gradient is looked at layer by layer, see <see cref="LayerGradients"/>.</param>
    /// <exception cref="TrainingFailedException">The loss or a gradient is not finite; the parameters are as before the step.</exception>
    public StepResult Step(int step, Func<Tensor> loss, Func<string> batch, int? scheduleStep = null, bool byLayer = false)
    {
        using var scope = NewDisposeScope();
        manual_seed(Seeds.Torch(seed, "step", step));
        optimizer.zero_grad();
        var value = loss();
        var number = value.ToDouble();
        if (!double.IsFinite(number))
            throw Failure(step, $"the loss is {number}", batch);
        // The gradient of the sum is the sum of the gradients: what is reported stays the task's loss.
        Backward(trainable.Penalty() is { } penalty ? value + penalty : value);
        // Before clipping: what is said of gradients is then the loss's.
        IEnumerable<KeyValuePair<string, double>> diagnostics = [.. trainable.Diagnostics(), .. byLayer ? LayerGradients.Of(named) : []];
        var norm = nn.utils.clip_grad_norm_(parameters, maxGradNorm > 0 ? maxGradNorm : double.MaxValue);
        if (!double.IsFinite(norm))
            throw Failure(step, $"the gradient's norm is {norm} (loss {number:0.###})", batch);
        var at = scheduleStep ?? step;
        var factor = schedule.Factor(at);
        foreach (var group in optimizer.ParamGroups)
            group.LearningRate = group.InitialLearningRate * factor;
        optimizer.step();
        trainable.AfterStep(schedule.Progress(at));
        return new StepResult(number, norm, optimizer.LearningRate, new Dictionary<string, double>(diagnostics));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        optimizer.zero_grad();
        optimizer.Dispose();
    }

    // What went wrong in a function of ours (a backend that was interrupted, a budget that is spent) is said as it is, not as a failure of libtorch.
    private static void Backward(Tensor loss)
    {
        try
        {
            loss.backward();
        }
        catch (TorchException error) when (error.InnerException is { } cause)
        {
            ExceptionDispatchInfo.Throw(cause);
        }
    }

    private TrainingFailedException Failure(int step, string what, Func<string> batch) => new(FormattableString.Invariant(
        $"step {step}: {what}. Try a lower learning rate (at most {optimizer.ParamGroups.Max(group => group.InitialLearningRate):0.##e+0} so far) or a smaller max_grad_norm; if it fails at the same step again, look at its batch: {batch()}"));
}
