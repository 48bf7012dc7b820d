namespace QaaHybrid.Models;

/// <summary>
/// Sequences that run through a model together with the keys and values of all they have read. Prompts are filled on the left to one length; from then on
/// every step adds one token to each sequence that stays. Sequences may leave, change places and be doubled between two steps.
/// </summary>
internal sealed class DecodingBatch : IDisposable
{
    private readonly CausalLM model;
    private readonly IReadOnlyList<IReadOnlyList<int>> prompts;
    private readonly long longest;
    private readonly KeyValueCache cache;
    private long[] lengths; // of the prompts, by row

    /// <param name="model">The model.</param>
    /// <param name="prompts">Ids of each prompt.</param>
    /// <param name="steps">How many tokens will be read behind the prompts, at most.</param>
    public DecodingBatch(CausalLM model, IReadOnlyList<IReadOnlyList<int>> prompts, int steps)
    {
        (this.model, this.prompts) = (model, prompts);
        lengths = [.. prompts.Select(prompt => (long)prompt.Count)];
        longest = lengths.Max();
        cache = model.NewCache(prompts.Count, longest + Math.Max(0, steps));
    }

    /// <summary>Reads the prompts.</summary>
    /// <returns>Logits of what follows, <c>[rows, vocabulary]</c>.</returns>
    public float[] ReadPrompts()
    {
        // What fills has no meaning, so any id will do.
        var ids = new long[prompts.Count * longest];
        foreach (var (row, prompt) in prompts.Index())
            for (var i = 0; i < prompt.Count; i++)
                ids[(row + 1) * longest - prompt.Count + i] = prompt[i];
        return Read(ids, longest);
    }

    /// <summary>Reads one more token of each sequence that stays.</summary>
    /// <param name="rows">Which sequences stay, in their new order; one that stands here twice becomes two.</param>
    /// <param name="tokens">The token behind each.</param>
    /// <returns>Logits of what follows, <c>[rows, vocabulary]</c>.</returns>
    public float[] Read(IReadOnlyList<int> rows, IReadOnlyList<int> tokens)
    {
        if (!rows.SequenceEqual(Enumerable.Range(0, lengths.Length)))
        {
            using var indices = torch.tensor(rows.Select(row => (long)row).ToArray());
            cache.Select(indices);
            lengths = [.. rows.Select(row => lengths[row])];
        }
        return Read([.. tokens.Select(token => (long)token)], 1);
    }

    public void Dispose() => cache.Dispose();

    private float[] Read(long[] ids, long count)
    {
        using var scope = torch.NewDisposeScope();
        var hidden = model.last_hidden_state(torch.tensor(ids, [lengths.Length, count]), Mask(cache.Length + count), cache);
        return model.logits(hidden.select(1, count - 1)).AtLeastSingle().ToArray<float>();
    }

    /// <summary><c>[rows, length]</c>, 0 where the left is filled, or null where nothing is.</summary>
    private Tensor? Mask(long length)
    {
        if (lengths.All(prompt => prompt == longest))
            return null;
        var mask = new long[lengths.Length * length];
        foreach (var (row, prompt) in lengths.Index())
        {
            var filling = longest - prompt;
            mask.AsSpan((int)(row * length + filling), (int)(length - filling)).Fill(1);
        }
        return torch.tensor(mask, [lengths.Length, length]);
    }
}
