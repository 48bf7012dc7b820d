namespace QaaHybrid.Models;

/// <summary>Some texts that are generated together, filled on the left to one length. Texts that have ended leave the batch.</summary>
internal sealed class GenerationBatch : IDisposable
{
    private readonly CausalLM model;
    private readonly IReadOnlyList<GenerationRow> all;
    private readonly GenerationConfig config;
    private readonly Action<int, int>? onToken;
    private readonly IReadOnlyList<int> ends;
    private readonly long longest;
    private readonly KeyValueCache cache;
    private List<GenerationRow> rows;

    public GenerationBatch(CausalLM model, IReadOnlyList<GenerationRow> all, GenerationConfig config, Action<int, int>? onToken)
    {
        (this.model, this.all, this.config, this.onToken) = (model, all, config, onToken);
        ends = config.EosTokenIds ?? model.Config.EosTokenIds;
        rows = [.. all];
        longest = all.Max(row => row.Prompt.Count);
        // The last token is chosen and not read, so it needs no place.
        var read = Math.Min(config.MaxNewTokens - 1, model.Config.MaxPositions - all.Min(row => row.Prompt.Count));
        cache = model.NewCache(all.Count, longest + Math.Max(0, read));
    }

    /// <summary>Runs until every text has ended or reached a limit.</summary>
    public IReadOnlyList<GenerationRow> Run(CancellationToken cancellation)
    {
        for (var made = 0; made < config.MaxNewTokens && rows.Count > 0; made++)
        {
            cancellation.ThrowIfCancellationRequested();
            using var scope = torch.NewDisposeScope();
            var hidden = model.last_hidden_state(made == 0 ? Prompts() : Newest(), Mask(), cache);
            Choose(model.logits(hidden.select(1, hidden.shape[1] - 1)).AtLeastSingle());
        }
        return all;
    }

    public void Dispose() => cache.Dispose();

    /// <summary><c>[rows, longest]</c>; what fills has no meaning, so any id will do.</summary>
    private Tensor Prompts()
    {
        var ids = new long[rows.Count * longest];
        foreach (var (index, row) in rows.Index())
            for (var i = 0; i < row.Prompt.Count; i++)
                ids[(index + 1) * longest - row.Prompt.Count + i] = row.Prompt[i];
        return torch.tensor(ids, [rows.Count, longest]);
    }

    private Tensor Newest() => torch.tensor(rows.Select(row => (long)row.Tokens[^1]).ToArray(), [rows.Count, 1]);

    /// <summary><c>[rows, tokens so far]</c>, or null where nothing is filled.</summary>
    private Tensor? Mask()
    {
        if (rows.All(row => row.Prompt.Count == longest))
            return null;
        var length = longest + rows[0].Tokens.Count;
        var mask = new long[rows.Count * length];
        foreach (var (index, row) in rows.Index())
            mask.AsSpan((int)(index * length + longest - row.Prompt.Count), row.Prompt.Count + row.Tokens.Count).Fill(1);
        return torch.tensor(mask, [rows.Count, length]);
    }

    /// <summary>Lets every text choose from its logits, <c>[rows, vocabulary]</c>, and keeps those that go on.</summary>
    private void Choose(Tensor logits)
    {
        var values = logits.ToArray<float>();
        var width = values.Length / rows.Count;
        var going = new List<long>();
        foreach (var (index, row) in rows.Index())
        {
            if (!row.Choose(values.AsSpan(index * width, width), ends))
                continue;
            onToken?.Invoke(row.Place, row.Tokens[^1]);
            // A text goes on while the model has a position at which to read its newest token.
            if (row.Prompt.Count + row.Tokens.Count <= model.Config.MaxPositions)
                going.Add(index);
        }
        if (going.Count == rows.Count)
            return;
        rows = [.. going.Select(index => rows[(int)index])];
        if (rows.Count > 0)
            cache.Select(torch.tensor(going));
    }
}
