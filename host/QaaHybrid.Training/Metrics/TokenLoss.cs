using QaaHybrid.Models;

namespace QaaHybrid.Training;

/// <summary>The held-out loss of a language model: the mean of −ln p over target tokens, in nats; its exponential is the perplexity.</summary>
public static class TokenLoss
{
    /// <summary>The mean over the targets of all batches, without gradients, the model in evaluation mode. Sums are taken token by token in double precision.</summary>
    /// <exception cref="ArgumentException">There is no target.</exception>
    /// <exception cref="OperationCanceledException">It was interrupted between two batches.</exception>
    public static double HeldOut(CausalLM model, IEnumerable<Batch> batches, CancellationToken cancellationToken = default) => Mean(Each(model, batches, cancellationToken));

    /// <summary>The loss of every example, in the order of the batches.</summary>
    /// <returns>The sum over an example's targets, and their number.</returns>
    /// <exception cref="OperationCanceledException">It was interrupted between two batches.</exception>
    public static IReadOnlyList<(double Sum, long Tokens)> Each(CausalLM model, IEnumerable<Batch> batches, CancellationToken cancellationToken = default)
    {
        var training = model.training;
        model.eval();
        try
        {
            var losses = new List<(double, long)>();
            foreach (var batch in batches)
            {
                cancellationToken.ThrowIfCancellationRequested();
                using var scope = NewDisposeScope();
                foreach (var row in model.sequence_nll(batch.InputIds(), batch.Labels()))
                    losses.Add((row.Sum, row.Tokens));
            }
            return losses;
        }
        finally
        {
            model.train(training);
        }
    }

    /// <summary>The mean over the targets of all examples.</summary>
    /// <exception cref="ArgumentException">There is no target.</exception>
    internal static double Mean(IReadOnlyList<(double Sum, long Tokens)> losses)
    {
        var (sum, count) = (0.0, 0L);
        foreach (var (loss, tokens) in losses)
            (sum, count) = (sum + loss, count + tokens);
        return count > 0 ? sum / count : throw new ArgumentException("there is no target to measure a loss on", nameof(losses));
    }
}
