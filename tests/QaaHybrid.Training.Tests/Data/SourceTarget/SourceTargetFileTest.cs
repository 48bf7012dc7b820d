
namespace QaaHybrid.Training.Tests;

public class SourceTargetFileTest
{
    [Test]
    public void Json_lines()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("a.jsonl", "{\"source\": \"a \", \"target\": \"b\\u00e9\"}\n\n{\"target\": \"d\", \"extra\": 1, \"source\": \"c\"}\n");
        Assert.That(SourceTargetFile.Read(path), Is.EqualTo(new SourceTarget[] { new("a", "bé"), new("c", "d") }));
    }

    [Test]
    public void Csv_with_other_columns_by_name()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("a.csv", "id,Q,A\n1,x,y\n");
        Assert.That(SourceTargetFile.Read(path, new SourceTargetColumns("Q", "A")), Is.EqualTo(new SourceTarget[] { new("x", "y") }));
        Assert.That(() => SourceTargetFile.Read(path), Throws.TypeOf<DataFileException>()
            .With.Message.Contains("line 1").And.Message.Contains("found: id, Q, A").And.Message.Contains("source_column"));
        Assert.That(() => SourceTargetFile.Read(path, new SourceTargetColumns("Q", "B")), Throws.TypeOf<DataFileException>().With.Message.Contains("'Q' and 'B'"));
    }

    [TestCase("a.csv", "source,target\na,b\nc\n", "line 3: has 1 fields, expected 2 (source, target)")]
    [TestCase("a.csv", "source,target\na,\n", "line 2: 'target' is empty")]
    [TestCase("a.csv", "source,target\na,NaN\n", "line 2: 'target' is NaN, the mark of a missing value")]
    [TestCase("a.csv", "source,target\n", "holds no example")]
    [TestCase("a.csv", "", "holds no example")]
    [TestCase("a.jsonl", "{\"source\":\"a\",\"target\":\"b\"}\n{\"source\":\"a\"}\n", "line 2: has no member 'target'")]
    [TestCase("a.jsonl", "{\"source\":\"a\",\"target\":null}\n", "line 1: 'target' should be text, found null")]
    [TestCase("a.jsonl", "{\"source\":\"a\",\"target\":1.5}\n", "line 1: 'target' should be text, found 1.5")]
    [TestCase("a.jsonl", "{\"source\":\"a\",\"target\":NaN}\n", "line 1: is not JSON")]
    [TestCase("a.jsonl", "[1]\n", "line 1: expected one JSON object a line, found an array")]
    [TestCase("a.parquet", "x", "'.parquet' is no known format; expected .csv, .tsv, .jsonl, .ndjson, .json, .txt (source||target) or .xml")]
    public void Wrong_files_say_where_and_what(string name, string text, string expected)
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write(name, text);
        Assert.That(() => SourceTargetFile.Read(path), Throws.TypeOf<DataFileException>().With.Message.Contains(expected).And.Message.Contains(name));
    }

    [TestCase("devset.csv", 4672, 547)]
    [TestCase("testset_w_refs.csv", 4693, 630)]
    public void E2E_is_read_and_its_references_are_grouped(string name, int rows, int sources)
    {
        var examples = SourceTargetFile.Read(Repository.SharedOrSkip("data", "nlg", "e2e", name));
        Assert.That(examples, Has.Count.EqualTo(rows));
        Assert.That(examples.Select(example => example.Source).Distinct().Count(), Is.EqualTo(sources));
        Assert.That(examples.All(example => example.Source.StartsWith("name[", StringComparison.Ordinal)));
    }
}
