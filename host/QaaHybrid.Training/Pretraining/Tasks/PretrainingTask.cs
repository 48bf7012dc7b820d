using QaaHybrid.Models;

namespace QaaHybrid.Training;

/// <summary>
/// What a kind of base model learns from: its data, its model, the loss of each step's batch, what is measured on the data that were held out, and what its
/// card says. The loop around it is the same for all.
/// </summary>
internal abstract class PretrainingTask : IDisposable
{
    /// <summary>Reads the data of a recipe and draws the start weights.</summary>
    /// <exception cref="DataFileException">Data are missing or wrong.</exception>
    public static PretrainingTask Prepare(PretrainRecipe recipe, IProgressSink progress) => recipe.Model switch
    {
        LlamaShapeRecipe shape => NextTokenPretraining.Prepare(recipe, shape, progress),
        RobertaShapeRecipe shape => MaskedTokenPretraining.Prepare(recipe, shape, progress),
        ViTShapeRecipe shape => RotationPretraining.Prepare(recipe, shape, progress),
        var other => throw new NotSupportedException(other.ModelType),
    };

    /// <summary>The model, in single precision.</summary>
    public abstract PreTrainedModel Model { get; }

    /// <summary>The batch of a step; it depends on the step and the recipe only.</summary>
    /// <param name="step">Counted from 1.</param>
    public abstract PretrainingBatch Batch(int step);

    /// <summary>Measures the model, in evaluation mode and without gradients, on data that were held out: the same ones each time.</summary>
    public HeldOutFigures HeldOut(CancellationToken cancellationToken)
    {
        using var unrecorded = no_grad();
        var training = Model.training;
        Model.eval();
        try
        {
            return new HeldOutFigures([.. Measure(cancellationToken)]);
        }
        finally
        {
            Model.train(training);
        }
    }

    /// <summary>Writes what belongs to the model beside its weights and configuration, such as the vocabulary.</summary>
    public abstract void WriteCompanions(PretrainFolder place);

    /// <summary>What the card says of this kind of model and its data.</summary>
    public abstract PretrainCardText Card();

    /// <summary>Further measurements for the card, in Markdown: made once, when the model is finished.</summary>
    public virtual string Evidence(CancellationToken cancellationToken) => "";

    /// <inheritdoc/>
    public void Dispose() => Model.Dispose();

    /// <summary>The figures of each part of the held-out data.</summary>
    protected abstract IEnumerable<HeldOutFigure> Measure(CancellationToken cancellationToken);

    /// <summary>The seed of the start weights.</summary>
    protected static int StartSeed(PretrainRecipe recipe) => (int)(Seeds.Torch(recipe.Seed, "start weights") & int.MaxValue);
}

/// <summary>The batch of a step.</summary>
/// <param name="Loss">Its mean loss in nats a prediction, recorded for gradients.</param>
/// <param name="Predictions">How many tokens or images are predicted.</param>
/// <param name="Describe">Its beginning, for a message.</param>
internal sealed record PretrainingBatch(Func<Tensor> Loss, int Predictions, Func<string> Describe);
