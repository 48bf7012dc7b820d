using QaaHybrid.Notebook.Magics;

namespace QaaHybrid.Notebook.Tests;

/// <summary>What a cell is made of.</summary>
public class CellPartTest
{
    [Test]
    public void Lines_are_counted_as_in_the_cell()
    {
        var parts = CellPart.Split("var a = 1;\n%qaa doctor --json\n\nvar b = 2;");
        Assert.That(parts, Is.EqualTo(new[]
        {
            new CellPart(PartKind.CSharp, "var a = 1;"), new CellPart(PartKind.Command, "doctor --json"), new CellPart(PartKind.CSharp, "\n\n\nvar b = 2;"),
        }));
    }

    [Test]
    [TestCase("a %qaa", PartKind.CSharp)]
    [TestCase("x\n% qaa", PartKind.CSharp)]
    [TestCase("var a = b ? c : d;", PartKind.CSharp)]
    [TestCase("?Math.Max", PartKind.Question)]
    [TestCase("Math.Max?", PartKind.Question)]
    [TestCase("%%qsharp\nfunction F() : Int { 1 }", PartKind.QSharp)]
    public void A_part_is_known_by_its_sign(string code, object kind) => Assert.That(CellPart.Split(code).Single().Kind, Is.EqualTo(kind));

    [Test]
    public void Words_of_a_command_may_be_quoted()
    {
        Assert.That(CommandLine.Split("train 'my file.yaml' --set a=\"b c\"  \"\" d"), Is.EqualTo(new[] { "train", "my file.yaml", "--set", "a=b c", "", "d" }));
        Assert.That(() => CommandLine.Split("a 'b"), Throws.TypeOf<FormatException>());
    }
}
