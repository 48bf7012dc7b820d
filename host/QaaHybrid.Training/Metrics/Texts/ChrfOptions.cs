namespace QaaHybrid.Training;

/// <summary>How chrF is computed. The defaults are sacreBLEU's: chrF2.</summary>
public sealed record ChrfOptions
{
    /// <summary>chrF2++: words and pairs of words beside characters (Popović, WMT 2017).</summary>
    public static ChrfOptions PlusPlus { get; } = new() { WordOrder = 2 };

    /// <summary><c>char_order</c>: longest runs of characters.</summary>
    public int CharOrder { get; init; } = 6;

    /// <summary><c>word_order</c>: longest runs of words; 0 leaves words out.</summary>
    public int WordOrder { get; init; }

    /// <summary><c>beta</c>: how much more recall counts than precision.</summary>
    public double Beta { get; init; } = 2;

    /// <summary><c>lowercase</c>: whether case does not matter.</summary>
    public bool Lowercase { get; init; }

    /// <summary>What is computed, in sacreBLEU's notation.</summary>
    /// <param name="references">For each segment its references.</param>
    public string Signature(IReadOnlyList<IReadOnlyList<string>> references) => FormattableString.Invariant(
        $"nrefs:{Segments.ReferenceCount(references)}|case:{(Lowercase ? "lc" : "mixed")}|eff:yes|nc:{CharOrder}|nw:{WordOrder}|space:no|version:QaaHybrid");
}
