namespace QaaHybrid.Training.Tests;

public class CsvFileTest
{
    [TestCase("a,b\nc,d\n")]
    [TestCase("a,b\r\nc,d\r\n")]
    [TestCase("\"a\",\"b\"\r\n\n\"c\",d")]
    public void Records_of_two_fields(string text)
    {
        using var folder = new TemporaryFolder();
        var records = CsvFile.Records(folder.Write("a.csv", text)).Select(record => string.Join("|", record.Fields));
        Assert.That(records, Is.EqualTo(new[] { "a|b", "c|d" }));
    }

    [Test]
    public void Quotes_commas_line_ends_and_empty_fields()
    {
        using var folder = new TemporaryFolder();
        var records = CsvFile.Records(folder.Write("a.csv", "x,\"say \"\"hi\"\", twice\",\n\"two\r\nlines\",,5\" tall\n")).ToList();
        Assert.That(records.Select(record => record.Line), Is.EqualTo(new[] { 1, 2 }));
        Assert.That(records[0].Fields, Is.EqualTo(new[] { "x", "say \"hi\", twice", "" }));
        Assert.That(records[1].Fields, Is.EqualTo(new[] { "two\r\nlines", "", "5\" tall" }));
    }

    [Test]
    public void An_open_quote_is_named_by_the_line_where_it_opens()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("a.csv", "a,b\n\"c,d\ne,f\n");
        Assert.That(() => CsvFile.Records(path).Count(), Throws.TypeOf<DataFileException>().With.Message.Contains("line 2: a quote is opened"));
    }

    [Test]
    public void Text_behind_a_closing_quote_is_refused()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("a.csv", "a,b\n\"c\"x,d\n");
        Assert.That(() => CsvFile.Records(path).Count(), Throws.TypeOf<DataFileException>().With.Message.Contains("line 2: 'x' follows a closing quote"));
    }
}
