namespace QaaHybrid.Training.Tests;

/// <summary>Files in the official forms, written here.</summary>
public class GlueFormatTest
{
    private static List<LabelledText> Read(string dataset, string name, string text, bool labelled = true, BadLines? bad = null)
    {
        using var folder = new TemporaryFolder();
        return [.. LabelledTextFile.Read(TextDatasets.Find(dataset)!, folder.Write(name, text), labelled, bad ?? new BadLines())];
    }

    private static void Refuses(string dataset, string name, string text, string why, bool labelled = true) =>
        Assert.That(() => Read(dataset, name, text, labelled), Throws.TypeOf<DataFileException>().With.Message.EndsWith(why));

    [TestCase("glue/sst2", "sentence\tlabel\na \"fine\" day \t1\n", "a \"fine\" day", null, 1)]
    [TestCase("glue/sst2", "sentence\tlabel\r\nso so\t0\r\n", "so so", null, 0)]
    [TestCase("glue/cola", "gj04\t1\t\tThe sailors rode the breeze.\n", "The sailors rode the breeze.", null, 1)]
    [TestCase("glue/cola", "gj04\t0\t*\tThey slept the.\n", "They slept the.", null, 0)]
    [TestCase("glue/mrpc", "\uFEFFQuality\t#1 ID\t#2 ID\t#1 String\t#2 String\n1\t7\t8\tIt \"rained\".\tRain fell.\n", "It \"rained\".", "Rain fell.", 1)]
    [TestCase("glue/stsb", "index\tgenre\tfilename\tyear\told_index\tsource1\tsource2\tsentence1\tsentence2\tscore\n0\tn\tf\t2012\t1\ta\tb\tA man.\tA woman.\t2.750\n", "A man.", "A woman.", 2.75)]
    [TestCase("glue/qqp", "id\tqid1\tqid2\tquestion1\tquestion2\tis_duplicate\n5\t1\t2\tWhy?\tHow so?\t1\n", "Why?", "How so?", 1)]
    [TestCase("glue/qnli", "index\tquestion\tsentence\tlabel\n0\tWho?\tHe did.\tnot_entailment\n", "Who?", "He did.", 1)]
    [TestCase("glue/rte", "index\tsentence1\tsentence2\tlabel\n0\tIt rains.\tIt is wet.\tentailment\n", "It rains.", "It is wet.", 0)]
    [TestCase("glue/rte", "sentence1\tsentence2\tlabel\tidx\nIt rains.\tIt is dry.\t1\t0\n", "It rains.", "It is dry.", 1)]
    [TestCase("glue/wnli", "index\tsentence1\tsentence2\tlabel\n0\tShe saw it.\tShe saw her.\t1\n", "She saw it.", "She saw her.", 1)]
    public void An_official_line_is_read(string dataset, string text, string first, string? second, double label)
    {
        var example = Read(dataset, "train.tsv", text).Single();
        Assert.That((example.Text, example.Pair, example.Label), Is.EqualTo((first, second, label)));
    }

    [TestCase("entailment", 0)]
    [TestCase("neutral", 1)]
    [TestCase("contradiction", 2)]
    public void Mnli_has_parses_between_its_columns(string label, double number)
    {
        var header = "index\tpromptID\tpairID\tgenre\tsentence1_binary_parse\tsentence2_binary_parse\tsentence1_parse\tsentence2_parse\tsentence1\tsentence2\tlabel1\tgold_label\n";
        var example = Read("glue/mnli", "train.tsv", header + $"3\t1\t1c\tfiction\t( a b )\t( c )\t(ROOT)\t(ROOT)\tHe ran.\tHe moved.\t{label}\t{label}\n").Single();
        Assert.That((example.Text, example.Pair, example.Label, example.Id), Is.EqualTo(("He ran.", "He moved.", number, "3")));
    }

    [Test]
    public void Test_files_have_no_labels_and_say_their_index()
    {
        var cola = Read("glue/cola", "test.tsv", "index\tsentence\n0\tOne.\n1\tTwo.\n", labelled: false);
        Assert.That(cola.Select(example => (example.Id, example.Text, example.Label)), Is.EqualTo(new[] { ("0", "One.", (double?)null), ("1", "Two.", null) }));
        var qqp = Read("glue/qqp", "test.tsv", "id\tquestion1\tquestion2\n17\tA?\tB?\n", labelled: false);
        Assert.That((qqp[0].Id, qqp[0].Pair, qqp[0].Label), Is.EqualTo(("17", "B?", (double?)null)));
        Refuses("glue/qqp", "test.tsv", "id\tquestion1\tquestion2\n17\tA?\tB?\n", "test.tsv, line 1: expected a header with the columns question1, question2, is_duplicate; found: id, question1, question2");
    }

