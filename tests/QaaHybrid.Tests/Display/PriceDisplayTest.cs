using QaaHybrid.Azure;
using QaaHybrid.Display;

namespace QaaHybrid.Tests.Display;

public class PriceDisplayTest
{
    private static readonly PriceEstimate Exact = new("provider.machine", 97.5m, "USD") { UpperAmount = 97.5m, Shots = 1000, Gates = new Dictionary<string, long> { ["rx"] = 12, ["zz"] = 3 }, Notes = ["From the price list."] };
    private static readonly PriceEstimate Open = new("provider.new", 1234.5m, "HQC") { Jobs = 3, Shots = 60_000, Notes = ["From the price list."] };

    [Test]
    public void An_estimate_is_a_row_and_what_it_rests_on() => Assert.That(Displays.Of(Exact).Text.Split('\n').Select(line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries))).Skip(2),
        Is.EqualTo(new[] { "provider.machine 97.50 97.50 USD 1 1,000 12 rx, 3 zz", "From the price list." }));

    [Test]
    public void A_note_stands_once_behind_the_targets_that_it_is_about()
    {
        PriceEstimate Of(string target, params string[] notes) => new(target, 1, "USD") { UpperAmount = 1, Notes = notes };
        var text = Displays.Of(new[] { Of("ionq.a", "cheap", "by gates", "guessed"), Of("ionq.b", "dear", "by gates", "guessed"), Of("quantinuum.c", "guessed"), Of("quantinuum.d", "dear", "guessed") }).Text;
        Assert.That(text.Split('\n')[6..], Is.EqualTo(new[] { "ionq.a: cheap", "ionq: by gates", "guessed", "ionq.b, quantinuum.d: dear" }));
    }

    [Test]
    public void Several_are_one_table_and_notes_are_said_once()
    {
        foreach (var prices in new IReadOnlyCollection<PriceEstimate>[] { new[] { Exact, Open }, new List<PriceEstimate> { Exact, Open } })
        {
            var bundle = Displays.Of(prices);
            Assert.That(bundle.Text.Split('\n'), Has.Length.EqualTo(5));
            Assert.That(bundle.Text, Does.Match(@"provider\.new +1,234\.50 +not known +HQC +3 +60,000"));
            Assert.That((string)bundle.Data[MimeBundle.Html], Does.Contain("<td style=\"text-align:right;white-space:nowrap\">not known</td>"));
        }
    }
}
