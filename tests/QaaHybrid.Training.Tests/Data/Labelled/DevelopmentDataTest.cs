namespace QaaHybrid.Training.Tests;

/// <summary>Real files, where they lie beside the repository: counts as their documentation gives them.</summary>
public class DevelopmentDataTest
{
    private static List<LabelledText> Read(string dataset, params string[] path) =>
        [.. LabelledTextFile.Read(TextDatasets.Find(dataset)!, Repository.SharedOrSkip(["data", .. path]), labelled: true, new BadLines())];

    [TestCase("glue/sst2", "SST-2/train-8000.tsv", new[] { 3562, 4438 })]
    [TestCase("glue/sst2", "SST-2/dev.tsv", new[] { 428, 444 })]
    [TestCase("glue/rte", "RTE/train.tsv", new[] { 1249, 1241 })]
    [TestCase("glue/rte", "RTE/dev.tsv", new[] { 146, 131 })]
    public void Glue_is_read(string dataset, string file, int[] counts)
    {
        var examples = Read(dataset, "glue", file);
        Assert.That(Enumerable.Range(0, counts.Length).Select(label => examples.Count(example => example.Label == label)), Is.EqualTo(counts));
        Assert.That(examples.All(example => example.Pair is null == (dataset == "glue/sst2")));
    }

    [Test]
    public void Sts_b_is_read()
    {
        var examples = Read("glue/stsb", "glue/STS-B/stsb-en-dev.csv");
        Assert.That(examples, Has.Count.EqualTo(1500));
        Assert.That(examples.Select(example => example.Label), Has.All.InRange(0, 5));
    }

    [Test]
    public void Ag_news_is_read()
    {
        var examples = Read("ag_news", "cls/ag_news/test.csv");
        Assert.That(examples.CountBy(example => example.Label!.Value).Select(group => group.Value), Is.EqualTo(new[] { 1900, 1900, 1900, 1900 }));
        Assert.That(examples.Select(example => example.Text), Has.None.Contains("\\"));
    }

    [TestCase("nlg/e2e/devset.csv", 4672, 547)]
    [TestCase("nlg/e2e/testset_w_refs.csv", 4693, 630)]
    [TestCase("nlg/e2e-lora-format/valid.txt", 4672, 547)]
    [TestCase("nlg/e2e-lora-format/test.txt", 4693, 630)]
    public void Sources_and_targets_are_read(string file, int examples, int sources)
    {
        var read = SourceTargetFile.Read(Repository.SharedOrSkip("data", file));
        Assert.That(read, Has.Count.EqualTo(examples));
        Assert.That(read.DistinctBy(example => example.Source).Count(), Is.EqualTo(sources));
    }

    [Test]
    public void Dart_is_read_but_for_a_text_that_is_empty()
    {
        var file = Repository.SharedOrSkip("data/nlg/dart/dart-v1.1.1-full-test.xml");
        Assert.That(() => SourceTargetFile.Read(file), Throws.TypeOf<DataFileException>().With.Message.Contains("line 882: 'lex' is empty"));
        var bad = new BadLines(skip: true);
        Assert.That(SourceTargetFile.Read(file, null, bad), Has.Count.EqualTo(12552 - 1));
        Assert.That(bad.Count, Is.EqualTo(1));
    }
}
