using QaaHybrid.Models;

namespace QaaHybrid.Training;

/// <summary>A classifier, or a regression, of inputs of any kind: loss, metrics and their intervals.</summary>
/// <typeparam name="T">An input with its label, as a model takes it.</typeparam>
public abstract class LabelTask<T> : ITask
{
    private const int HeldOutRows = 64;

    private readonly Recipe recipe;
    private readonly Lazy<Examples> examples;

    private protected LabelTask(Recipe recipe)
    {
        this.recipe = recipe;
        Bad = new BadLines(recipe.Task.SkipBad);
        examples = new(Read);
    }

    /// <inheritdoc/>
    public string Name => examples.Value.Name;

    /// <inheritdoc/>
    public string Description => FormattableString.Invariant($"{examples.Value.Source}; {examples.Value.Training.Count} training examples, {Counts} held out");

    /// <inheritdoc/>
    public string LossUnit => IsRegression ? "points² an example" : "nats an example";

    /// <inheritdoc/>
    public virtual IReadOnlyList<string> Remarks => Bad.Summary is { } summary ? [summary] : [];

    /// <inheritdoc/>
    public abstract IReadOnlyList<string> Labels { get; }

    /// <inheritdoc/>
    public IReadOnlyList<int> Lengths => [.. examples.Value.Training.Select(Length)];

    /// <inheritdoc/>
    public ITaskBatch HeldOutBatch => BatchOf([.. examples.Value.HeldOut[0].Examples.Take(HeldOutRows / 2)]);

    /// <summary>Whether scores are learned and not classes.</summary>
    private protected abstract bool IsRegression { get; }

    /// <summary>What is measured.</summary>
    private protected abstract IReadOnlyList<string> Metrics { get; }

    /// <summary>What happens with bad lines.</summary>
    private protected BadLines Bad { get; }

    /// <inheritdoc/>
    public void Load() => _ = examples.Value;

    /// <inheritdoc/>
    public abstract PreTrainedModel LoadModel();

    /// <inheritdoc/>
    public ITaskBatch Batch(IReadOnlyList<int> indices) => BatchOf([.. indices.Select(i => examples.Value.Training[i])]);

    /// <inheritdoc/>
    public string Describe(IReadOnlyList<int> indices) => string.Join(" | ", indices.Take(4).Select(i => Describe(examples.Value.Training[i])));

    /// <inheritdoc/>
    public (string Column, double Loss) Midway(PreTrainedModel model, CancellationToken cancellationToken = default)
    {
        // Settings are chosen by validation examples where there are some, never by the test set.
        var validation = examples.Value.HeldOut.FirstOrDefault(part => part.Suffix == "_val");
        return (validation is null ? "held_out_loss" : "validation_loss", Mean(Measure(model, validation ?? examples.Value.HeldOut[0], cancellationToken)));
    }

    /// <inheritdoc/>
    public Evaluation Evaluate(PreTrainedModel model, CancellationToken cancellationToken = default)
    {
        var (metrics, all) = (new Dictionary<string, double>(), new List<HeldOutExample>());
        foreach (var part in examples.Value.HeldOut)
        {
            var outcomes = Measure(model, part, cancellationToken);
            foreach (var name in Metrics)
            {
                var metric = ExampleMetrics.HeldOut(name, outcomes);
                MetricColumn.Add(metrics, name + part.Suffix, metric([.. Enumerable.Range(0, outcomes.Count)]), Bootstrap.Interval(metric, outcomes.Count, isShare: name == "accuracy"));
            }
            all.AddRange(outcomes);
        }
        return new Evaluation(Mean([.. all.Where(example => example.Part.Length == 0)]), metrics, []) { Examples = all };
    }

    private protected abstract Examples Read();

    /// <summary>The model's scores, <c>[examples, labels]</c>.</summary>
    private protected abstract Tensor Logits(PreTrainedModel model, IReadOnlyList<T> batch);

    private protected abstract int Length(T example);

    /// <summary>The number of the class, or the score.</summary>
    private protected abstract double Expected(T example);

    private protected abstract string Describe(T example);

    /// <summary>The configuration of a model with as many labels as the task has; of a regression one.</summary>
    private protected LoadOptions HeadOptions() => recipe.LoadOptions with
    {
        Seed = (int)(recipe.Seed & int.MaxValue), Configure = config => config with { Labels = IsRegression ? ["score"] : Labels },
    };

    /// <summary>What the model predicts for each example, in their order: the number of a class, or a score.</summary>
    private protected double[] Predict(PreTrainedModel model, IReadOnlyList<T> inputs, CancellationToken cancellationToken) =>
        [.. Scores(model, inputs, cancellationToken).Select(scores => LabelScores.Predict(scores, IsRegression))];

    private List<HeldOutExample> Measure(PreTrainedModel model, Part part, CancellationToken cancellationToken) =>
    [
        .. Scores(model, part.Examples, cancellationToken).Zip(part.Examples.Select(Expected), (scores, expected) => (scores, expected)).Select((outcome, index) =>
            new HeldOutExample(part.Suffix, index, LabelScores.Loss(outcome.scores, outcome.expected, IsRegression))
            {
                Predicted = LabelScores.Predict(outcome.scores, IsRegression),
                Expected = outcome.expected,
            }),
    ];

    private static double Mean(List<HeldOutExample> outcomes) => outcomes.Sum(example => example.Loss) / outcomes.Count;

    /// <summary>The scores of every example, in their order; the model computes similar lengths together, in evaluation mode.</summary>
    private double[][] Scores(PreTrainedModel model, IReadOnlyList<T> inputs, CancellationToken cancellationToken)
    {
        var scores = new double[inputs.Count][];
        var training = model.training;
        model.eval();
        try
        {
            using var unrecorded = no_grad();
            foreach (var rows in Enumerable.Range(0, inputs.Count).OrderBy(i => Length(inputs[i])).Chunk(HeldOutRows))
            {
                cancellationToken.ThrowIfCancellationRequested();
                using var scope = NewDisposeScope();
                var values = Logits(model, [.. rows.Select(i => inputs[i])]).to(ScalarType.Float64).ToArray<double>();
                foreach (var (row, i) in rows.Index())
                    scores[i] = values[(row * values.Length / rows.Length)..((row + 1) * values.Length / rows.Length)];
            }
            return scores;
        }
        finally
        {
            model.train(training);
        }
    }

    private LabelBatch BatchOf(IReadOnlyList<T> batch) => new(model => Logits(model, batch), [.. batch.Select(Expected)], batch.Sum(Length), IsRegression);

    private string Counts => string.Join(" and ", examples.Value.HeldOut.Select(part => part.Examples.Count.ToString("0", System.Globalization.CultureInfo.InvariantCulture)));

    /// <summary>The examples, dealt out.</summary>
    private protected sealed record Examples(string Name, string Source, IReadOnlyList<T> Training, IReadOnlyList<Part> HeldOut);

    /// <summary>Held-out examples, and what is added to the names of their metrics.</summary>
    private protected sealed record Part(string Suffix, IReadOnlyList<T> Examples);
}
