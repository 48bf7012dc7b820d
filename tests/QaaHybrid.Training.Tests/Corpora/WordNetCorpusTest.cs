namespace QaaHybrid.Training.Tests;

public class WordNetCorpusTest
{
    [Test]
    public void Nothing_of_the_held_out_synsets_is_in_it()
    {
        using var folder = new TemporaryFolder();
        WordNetFixture.Write(folder, WordNetFixture.Many(1000));
        AssertClean(folder.Path, WordNetCorpus.Read(folder.Path));
    }

    [Test]
    public void Nothing_of_the_held_out_synsets_of_WordNet_is_in_it()
    {
        var folder = InstalledWordNet.OrSkip();
        var corpus = WordNetCorpus.Read(folder);
        AssertClean(folder, corpus);
        Assert.That(corpus.Licence, Does.Contain("WordNet 3.0 Copyright 2006 by Princeton University").And.Contain("preserve same"));
    }

    [Test]
    public void A_gloss_never_stands_beside_an_example_of_its_word()
    {
        using var folder = new TemporaryFolder();
        WordNetFixture.Write(folder, WordNetFixture.Many(1000));
        var synsets = WordNetReader.Read(folder.Path);
        var documents = WordNetCorpus.Read(folder.Path).Documents;
        var place = documents.Index().ToDictionary(pair => pair.Item, pair => pair.Index);
        var neighbours = synsets.Where(synset => place.ContainsKey(synset.Definition))
            .Count(synset => synset.Examples.Any(example => Math.Abs(place[example] - place[synset.Definition]) == 1));
        // Chance puts 900 · 2 / 1800 = 1 pair side by side; keeping them together would give 900.
        Assert.That(neighbours, Is.LessThan(8));
    }

    private static void AssertClean(string folder, Corpus corpus)
    {
        var split = DefinitionSplit.Of(WordNetReader.Read(folder));
        var documents = corpus.Documents.ToHashSet();
        Assert.That(documents, Has.Count.EqualTo(corpus.Documents.Count), "no document twice");
        Assert.That(split.Validation.Concat(split.Test).Where(synset => documents.Contains(synset.Definition)), Is.Empty);
        Assert.That(split.Training.All(synset => documents.Contains(synset.Definition)));
        Assert.That(documents.Any(document => document.Contains(" (noun):", StringComparison.Ordinal)), Is.False, "no headword before a gloss");
    }
}
