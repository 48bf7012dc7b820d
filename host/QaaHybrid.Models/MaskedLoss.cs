namespace QaaHybrid.Models;

/// <summary>
/// What a masked-language model pays for the hidden tokens: −ln p(token | all that is shown), in nats. Labels are Hugging Face's: the hidden token's id at its
/// own position, <see cref="CausalLoss.Ignore"/> where a token does not count. The head runs on the positions that count and on no others.
/// </summary>
public static class MaskedLoss
{
    /// <summary>The mean over all tokens that count, with gradients; a tensor without dimensions.</summary>
    /// <param name="model">The model.</param>
    /// <param name="input_ids"><c>[batch, seq]</c>, int64, with tokens hidden.</param>
    /// <param name="labels"><c>[batch, seq]</c>, int64.</param>
    /// <param name="attention_mask">As for <see cref="EncoderModel.hidden_states"/>.</param>
    /// <param name="token_type_ids">As for <see cref="EncoderModel.hidden_states"/>.</param>
    /// <exception cref="ArgumentException">No token counts, a label is outside the vocabulary, or shapes do not fit.</exception>
    public static Tensor loss(this MaskedLM model, Tensor input_ids, Tensor labels, Tensor? attention_mask = null, Tensor? token_type_ids = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(input_ids);
        ArgumentNullException.ThrowIfNull(labels);
        if (!labels.shape.SequenceEqual(input_ids.shape))
            throw new ArgumentException($"labels is {labels} and input_ids {input_ids}, expected the same [batch, seq]", nameof(labels));
        using var scope = torch.NewDisposeScope();
        var counted = labels.ToArray<long>().Index().Where(entry => entry.Item != CausalLoss.Ignore).ToList();
        if (counted.Count == 0)
            throw new ArgumentException($"no token counts: all labels are {CausalLoss.Ignore}", nameof(labels));
        foreach (var (index, label) in counted)
            if (label < 0 || label >= model.Config.VocabSize)
                throw new ArgumentException(
                    $"the label {label} of sequence {index / labels.shape[1]} at position {index % labels.shape[1]} is outside the vocabulary of {model.Config.VocabSize}",
                    nameof(labels));
        var hidden = model.last_hidden_state(input_ids, attention_mask, token_type_ids);
        var states = hidden.reshape(-1, hidden.shape[2]).index_select(0, torch.tensor(counted.Select(entry => (long)entry.Index).ToArray()));
        var targets = torch.tensor(counted.Select(entry => entry.Item).ToArray());
        return scope.MoveToOuter(nn.functional.cross_entropy(model.logits(states).AtLeastSingle(), targets));
    }
}
