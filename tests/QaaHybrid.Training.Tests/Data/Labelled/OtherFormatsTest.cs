namespace QaaHybrid.Training.Tests;

public class OtherFormatsTest
{
    private static List<LabelledText> Read(string dataset, string name, byte[] content, BadLines? bad = null)
    {
        using var folder = new TemporaryFolder();
        return [.. LabelledTextFile.Read(TextDatasets.Find(dataset)!, folder.Write(name, content), true, bad ?? new BadLines())];
    }

    [Test]
    public void BoolQ_is_a_question_and_a_passage_a_line()
    {
        var read = Read("superglue/boolq", "train.jsonl", """
            {"question": "is water wet", "passage": "Water.", "idx": 3, "label": true}

            {"question": "is fire wet", "passage": "Fire.", "idx": 4, "label": false}
            """u8.ToArray());
        Assert.That(read, Is.EqualTo(new[] { new LabelledText("is water wet", "Water.", 1, "3"), new LabelledText("is fire wet", "Fire.", 0, "4") }));
    }

    [TestCase("""{"question": "q", "passage": "p", "label": "maybe"}""", "line 1: the label is 'maybe'; expected 0 (false), 1 (true)")]
    [TestCase("""{"question": "q", "label": true}""", "line 1: has no 'passage' (found: question, label)")]
    [TestCase("""{"question": "q", "passage": "p"}""", "line 1: has no label; expected 0 (false), 1 (true)")]
    [TestCase("[1]", "line 1: expected one JSON object a line, found an array")]
    [TestCase("{", "line 1: is not JSON: ")]
    public void A_bad_line_of_BoolQ_is_named(string line, string why) =>
        Assert.That(() => Read("superglue/boolq", "val.jsonl", System.Text.Encoding.UTF8.GetBytes(line)), Throws.TypeOf<DataFileException>().With.Message.Contains("val.jsonl, " + why));

    [Test]
    public void Ag_news_counts_its_classes_from_one_and_writes_backslashes_for_line_breaks()
    {
        var read = Read("ag_news", "test.csv", """"
            "3","Oil, again","A first\second line at \$40."
            "1","He said ""no""","The end."
            """"u8.ToArray());
        Assert.That(read.Select(example => (example.Text, example.Pair, example.Label)), Is.EqualTo(new[]
        {
            ("Oil, again A first second line at $40.", (string?)null, (double?)2), ("He said \"no\" The end.", null, 0),
        }));
        Assert.That(() => Read("ag_news", "test.csv", "\"0\",\"a\",\"b\"\n"u8.ToArray()), Throws.TypeOf<DataFileException>().With.Message.Contains("the label is '0'; expected 1 (World), 2 (Sports), 3 (Business), 4 (Sci/Tech)"));
        Assert.That(() => Read("ag_news", "test.csv", "\"1\",\"a\"\n"u8.ToArray()), Throws.TypeOf<DataFileException>().With.Message.Contains("line 1: has 2 fields, expected 3 (class, title, description)"));
    }

    [Test]
    public void Csv_goes_on_after_a_record_with_a_stray_quote()
    {
        var bad = new BadLines(skip: true);
        Assert.That(Read("ag_news", "a.csv", "\"1\",\"a\"b,\"c\"\n\"2\",\"d\",\"e\"\n"u8.ToArray(), bad).Single().Text, Is.EqualTo("d e"));
        Assert.That(bad.Summary, Does.Contain("line 1: 'b' follows a closing quote"));
    }

    [Test]
    public void Trec_has_coarse_and_fine_labels_in_an_older_encoding()
    {
        byte[] file = [.. "DESC:manner How did it end ?\nLOC:city What sister"u8, 0xF0, .. "city has Caf"u8, 0xE9, .. "s ?\n"u8];
        var coarse = Read("trec", "train_5500.label", file);
        Assert.That(coarse.Select(example => (example.Text, example.Label)), Is.EqualTo(new[] { ("How did it end ?", (double?)1), ("What sister city has Cafés ?", 4) }));
        var fine = Read("trec/fine", "train_5500.label", file).Select(example => TextDatasets.Find("trec/fine")!.Labels.Names[(int)example.Label!]);
        Assert.That(fine, Is.EqualTo(new[] { "DESC:manner", "LOC:city" }));
        Assert.That(TextDatasets.Find("trec/fine")!.Labels.Names, Has.Count.EqualTo(50).And.Unique);
        Assert.That(() => Read("trec", "a.label", "WHO:x y\n"u8.ToArray()), Throws.TypeOf<DataFileException>().With.Message.Contains("line 1: the label is 'WHO'; expected 0 (ABBR), "));
        Assert.That(() => Read("trec", "a.label", "DESC:manner\n"u8.ToArray()), Throws.TypeOf<DataFileException>().With.Message.Contains("line 1: expected a label, a blank and a text; found 'DESC:manner'"));
    }

    [Test]
    public void An_unknown_ending_is_refused_with_the_known_ones() =>
        Assert.That(() => Read("glue/sst2", "train.parquet", [1]), Throws.TypeOf<DataFileException>().With.Message.Contains("'.parquet' is no known format; expected .tsv, .csv, .jsonl or .ndjson"));
}
