namespace QaaHybrid.Models;

/// <summary>Greedy texts and drawn ones: each token is chosen for good as soon as the model has scored it.</summary>
internal static class TokenByToken
{
    /// <summary>Continues the prompts, some at a time.</summary>
    /// <returns>The texts with their places.</returns>
    public static IEnumerable<(int Place, GeneratedText Text)> Run(
        CausalLM model, IReadOnlyList<IReadOnlyList<int>> prompts, GenerationRules rules, Action<int, int>? onToken, CancellationToken cancellation)
    {
        var copies = rules.Config.NumReturnSequences;
        // Longest first: if memory does not suffice, it shows at once.
        var places = Enumerable.Range(0, prompts.Count * copies).OrderByDescending(place => prompts[place / copies].Count);
        foreach (var chunk in places.Chunk(rules.Config.BatchSize))
        {
            var rows = chunk.Select(place => new GenerationRow(place, prompts[place / copies], rules)).ToList();
            RunBatch(model, rows, onToken, cancellation);
            foreach (var row in rows)
                yield return (row.Place, new GeneratedText(row.Tokens, row.Finished));
        }
    }

    private static void RunBatch(CausalLM model, List<GenerationRow> rows, Action<int, int>? onToken, CancellationToken cancellation)
    {
        rows = [.. rows.Where(row => row.Limit > 0)];
        if (rows.Count == 0)
            return;
        using var batch = new DecodingBatch(model, [.. rows.Select(row => row.Prompt)], rows.Max(row => row.Limit) - 1);
        cancellation.ThrowIfCancellationRequested();
        var logits = batch.ReadPrompts();
        while (true)
        {
            var width = logits.Length / rows.Count;
            var going = new List<int>();
            foreach (var (index, row) in rows.Index())
            {
                var count = row.Tokens.Count;
                if (row.Choose(logits.AsSpan(index * width, width)))
                    going.Add(index);
                if (row.Tokens.Count > count)
                    onToken?.Invoke(row.Place, row.Tokens[^1]);
            }
            rows = [.. going.Select(index => rows[index])];
            if (rows.Count == 0)
                return;
            cancellation.ThrowIfCancellationRequested();
            logits = batch.Read(going, [.. rows.Select(row => row.Tokens[^1])]);
        }
    }
}
