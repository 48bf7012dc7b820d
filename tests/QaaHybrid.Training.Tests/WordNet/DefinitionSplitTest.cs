namespace QaaHybrid.Training.Tests;

public class DefinitionSplitTest
{
    [Test]
    public void No_lemma_and_no_gloss_on_two_sides_of_WordNet() => AssertDisjoint(DefinitionSplit.Of(WordNetReader.Read(InstalledWordNet.OrSkip())), 4000);

    [Test]
    public void No_lemma_and_no_gloss_on_two_sides_of_a_small_one()
    {
        using var folder = new TemporaryFolder();
        // Every synset shares its word with one neighbour and its gloss with another: chains of four.
        var lines = string.Concat(Enumerable.Range(0, 800).Select(i =>
            WordNetFixture.Line(1000 + i, FormattableString.Invariant($"word{i / 2}"), FormattableString.Invariant($"gloss number {i / 4 * 2 + (i + 1) / 2 % 2}"))));
        WordNetFixture.Write(folder, lines);
        AssertDisjoint(DefinitionSplit.Of(WordNetReader.Read(folder.Path)), 10);
    }

    [Test]
    public void A_large_component_is_training_data()
    {
        using var folder = new TemporaryFolder();
        WordNetFixture.Write(folder, WordNetFixture.Many(2000) + string.Concat(Enumerable.Range(0, DefinitionSplit.LargestHeldOut + 1)
            .Select(i => WordNetFixture.Line(5000 + i, "Common", FormattableString.Invariant($"meaning {i}")))));
        var split = DefinitionSplit.Of(WordNetReader.Read(folder.Path));
        Assert.That(split.LargestComponent, Is.EqualTo(DefinitionSplit.LargestHeldOut + 1));
        Assert.That(split.Components, Is.EqualTo(2001));
        Assert.That(split.Training.Count(synset => synset.Lemmas[0] == "Common"), Is.EqualTo(DefinitionSplit.LargestHeldOut + 1));
        Assert.That(split.ToString(), Does.Contain("2,001 components (largest 33)"));
    }

    [Test]
    public void The_split_does_not_depend_on_the_order_of_the_synsets()
    {
        using var folder = new TemporaryFolder();
        WordNetFixture.Write(folder, WordNetFixture.Many(2000));
        var synsets = WordNetReader.Read(folder.Path);
        var split = DefinitionSplit.Of(synsets);
        var reversed = DefinitionSplit.Of([.. synsets.Reverse()]);
        Assert.That(reversed.Test.Select(synset => synset.Offset), Is.EquivalentTo(split.Test.Select(synset => synset.Offset)));
        Assert.That(split.Test, Has.Count.InRange(60, 140), "a twentieth");
    }

    private static void AssertDisjoint(DefinitionSplit split, int atLeast)
    {
        IReadOnlyList<Synset>[] sides = [split.Training, split.Validation, split.Test];
        Assert.That(sides.Select(side => side.Count), Has.All.AtLeast(atLeast));
        foreach (var (a, b) in new[] { (0, 1), (0, 2), (1, 2) })
        {
            Assert.That(Lemmas(sides[a]).Intersect(Lemmas(sides[b])), Is.Empty);
            Assert.That(Glosses(sides[a]).Intersect(Glosses(sides[b])), Is.Empty);
        }
    }

    private static HashSet<string> Lemmas(IEnumerable<Synset> side) => [.. side.SelectMany(synset => synset.Lemmas).Select(lemma => lemma.ToLowerInvariant())];

    private static HashSet<string> Glosses(IEnumerable<Synset> side) => [.. side.Select(synset => synset.Definition.ToLowerInvariant())];
}
