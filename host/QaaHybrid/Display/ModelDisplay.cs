using System.Globalization;

namespace QaaHybrid.Display;

/// <summary>A model with the adapters that were added to it.</summary>
internal static class ModelDisplay
{
    /// <summary>Sizes in a line, then the adapters.</summary>
    public static MimeBundle Of(AdaptableModel model)
    {
        var rest = FormattableString.Invariant($": {model.Config.Architecture}, {model.Config.NumHiddenLayers} layers of width {model.Config.HiddenSize}, {model.Parameters:#,0} parameters, frozen");
        if (model.Adapters.Count == 0)
            return MimeBundle.OfText(model.Name + rest).With(MimeBundle.Html, HtmlPieces.Heading(model.Name, rest));
        var table = new Table(["adapter", "method", "trained", "% of model"], [.. model.Adapters.Select(adapter => new[]
        {
            adapter.Name == model.ActiveAdapter ? $"{adapter.Name} (active)" : adapter.Name,
            adapter.Config.Method,
            adapter.Count.Trainable.ToString("#,0", CultureInfo.InvariantCulture),
            adapter.Count.Percent.ToString("0.000", CultureInfo.InvariantCulture),
        })]) { TextColumns = 2 };
        return MimeBundle.OfText($"{model.Name}{rest}\n{table}").With(MimeBundle.Html, HtmlPieces.Heading(model.Name, rest) + table.ToHtml());
    }
}
