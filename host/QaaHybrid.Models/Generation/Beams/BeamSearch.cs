namespace QaaHybrid.Models;

/// <summary>
/// Searches for the likeliest text: follows the <c>num_beams</c> likeliest beginnings of each prompt at a time (Sutskever et al. 2014, arXiv:1409.3215).
/// </summary>
internal static class BeamSearch
{
    /// <summary>Continues the prompts, some at a time.</summary>
    /// <returns>The texts with their places.</returns>
    public static IEnumerable<(int Place, GeneratedText Text)> Run(
        CausalLM model, IReadOnlyList<IReadOnlyList<int>> prompts, GenerationRules rules, Action<int, int>? onToken, CancellationToken cancellation)
    {
        var (beams, wanted) = (rules.Config.NumBeams, rules.Config.NumReturnSequences);
        var together = Math.Max(1, rules.Config.BatchSize / beams);
        // Longest first: if memory does not suffice, it shows at once.
        foreach (var places in Enumerable.Range(0, prompts.Count).OrderByDescending(place => prompts[place].Count).Chunk(together))
        {
            var groups = places.Select(place => new BeamGroup(place, prompts[place], rules)).ToList();
            RunBatch(model, groups, [.. places.Select(place => prompts[place])], rules, cancellation);
            foreach (var group in groups)
                for (var i = 0; i < wanted; i++)
                {
                    var place = group.Place * wanted + i;
                    // Fewer texts than wanted exist only where almost everything is forbidden.
                    var text = group.Texts.ElementAtOrDefault(i) ?? new GeneratedText([], Finished: false);
                    foreach (var token in text.Tokens)
                        onToken?.Invoke(place, token);
                    yield return (place, text);
                }
        }
    }

    private static void RunBatch(
        CausalLM model, List<BeamGroup> groups, IReadOnlyList<IReadOnlyList<int>> prompts, GenerationRules rules, CancellationToken cancellation)
    {
        var steps = prompts.Max(prompt => rules.Limit(prompt.Count));
        if (steps <= 0)
            return;
        using var batch = new DecodingBatch(model, prompts, steps - 1);
        cancellation.ThrowIfCancellationRequested();
        var logits = batch.ReadPrompts();
        while (true)
        {
            var width = logits.Length / groups.Sum(group => group.Beams.Count);
            var (rows, tokens, first) = (new List<int>(), new List<int>(), 0);
            foreach (var group in groups)
            {
                var count = group.Beams.Count;
                group.Advance(logits.AsSpan(first * width, count * width));
                if (!group.Done)
                    foreach (var beam in group.Beams)
                    {
                        rows.Add(first + beam.Parent);
                        tokens.Add(beam.Tokens[^1]);
                    }
                first += count;
            }
            groups = [.. groups.Where(group => !group.Done)];
            if (groups.Count == 0)
                return;
            cancellation.ThrowIfCancellationRequested();
            logits = batch.Read(rows, tokens);
        }
    }
}