    [Test]
    public void Without_an_index_examples_are_counted_from_zero() =>
        Assert.That(Read("glue/sst2", "a.tsv", "sentence\tlabel\na\t0\n\nb\t1\n").Select(example => example.Id), Is.EqualTo(new[] { "0", "1" }));

    [TestCase("glue/sst2", "sentence\tlabel\ngood\t2\n", "line 2: the label is '2'; expected 0 (negative), 1 (positive)")]
    [TestCase("glue/sst2", "sentence\tlabel\ngood\tPositive\n", "line 2: the label is 'Positive'; expected 0 (negative), 1 (positive)")]
    [TestCase("glue/sst2", "sentence\tlabel\ngood\t-1\n", "line 2: the label is '-1'; expected 0 (negative), 1 (positive)")]
    [TestCase("glue/sst2", "sentence\tlabel\na\t1\nb\t\n", "line 3: has no label; expected 0 (negative), 1 (positive)")]
    [TestCase("glue/sst2", "sentence\tlabel\n \t1\n", "line 2: 'sentence' is empty; drop the line or fill it in")]
    [TestCase("glue/sst2", "sentence\tlabel\na\tb\t1\n", "line 2: has 3 tab-separated fields, expected 2 (sentence, label)")]
    [TestCase("glue/sst2", "a fine day\t1\n", "line 1: expected a header with the columns sentence, label; found: a fine day, 1")]
    [TestCase("glue/sst2", "", ": holds no example")]
    [TestCase("glue/sst2", "sentence\tlabel\n", ": holds no example")]
    [TestCase("glue/cola", "gj04\t1\tno mark\n", "line 1: has 3 tab-separated fields, expected 4 (source, label, mark, sentence)")]
    [TestCase("glue/mnli", "sentence1\tsentence2\tgold_label\na\tb\t-\n", "line 2: the label is '-'; expected 0 (entailment), 1 (neutral), 2 (contradiction)")]
    public void A_bad_line_is_named(string dataset, string text, string why) => Refuses(dataset, "train.tsv", text, why);

    [TestCase("5.2", "the score is '5.2'; expected a number from 0 to 5")]
    [TestCase("much", "the score is 'much'; expected a number from 0 to 5")]
    [TestCase("NaN", "the score is 'NaN'; expected a number from 0 to 5")]
    public void A_score_outside_the_scale_is_refused(string score, string why) => Refuses("glue/stsb", "dev.csv", $"a,b,1.0\na,b,{score}\n", $"line 2: {why}");

    [Test]
    public void Sts_b_comes_as_csv_without_header_too() => Assert.That(
        Read("glue/stsb", "dev.csv", "\"One, two.\",\"He said \"\"no\"\".\",3.5\r\n").Single(), Is.EqualTo(new LabelledText("One, two.", "He said \"no\".", 3.5, "0")));

    [Test]
    public void Bad_lines_can_be_left_out_and_are_counted()
    {
        var bad = new BadLines(skip: true);
        var text = "id\tqid1\tqid2\tquestion1\tquestion2\tis_duplicate\n1\t1\t2\tA?\tB?\t0\n2\t3\t4\tbroken\n3\t5\t6\tC?\t\t1\n4\t7\t8\tD?\tE?\t7\n5\t9\t10\tF?\tG?\t1\n";
        Assert.That(Read("glue/qqp", "train.tsv", text, bad: bad).Select(example => example.Id), Is.EqualTo(new[] { "1", "5" }));
        Assert.That(bad.Count, Is.EqualTo(3));
        Assert.That(bad.Summary, Does.StartWith("3 bad lines left out; the first: ").And.EndsWith("train.tsv, line 3: has 4 tab-separated fields, expected 6 (id, qid1, qid2, question1, question2, is_duplicate)"));
    }

    [Test]
    public void A_line_that_is_no_text_is_one_of_the_bad_lines()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("train.tsv", [.. "sentence\tlabel\n"u8, 0xC3, 0x28, .. "\t1\nfine\t1\n"u8]);
        var bad = new BadLines(skip: true);
        Assert.That(LabelledTextFile.Read(TextDatasets.Find("glue/sst2")!, path, true, bad).Select(example => example.Text), Is.EqualTo(new[] { "fine" }));
        Assert.That(bad.Summary, Does.Contain("line 2: is not UTF-8: 0xC3"));
    }

    [Test]
    public void A_file_of_bad_lines_alone_holds_no_example()
    {
        Assert.That(() => Read("glue/sst2", "a.tsv", "sentence\tlabel\na\t9\n", bad: new BadLines(skip: true)),
            Throws.TypeOf<DataFileException>().With.Message.Contains("a.tsv: holds no example; 1 bad line left out; the first: "));
    }
}
