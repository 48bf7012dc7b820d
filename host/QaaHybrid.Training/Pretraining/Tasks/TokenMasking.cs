namespace QaaHybrid.Training;

/// <summary>
/// Hides tokens of a sequence (Devlin et al. 2019, arXiv:1810.04805, §3.1): a fixed share of its tokens, marks excepted, is to be predicted; most of
/// these become the mask, some another token, and the rest stay, so that every token's state has to know its token.
/// </summary>
/// <param name="maskShare">Share of the tokens to be predicted that become the mask.</param>
/// <param name="randomShare">Share of them that become another token.</param>
/// <param name="mask">The mask's id.</param>
/// <param name="marks">Number of marks; they have the ids below it and are never hidden.</param>
/// <param name="vocabulary">Number of ids.</param>
internal sealed class TokenMasking(double maskShare, double randomShare, int mask, int marks, int vocabulary)
{
    /// <summary>Hides tokens of every row: at least one of each that has any.</summary>
    /// <param name="rows">Ids, row by row.</param>
    /// <param name="columns">Tokens of a row.</param>
    /// <param name="share">Share of a row's tokens that is to be predicted.</param>
    /// <param name="seed">Says which.</param>
    public MaskedTokens Hide(long[] rows, int columns, double share, ulong seed)
    {
        var ids = (long[])rows.Clone();
        var hidden = new List<int>();
        var random = new Random((int)(seed & int.MaxValue));
        for (var start = 0; start < ids.Length; start += columns)
        {
            var tokens = Enumerable.Range(start, columns).Where(at => rows[at] >= marks).ToArray();
            if (tokens.Length == 0)
                continue;
            random.Shuffle(tokens);
            var count = Math.Max(1, (int)Math.Round(share * tokens.Length));
            hidden.AddRange(tokens.Take(count).Order());
        }
        foreach (var at in hidden)
        {
            var chance = random.NextDouble();
            if (chance < maskShare)
                ids[at] = mask;
            else if (chance < maskShare + randomShare)
                ids[at] = random.Next(marks, vocabulary);
        }
        return new MaskedTokens(ids, [.. hidden.Select(at => (long)at)], [.. hidden.Select(at => rows[at])]);
    }
}

/// <summary>Sequences with hidden tokens.</summary>
/// <param name="Ids">What the model sees, row by row.</param>
/// <param name="Positions">Where tokens are to be predicted, as indices into <paramref name="Ids"/>, ascending.</param>
/// <param name="Targets">The tokens there.</param>
internal sealed record MaskedTokens(long[] Ids, long[] Positions, long[] Targets);
