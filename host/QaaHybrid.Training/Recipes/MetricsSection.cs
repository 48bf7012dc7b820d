namespace QaaHybrid.Training;

/// <summary>Reads <c>metrics</c>.</summary>
internal static class MetricsSection
{
    private static readonly Dictionary<string, BleuSmoothing> Smoothings =
        new() { ["exp"] = BleuSmoothing.Exp, ["none"] = BleuSmoothing.None, ["floor"] = BleuSmoothing.Floor, ["add-k"] = BleuSmoothing.AddK };

    public static MetricsRecipe Read(RecipeSection s)
    {
        var metrics = new MetricsRecipe { Bleu = ReadBleu(s.Section("bleu")), RougeStemmer = ReadStemmer(s.Section("rouge")) };
        s.RefuseUnknown();
        return metrics;
    }

    private static BleuOptions ReadBleu(RecipeSection s)
    {
        var bleu = new BleuOptions
        {
            Smoothing = Smoothings[s.Choice("smooth", "exp", Smoothings.Keys)],
            SmoothValue = s.Has("smooth_value") ? s.Number("smooth_value", 1, 0) : null,
            Lowercase = s.Flag("lowercase", false),
            EffectiveOrder = s.Flag("effective_order", false),
        };
        if (bleu.SmoothValue is not null && bleu.Smoothing is not (BleuSmoothing.Floor or BleuSmoothing.AddK))
            s.Refuse("smooth_value", "belongs to smooth: floor or smooth: add-k only");
        s.RefuseUnknown();
        return bleu;
    }

    private static bool ReadStemmer(RecipeSection s)
    {
        var stemmer = s.Flag("stemmer", false);
        s.RefuseUnknown();
        return stemmer;
    }
}
