using System.Globalization;

namespace QaaHybrid.Training;

/// <summary>Reads <c>metrics</c>.</summary>
internal static class MetricsSection
{
    private static readonly Dictionary<string, BleuSmoothing> Smoothings =
        new() { ["exp"] = BleuSmoothing.Exp, ["none"] = BleuSmoothing.None, ["floor"] = BleuSmoothing.Floor, ["add-k"] = BleuSmoothing.AddK };

    public static MetricsRecipe Read(RecipeSection s)
    {
        var metrics = new MetricsRecipe
        {
            Bleu = ReadBleu(s.Section("bleu")),
            RougeStemmer = ReadStemmer(s.Section("rouge")),
            BertScore = s.Has("bertscore") ? ReadBertScore(s.Section("bertscore")) : null,
        };
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

    private static BertScoreRecipe ReadBertScore(RecipeSection s)
    {
        var standard = new BertScoreOptions();
        var model = s.RequiredText("model", "wordnet-encoder");
        var bertScore = new BertScoreRecipe
        {
            Model = Directory.Exists(model) ? s.FilePath("model") : model, // else the name of a shipped one
            Options = new BertScoreOptions
            {
                Layer = s.Has("layer") ? s.Int("layer", 0, 0) : null,
                Idf = s.Flag("idf", standard.Idf),
                Baseline = ReadBaseline(s),
                BatchSize = s.Int("batch_size", standard.BatchSize, 1, 1 << 16),
            },
            Place = s.Place,
        };
        s.RefuseUnknown();
        return bertScore;
    }

    private static BertScore? ReadBaseline(RecipeSection s)
    {
        var numbers = s.Texts("baseline", []).Select(text => double.TryParse(text, CultureInfo.InvariantCulture, out var value) ? value : double.NaN).ToList();
        if (numbers is [>= -1 and < 1 and var precision, >= -1 and < 1 and var recall, >= -1 and < 1 and var f1])
            return new BertScore(precision, recall, f1);
        if (s.Has("baseline"))
            s.Refuse("baseline", "expected three numbers below 1: precision, recall and F1, for example [0.31, 0.31, 0.30]");
        return null;
    }
}
