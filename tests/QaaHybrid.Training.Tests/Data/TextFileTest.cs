using System.Text;

namespace QaaHybrid.Training.Tests;

public class TextFileTest
{
    [Test]
    public void Lines_are_numbered_and_a_byte_order_mark_is_skipped()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("a.txt", [0xEF, 0xBB, 0xBF, .. "née\r\n\nlast"u8]);
        Assert.That(TextFile.Lines(path), Is.EqualTo(new TextLine[] { new(1, "née\r"), new(2, ""), new(3, "last") }));
    }

    [Test]
    public void A_line_may_be_longer_than_the_buffer_and_characters_may_lie_on_its_edge()
    {
        using var folder = new TemporaryFolder();
        var longLine = string.Concat(Enumerable.Repeat("aé", 100_000));
        var path = folder.Write("a.txt", Encoding.UTF8.GetBytes(longLine + "\nb\n"));
        Assert.That(TextFile.Lines(path).Select(line => line.Text), Is.EqualTo(new[] { longLine, "b" }));
    }

    [Test]
    public void Latin_1_is_refused_with_its_line()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("a.csv", [.. "ok\nn"u8, 0xE9, .. "e\n"u8]);
        Assert.That(() => TextFile.Lines(path).Count(), Throws.TypeOf<DataFileException>()
            .With.Message.Contains("a.csv, line 2").And.Message.Contains("0xE9 at byte 2").And.Property("Line").EqualTo(2));
    }

    [TestCase(new byte[] { 0xFF, 0xFE, 65, 0 }, "UTF-16")]
    [TestCase(new byte[] { 65, 0, 66, 10 }, "no text file")]
    public void Other_encodings_are_named(byte[] content, string expected)
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("a.txt", content);
        Assert.That(() => TextFile.ReadAll(path), Throws.TypeOf<DataFileException>().With.Message.Contains(expected));
    }

    [Test]
    public void A_missing_file_is_named() =>
        Assert.That(() => TextFile.ReadAll("/nowhere/x.txt"), Throws.TypeOf<DataFileException>().With.Message.EqualTo("/nowhere/x.txt: there is no such file"));
}
