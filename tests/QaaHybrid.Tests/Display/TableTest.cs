using System.Xml.Linq;
using QaaHybrid.Display;

namespace QaaHybrid.Tests.Display;

public class TableTest
{
    private static readonly Table Small = new(["name", "n"], [["a<b", "1"], ["longer & longer", "1,234"]]);

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
}
