using System.Globalization;
using QaaHybrid.Azure;

namespace QaaHybrid.Display;

/// <summary>Prices before submission as a table.</summary>
internal static class PriceDisplay
{
    /// <summary>One estimate, with what it rests on.</summary>
    public static MimeBundle Of(PriceEstimate price) => Of([price]);

    /// <summary>Several, for example of one circuit on several targets.</summary>
    public static MimeBundle Of(IReadOnlyCollection<PriceEstimate> prices)
    {
        var table = new Table(
            ["target", "price", "at most", "unit", "jobs", "shots", "gates of a shot"],
            [.. prices.Select(price => (string[])
            [
                price.Target, Amount(price.Amount), price.UpperAmount is { } upper ? Amount(upper) : "not known", price.Unit, Count(price.Jobs), Count(price.Shots),
                string.Join(", ", price.Gates.Select(gate => $"{Count(gate.Value)} {gate.Key}")),
            ])]);
        return Noted(table, Folded(prices));
    }

    /// <summary>
    /// What the prices rest on, each sentence once: as it is where it holds of every row, else behind the names of its targets, or the provider's where it holds of all of its.
    /// </summary>
    private static IEnumerable<string> Folded(IReadOnlyCollection<PriceEstimate> prices)
    {
        var targets = prices.Select(price => price.Target).Distinct().ToList();
        var noted = prices.SelectMany(price => price.Notes.Select(note => (Note: note, price.Target))).GroupBy(entry => entry.Note, entry => entry.Target);
        foreach (var note in noted)
        {
            var holds = note.Distinct().ToList();
            yield return holds.Count == targets.Count ? note.Key : $"{string.Join(", ", Names(holds, targets))}: {note.Key}";
        }
    }

    private static IEnumerable<string> Names(List<string> some, List<string> all) => some.GroupBy(Provider).SelectMany(own =>
        own.Count() > 1 && own.Count() == all.Count(target => Provider(target) == own.Key) ? [own.Key] : own.AsEnumerable());

    private static string Provider(string target) => target.Split('.')[0];

    /// <summary>A gradient, one circuit a job and packed.</summary>
    public static MimeBundle Of(GradientPrice price)
    {
        (string Name, MeasuredGradient Measured)[] ways = [("one circuit a job", price.Alone), ("packed", price.Packed)];
        var table = new Table(
            [$"gradient of {Count(price.Circuits)} circuits", "jobs", "shots", "price", "at most", "unit"],
            [.. ways.Select(way => (string[])
            [
                way.Name, Count(way.Measured.Price.Jobs), Count(way.Measured.Price.Shots), Amount(way.Measured.Price.Amount),
                way.Measured.Price.UpperAmount is { } upper ? Amount(upper) : "not known", way.Measured.Price.Unit,
            ])]);
        return Noted(table, ways.SelectMany(way => way.Measured.Price.Notes).Distinct());
    }

    private static MimeBundle Noted(Table table, IEnumerable<string> notes)
    {
        var sentences = notes.ToList();
        return MimeBundle.OfText(string.Join('\n', [.. table.Lines(), .. sentences])).With(MimeBundle.Html, table.ToHtml() + string.Concat(sentences.Select(HtmlPieces.Paragraph)));
    }

    private static string Amount(decimal amount) => amount.ToString("#,0.00##", CultureInfo.InvariantCulture);

    private static string Count(long count) => count.ToString("#,0", CultureInfo.InvariantCulture);
}
