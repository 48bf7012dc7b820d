namespace QaaHybrid.Training;

/// <summary>What stands in for an order of n-grams without a match (Chen and Cherry, WMT 2014), by sacreBLEU's names.</summary>
public enum BleuSmoothing
{
    /// <summary><c>exp</c>: the k-th order without a match counts as 2⁻ᵏ matches (method 3).</summary>
    Exp,

    /// <summary><c>none</c>: nothing; the score is 0.</summary>
    None,

    /// <summary><c>floor</c>: a number of matches, 0.1 by default (method 1).</summary>
    Floor,

    /// <summary><c>add-k</c>: a number is added to matches and n-grams of every order above the first, 1 by default (method 2).</summary>
    AddK,
}

/// <summary>How BLEU is computed. The defaults are sacreBLEU's for a corpus.</summary>
public sealed record BleuOptions
{
    /// <summary>sacreBLEU's for a single sentence: orders that the sentence is too short for do not count.</summary>
    public static BleuOptions Sentence { get; } = new() { EffectiveOrder = true };

    /// <summary><c>smooth_method</c>.</summary>
    public BleuSmoothing Smoothing { get; init; }

    /// <summary><c>smooth_value</c>, for <c>floor</c> and <c>add-k</c>; null takes the method's default.</summary>
    public double? SmoothValue { get; init; }

    /// <summary><c>lowercase</c>: whether case does not matter.</summary>
    public bool Lowercase { get; init; }

    /// <summary><c>use_effective_order</c>: whether the mean is taken up to the last order of which the hypotheses have n-grams; otherwise a missing order makes the score 0.</summary>
    public bool EffectiveOrder { get; init; }

    /// <summary>The value that is used.</summary>
    internal double Value => SmoothValue ?? (Smoothing == BleuSmoothing.Floor ? 0.1 : 1);

    /// <summary>What is computed, in sacreBLEU's notation.</summary>
    internal string Signature(IReadOnlyList<IReadOnlyList<string>> references)
    {
        var smooth = Smoothing switch
        {
            BleuSmoothing.Floor => FormattableString.Invariant($"floor[{Value:0.00}]"),
            BleuSmoothing.AddK => FormattableString.Invariant($"add-k[{Value:0.00}]"),
            BleuSmoothing.None => "none",
            _ => "exp",
        };
        return $"nrefs:{Segments.ReferenceCount(references)}|case:{(Lowercase ? "lc" : "mixed")}|eff:{(EffectiveOrder ? "yes" : "no")}|tok:13a|smooth:{smooth}|version:QaaHybrid";
    }
}
