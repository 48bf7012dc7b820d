using System.Globalization;
using QaaHybrid.Circuits;

namespace QaaHybrid.Display;

/// <summary>A value and its gradient, with standard errors where shots were taken.</summary>
internal static class GradientDisplay
{
    private const int Shown = 64;

    /// <summary>A heading and a table, a row a parameter.</summary>
    public static MimeBundle Of(GradientResult result)
    {
        var value = Number(result.Value, "0.000000") + (result.ValueError is { } error ? $" ± {Number(error, "0.000000")}" : "");
        var how = string.Create(CultureInfo.InvariantCulture, $", {result.Evaluations:#,0} circuits run{(result.Shots > 0 ? $", {result.Shots:#,0} shots" : "")}");
        var rest = result.Gradient.Count > Shown ? string.Create(CultureInfo.InvariantCulture, $", the first {Shown} of {result.Gradient.Count:#,0} parameters") : "";
        var table = new Table(
            ["parameter", "∂/∂θ", .. result.Error is null ? Array.Empty<string>() : ["standard error"]],
            [.. result.Gradient.Take(Shown).Select((slope, i) => (string[])
            [
                FormattableString.Invariant($"θ{i}"), Number(slope, "0.000000"), .. result.Error is null ? Array.Empty<string>() : [Number(result.Error[i], "0.000000")],
            ])]);
        return MimeBundle.OfText($"value {value}{how}{rest}\n{table}").With(MimeBundle.Html, HtmlPieces.Heading($"value {value}", how + rest) + table.ToHtml());
    }

    private static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
