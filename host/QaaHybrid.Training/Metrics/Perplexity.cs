using QaaHybrid.Models;

namespace QaaHybrid.Training;

/// <summary>
/// Perplexity of a long text under a language model that sees only so many tokens at a time, by Hugging Face's recipe: a window of that many tokens goes over the
/// text in strides, and in each window only the tokens count that no window before had. A small stride gives every token much context and takes long.
/// </summary>
/// <param name="Loss">The mean of −ln p over the tokens that count, in nats.</param>
/// <param name="Tokens">How many count: each once, but for those before which nothing stands (the first of the text, and of each window where none overlap).</param>
/// <param name="Windows">How many windows that took.</param>
public sealed record Perplexity(double Loss, long Tokens, int Windows)
{
    /// <summary>Tokens of a window where nothing else is said, as far as the model has positions.</summary>
    public const int UsualLength = 1024;

    // Windows share a batch up to about so many tokens.
    private const int BatchTokens = 2048;

    /// <summary>exp(loss).</summary>
    public double Value => Math.Exp(Loss);

    /// <summary>Measures a text.</summary>
    /// <param name="model">The model, with whatever adapter is in it; it computes as in evaluation.</param>
    /// <param name="ids">The whole text.</param>
    /// <param name="maxLength">Tokens of a window.</param>
    /// <param name="stride">How far the window moves, 1 to <paramref name="maxLength"/>.</param>
    /// <param name="cancellationToken">Ends the measurement between two batches.</param>
    /// <exception cref="ArgumentException">A size is impossible, or the text has fewer than two tokens.</exception>
    public static Perplexity Of(CausalLM model, IReadOnlyList<int> ids, int maxLength, int stride, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        var positions = model.Config.MaxPositions - model.PrefixLength;
        if (maxLength < 2 || maxLength > positions)
            throw new ArgumentException($"max_length is {maxLength}, expected 2 to the model's {positions} positions", nameof(maxLength));
        if (stride < 1 || stride > maxLength)
            throw new ArgumentException($"stride is {stride}, expected 1 to max_length, {maxLength}", nameof(stride));
        if (ids.Count < 2)
            throw new ArgumentException($"the text has {ids.Count} tokens, expected at least 2", nameof(ids));

        var training = model.training;
        model.eval();
        try
        {
            var (sum, tokens, windows) = (0.0, 0L, 0);
            foreach (var batch in Slide(ids.Count, maxLength, stride).Chunk(Math.Max(1, BatchTokens / maxLength)))
            {
                cancellationToken.ThrowIfCancellationRequested();
                using var scope = NewDisposeScope();
                var (input, labels) = Tensors(ids, batch);
                foreach (var row in model.sequence_nll(input, labels))
                    (sum, tokens) = (sum + row.Sum, tokens + row.Tokens);
                windows += batch.Length;
            }
            return new Perplexity(sum / tokens, tokens, windows);
        }
        finally
        {
            model.train(training);
        }
    }

    /// <summary>The windows: first token, end, and the first token that counts.</summary>
    private static IEnumerable<(int Begin, int End, int Counted)> Slide(int length, int maxLength, int stride)
    {
        var counted = 0;
        for (var begin = 0; counted < length; begin += stride)
        {
            var end = Math.Min(begin + maxLength, length);
            // A last window of one token has nothing to predict it from.
            if (end - begin > 1)
                yield return (begin, end, counted);
            counted = end;
        }
    }

    private static (Tensor Input, Tensor Labels) Tensors(IReadOnlyList<int> ids, (int Begin, int End, int Counted)[] windows)
    {
        var width = windows.Max(window => window.End - window.Begin);
        var input = new long[windows.Length * width];
        var labels = new long[windows.Length * width];
        Array.Fill(labels, CausalLoss.Ignore);
        foreach (var (row, (begin, end, counted)) in windows.Index())
            for (var i = begin; i < end; i++)
            {
                input[row * width + i - begin] = ids[i];
                if (i >= counted)
                    labels[row * width + i - begin] = ids[i];
            }
        return (tensor(input, [windows.Length, width]), tensor(labels, [windows.Length, width]));
    }
}
