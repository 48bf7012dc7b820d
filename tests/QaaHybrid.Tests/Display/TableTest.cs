using System.Xml.Linq;
using QaaHybrid.Display;

namespace QaaHybrid.Tests.Display;

public class TableTest
{
    private static readonly Table Small = new(["name", "n"], [["a<b", "1"], ["longer & longer", "1,234"]]);

    private static readonly Table Wide = new(["method", "loss", "BLEU", "ROUGE-L", "METEOR", "s/step"], [["lora", "3.488", "2.23", "14.74", "9.13", "0.153"], ["qaa", "3.506", "2.09", "13.70", "8.18", "0.178"]]);

    [Test]
    public void Words_stand_to_the_left_and_numbers_to_the_right() => Assert.That(Small.ToString(), Is.EqualTo(
        """
        name                 n
        ──────────────────────
        a<b                  1
        longer & longer  1,234
        """));

    [Test]
    public void Html_is_escaped_and_well_formed()
    {
        var cells = XElement.Parse(Small.ToHtml()).Descendants().Where(element => element.Name == "td").ToList();
        Assert.That(cells.Select(cell => cell.Value), Is.EqualTo(new[] { "a<b", "1", "longer & longer", "1,234" }));
        Assert.That(cells.Select(cell => (string?)cell.Attribute("style")), Is.EqualTo(new[] { "text-align:left", "text-align:right;white-space:nowrap", "text-align:left", "text-align:right;white-space:nowrap" }));
    }

    [Test]
    public void Columns_that_have_no_room_are_left_out_from_the_right_and_named()
    {
        Assert.That(Wide.Width, Is.EqualTo(Wide.Lines().Max(line => line.Length)));
        var (table, leftOut) = Wide.Within(Wide.Width - 1, first: 2, last: 1);
        Assert.That(leftOut, Is.EqualTo(new[] { "METEOR" }));
        Assert.That(table.Header, Is.EqualTo(new[] { "method", "loss", "BLEU", "ROUGE-L", "s/step" }));
        Assert.That(table.Rows[1], Is.EqualTo(new[] { "qaa", "3.506", "2.09", "13.70", "0.178" }));
    }

    [Test]
    public void What_has_room_stays_and_what_is_needed_stays_without()
    {
        Assert.That(Wide.Within(Wide.Width, first: 2, last: 1).Table, Is.SameAs(Wide));
        var (table, leftOut) = Wide.Within(3, first: 2, last: 1);
        Assert.That(table.Header, Is.EqualTo(new[] { "method", "loss", "s/step" }));
        Assert.That(leftOut, Is.EqualTo(new[] { "BLEU", "ROUGE-L", "METEOR" }));
    }
}
