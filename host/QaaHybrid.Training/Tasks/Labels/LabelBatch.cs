using QaaHybrid.Models;

namespace QaaHybrid.Training;

/// <summary>Examples with what is true of them.</summary>
/// <param name="logits">The model's scores of the examples, <c>[rows, labels]</c>.</param>
/// <param name="expected">Numbers of classes, or scores.</param>
/// <param name="tokens">What the speed is counted in.</param>
/// <param name="isRegression">Whether scores are learned.</param>
internal sealed class LabelBatch(Func<PreTrainedModel, Tensor> logits, double[] expected, int tokens, bool isRegression) : ITaskBatch
{
    public int Rows => expected.Length;

    public int Tokens => tokens;

    /// <summary>The mean of −ln p of the true class; of a regression, of the squared differences.</summary>
    public Tensor Loss(PreTrainedModel model) => isRegression
        ? nn.functional.mse_loss(logits(model).squeeze(-1), tensor(Array.ConvertAll(expected, value => (float)value), [Rows]))
        : nn.functional.cross_entropy(logits(model), tensor(Array.ConvertAll(expected, value => (long)value), [Rows]));

    public Tensor Forward(PreTrainedModel model) => logits(model);
}
