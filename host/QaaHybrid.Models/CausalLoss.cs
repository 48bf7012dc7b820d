namespace QaaHybrid.Models;

/// <summary>
/// What a language model pays for the tokens that it should have predicted: −ln p(token | tokens before), in nats. Labels are Hugging
/// Face's: the ids again, <see cref="Ignore"/> where a token does not count; the model shifts them. The first token of a sequence never
/// counts, as nothing stands before it. The head runs on the positions that count and on no others.
/// </summary>
public static class CausalLoss
{
    /// <summary>The label of a token that does not count.</summary>
    public const long Ignore = -100;

    // With a vocabulary of 150,000, logits of 512 positions are 300 MB.
    private const long HeadElements = 1 << 26;

    /// <summary>The mean over all tokens that count, with gradients; a tensor without dimensions.</summary>
    /// <param name="model">The model.</param>
    /// <param name="input_ids"><c>[batch, seq]</c>, int64; short sequences may be filled on the right without a mask.</param>
    /// <param name="labels"><c>[batch, seq]</c>, int64.</param>
    /// <param name="attention_mask">As for <see cref="CausalLM.last_hidden_state"/>.</param>
    /// <exception cref="ArgumentException">No token counts, a label is outside the vocabulary, or shapes do not fit.</exception>
    public static Tensor loss(this CausalLM model, Tensor input_ids, Tensor labels, Tensor? attention_mask = null)
    {
        using var scope = torch.NewDisposeScope();
        return scope.MoveToOuter(model.token_nll(input_ids, labels, attention_mask).mean());
    }

    /// <summary>The loss of each token that counts, with gradients, <c>[count]</c>: sequence by sequence, and first to last.</summary>
    /// <inheritdoc cref="loss"/>
    public static Tensor token_nll(this CausalLM model, Tensor input_ids, Tensor labels, Tensor? attention_mask = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        using var scope = torch.NewDisposeScope();
        var (positions, targets) = Select(input_ids, labels, attention_mask, model.Config.VocabSize);
        if (positions.Length == 0)
            throw new ArgumentException($"no token counts: all labels behind the first position are {Ignore}", nameof(labels));
        var hidden = model.last_hidden_state(input_ids, attention_mask);
        var states = hidden.view(-1, hidden.shape[2]).index_select(0, torch.tensor(positions));
        return scope.MoveToOuter(CrossEntropy(model, states, torch.tensor(targets)));
    }

    /// <summary>
    /// The loss of each sequence, without gradients: the sum over its tokens that count, and their number; 0 tokens are allowed. Long lists
    /// of positions go through the head in parts, so that memory stays bounded.
    /// </summary>
    /// <inheritdoc cref="loss"/>
    public static IReadOnlyList<(double Sum, int Tokens)> sequence_nll(
        this CausalLM model, Tensor input_ids, Tensor labels, Tensor? attention_mask = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        using var scope = torch.NewDisposeScope();
        using var unrecorded = torch.no_grad();
        var (positions, targets) = Select(input_ids, labels, attention_mask, model.Config.VocabSize);
        var result = new (double Sum, int Tokens)[labels.shape[0]];
        if (positions.Length == 0)
            return result;
        var hidden = model.last_hidden_state(input_ids, attention_mask);
        var flat = hidden.view(-1, hidden.shape[2]);
        var part = (int)Math.Max(1, HeadElements / model.Config.VocabSize);
        for (var start = 0; start < positions.Length; start += part)
        {
            using var inner = torch.NewDisposeScope();
            var range = start..Math.Min(start + part, positions.Length);
            var losses = CrossEntropy(model, flat.index_select(0, torch.tensor(positions[range])), torch.tensor(targets[range])).ToArray<double>();
            for (var i = 0; i < losses.Length; i++)
            {
                var row = positions[start + i] / labels.shape[1];
                result[row] = (result[row].Sum + losses[i], result[row].Tokens + 1);
            }
        }
        return result;
    }

    private static Tensor CrossEntropy(CausalLM model, Tensor states, Tensor targets) =>
        nn.functional.cross_entropy(model.logits(states).AtLeastSingle(), targets, reduction: nn.Reduction.None);

    /// <summary>Positions whose successor counts, as rows of the flattened hidden states, and the tokens to be predicted there.</summary>
    private static (long[] Positions, long[] Targets) Select(Tensor input_ids, Tensor labels, Tensor? attention_mask, long vocabulary)
    {
        if (labels.shape is not [var batch, var count] || !labels.shape.SequenceEqual(input_ids.shape))
            throw new ArgumentException($"labels is {labels} and input_ids {input_ids}, expected the same [batch, seq]", nameof(labels));
        if (attention_mask is not null && !attention_mask.shape.SequenceEqual(labels.shape))
            throw new ArgumentException($"attention_mask is {attention_mask}, expected the shape of labels, {labels}", nameof(attention_mask));
        var values = labels.ToArray<long>();
        var mask = attention_mask?.ToArray<long>();
        var positions = new List<long>(values.Length);
        var targets = new List<long>(values.Length);
        for (var row = 0L; row < batch; row++)
            for (var i = 1L; i < count; i++)
            {
                var label = values[row * count + i];
                if (label == Ignore || mask is not null && mask[row * count + i - 1] == 0)
                    continue;
                if (label < 0 || label >= vocabulary)
                    throw new ArgumentException(
                        $"the label {label} of sequence {row} at position {i} is outside the vocabulary of {vocabulary}", nameof(labels));
                positions.Add(row * count + i - 1);
                targets.Add(label);
            }
        return ([.. positions], [.. targets]);
    }
}
