namespace QaaHybrid.Training.Tests;

public class WordNetReaderTest
{
    [Test]
    public void Synsets_of_all_four_files()
    {
        using var folder = new TemporaryFolder();
        WordNetFixture.Write(folder,
            nouns: WordNetFixture.Line(10, "river_otter Lutra", "a swimming animal; \"the otter dived\""),
            verbs: "00000020 29 v 01 swim 0 000 01 + 02 00 | move through water  \n",
            adjectives: WordNetFixture.Line(30, "awash(p) main(a) galore(ip)", "full", 's'),
            adverbs: WordNetFixture.Line(40, "wetly", "in a wet manner", 'r'));
        var synsets = WordNetReader.Read(folder.Path);
        Assert.That(synsets.Select(synset => (synset.PartOfSpeech, synset.Offset)), Is.EqualTo(new[]
        {
            (PartOfSpeech.Noun, 10), (PartOfSpeech.Verb, 20), (PartOfSpeech.Adjective, 30), (PartOfSpeech.Adverb, 40),
        }));
        Assert.That(synsets[0].Lemmas, Is.EqualTo(new[] { "river otter", "Lutra" }));
        Assert.That(synsets[0].Definition, Is.EqualTo("a swimming animal"));
        Assert.That(synsets[0].Examples, Is.EqualTo(new[] { "the otter dived" }));
        Assert.That(synsets[2].Lemmas, Is.EqualTo(new[] { "awash", "main", "galore" }));
    }

    [Test]
    public void The_number_of_words_is_hexadecimal()
    {
        using var folder = new TemporaryFolder();
        WordNetFixture.Write(folder, WordNetFixture.Line(10, string.Join(' ', Enumerable.Range(0, 17).Select(i => $"w{i}")), "many"));
        Assert.That(WordNetReader.Read(folder.Path)[0].Lemmas, Has.Count.EqualTo(17));
    }

    [TestCase("00000010 03 n 01 otter 0 000 no gloss", "line 4: has no '|'")]
    [TestCase("00000010 03 n zz otter 0 000 | gloss", "line 4: does not start with")]
    [TestCase("00000010 03 n 05 otter 0 000 | gloss", "line 4: does not start with")]
    [TestCase("00000010 03 n 01 otter 0 000 | ", "line 4: has an empty gloss")]
    public void A_damaged_line_is_named(string line, string expected)
    {
        using var folder = new TemporaryFolder();
        WordNetFixture.Write(folder, line + "\n");
        Assert.That(() => WordNetReader.Read(folder.Path), Throws.TypeOf<DataFileException>().With.Message.Contains("data.noun").And.Message.Contains(expected));
    }

    [Test]
    public void A_missing_WordNet_says_how_to_get_it() =>
        Assert.That(() => WordNetFolder.Require("/nowhere"), Throws.TypeOf<DataFileException>()
            .With.Message.Contains("apt-get install wordnet-base").And.Message.Contains("dpkg -x").And.Message.Contains("QAAHYBRID_WORDNET"));

    [Test]
    public void Debians_WordNet_is_read_whole()
    {
        var synsets = WordNetReader.Read(InstalledWordNet.OrSkip());
        // The numbers of WordNet 3.0's own statistics, wnstats(7).
        var counts = synsets.CountBy(synset => synset.PartOfSpeech).ToDictionary();
        Assert.That(counts[PartOfSpeech.Noun], Is.EqualTo(82115));
        Assert.That(counts[PartOfSpeech.Verb], Is.EqualTo(13767));
        Assert.That(counts[PartOfSpeech.Adjective], Is.EqualTo(18156));
        Assert.That(counts[PartOfSpeech.Adverb], Is.EqualTo(3621));
        Assert.That(synsets.Count(synset => synset.Examples.Count > 0), Is.InRange(32_800, 33_100));
        var otter = synsets.Single(synset => synset.PartOfSpeech == PartOfSpeech.Noun && synset.Lemmas is ["otter"] && synset.Definition.Contains("mammal", StringComparison.Ordinal));
        Assert.That(otter.Definition, Does.StartWith("freshwater carnivorous mammal"));
    }
}
