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
        if (spare < round)
            throw new AdapterOptionException("budget", FormattableString.Invariant(
                $"budget: {method} on these {layers.Count} layers takes at least {layers.Sum(layer => layer.Fixed) + round:#,0} parameters (one {piece} each), the budget is {budget:#,0}; choose fewer target_modules or a larger budget"));
        var pieces = new long[layers.Count];
        // Layers that have all they can take leave the rest to the others.
        while (true)
        {
            var open = Enumerable.Range(0, pieces.Length).Where(i => pieces[i] < layers[i].Most).ToList();
            var even = open.Count == 0 ? 0 : spare / open.Sum(i => layers[i].PerPiece);
            if (even == 0)
            {
                foreach (var i in open)
                    Give(i, 1);
                return Array.ConvertAll(pieces, count => (int)Math.Min(count, int.MaxValue));
            }
            foreach (var i in open)
                Give(i, Math.Min(even, layers[i].Most - pieces[i]));
        }

        void Give(int i, long count)
        {
            if (layers[i].PerPiece * count > spare)
                return;
            pieces[i] += count;
            spare -= layers[i].PerPiece * count;
        }
    }
}
