namespace QaaHybrid.Adapters.Parts;

/// <summary>Shares a budget of parameters out among layers whose adapters grow in equal pieces: a rank, a frequency.</summary>
internal static class BudgetShare
{
    /// <summary>
    /// As many pieces for every layer as all can have, then one more each for the first layers that it still fits: what is left is less than the cheapest piece
    /// unless every layer has all it can take.
    /// </summary>
    /// <param name="method">The method, for messages.</param>
    /// <param name="layers">Per layer: its parameters beside the pieces, those of a piece, and the most pieces it can take.</param>
    /// <param name="budget">Most parameters.</param>
    /// <param name="piece">What a piece is called.</param>
    /// <returns>Pieces by layer, each at least 1.</returns>
    /// <exception cref="AdapterOptionException">Not even one piece each is within the budget.</exception>
    public static int[] Of(string method, IReadOnlyList<(long Fixed, long PerPiece, long Most)> layers, long budget, string piece)
    {
        var spare = budget - layers.Sum(layer => layer.Fixed);
        var round = layers.Sum(layer => layer.PerPiece);
        var even = spare / round;
        if (spare < 0 || even < 1)
            throw new AdapterOptionException("budget", FormattableString.Invariant(
                $"budget: {method} on these {layers.Count} layers takes at least {layers.Sum(layer => layer.Fixed) + round} parameters (one {piece} each), the budget is {budget}; choose fewer target_modules or a larger budget"));
        var pieces = layers.Select(layer => Math.Min(even, layer.Most)).ToArray();
        spare -= layers.Zip(pieces, (layer, count) => layer.PerPiece * count).Sum();
        for (var i = 0; i < pieces.Length; i++)
            if (pieces[i] < layers[i].Most && layers[i].PerPiece <= spare)
            {
                pieces[i]++;
                spare -= layers[i].PerPiece;
            }
        return Array.ConvertAll(pieces, count => (int)Math.Min(count, int.MaxValue));
    }
}
