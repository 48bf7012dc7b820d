namespace QaaHybrid.Training;

/// <summary>
/// WordNet's synsets in training, validation and test, so that no lemma and no gloss stands on two sides. Synsets that share a lemma or a
/// gloss belong together: the connected components of that relation are dealt out by a hash of their names.
/// </summary>
/// <remarks>
/// Common words link a third of WordNet into one component (33,323 of 117,659 synsets in version 3.0). A component larger than
/// <see cref="LargestHeldOut"/> goes to training whole; the rest is dealt out. The split does not depend on a run's seed: a base model
/// that was pretrained on the training side must never meet another split.
/// </remarks>
public sealed class DefinitionSplit
{
    /// <summary>Components larger than this many synsets are training data.</summary>
    public const int LargestHeldOut = 32;

    /// <summary>Share of the small components that goes to each held-out side.</summary>
    public const double HeldOutShare = 0.05;

    private const long Seed = 20260101; // part of the format: another value is another split

    private DefinitionSplit(IReadOnlyList<Synset> training, IReadOnlyList<Synset> validation, IReadOnlyList<Synset> test, int components, int largest)
    {
        (Training, Validation, Test) = (training, validation, test);
        (Components, LargestComponent) = (components, largest);
    }

    /// <summary>Synsets to train on; the base model may see their glosses too.</summary>
    public IReadOnlyList<Synset> Training { get; }

    /// <summary>Synsets to choose settings by.</summary>
    public IReadOnlyList<Synset> Validation { get; }

    /// <summary>Synsets to report on.</summary>
    public IReadOnlyList<Synset> Test { get; }

    /// <summary>Number of connected components.</summary>
    public int Components { get; }

    /// <summary>Number of synsets in the largest component; it is in <see cref="Training"/> if it is larger than <see cref="LargestHeldOut"/>.</summary>
    public int LargestComponent { get; }

    /// <summary>The sizes in one line, for a log or a model card.</summary>
    public override string ToString() =>
        FormattableString.Invariant($"{Training.Count:#,0} training, {Validation.Count:#,0} validation and {Test.Count:#,0} test synsets in {Components:#,0} components (largest {LargestComponent:#,0})");

    /// <summary>Splits <paramref name="synsets"/>; the result does not depend on their order but for the order within each side.</summary>
    public static DefinitionSplit Of(IReadOnlyList<Synset> synsets)
    {
        var component = Link(synsets);
        var size = new int[synsets.Count];
        var name = new string[synsets.Count];
        for (var i = 0; i < synsets.Count; i++)
        {
            var root = component[i];
            size[root]++;
            foreach (var lemma in synsets[i].Lemmas)
                name[root] = Smaller(name[root], LemmaKey(lemma));
        }
        List<Synset> training = [], validation = [], test = [];
        for (var i = 0; i < synsets.Count; i++)
        {
            var root = component[i];
            var side = size[root] > LargestHeldOut ? 1.0 : Seeds.Unit(Seed, name[root]);
            (side < HeldOutShare ? test : side < 2 * HeldOutShare ? validation : training).Add(synsets[i]);
        }
        return new DefinitionSplit(training, validation, test, size.Count(n => n > 0), size.DefaultIfEmpty().Max());
    }

    /// <summary>What makes two lemmas the same: the word without regard to case.</summary>
    public static string LemmaKey(string lemma) => lemma.ToLowerInvariant();

    /// <summary>What makes two glosses the same: the definition without regard to case.</summary>
    public static string GlossKey(string definition) => definition.ToLowerInvariant();

    private static int[] Link(IReadOnlyList<Synset> synsets)
    {
        var sets = new DisjointSets(synsets.Count);
        var first = new Dictionary<(bool IsGloss, string Key), int>();
        void Meet(int synset, bool isGloss, string key)
        {
            if (!first.TryAdd((isGloss, key), synset))
                sets.Union(synset, first[(isGloss, key)]);
        }
        for (var i = 0; i < synsets.Count; i++)
        {
            foreach (var lemma in synsets[i].Lemmas)
                Meet(i, false, LemmaKey(lemma));
            Meet(i, true, GlossKey(synsets[i].Definition));
        }
        return [.. Enumerable.Range(0, synsets.Count).Select(sets.Root)];
    }

    private static string Smaller(string? a, string b) => a is null || string.CompareOrdinal(b, a) < 0 ? b : a;
}
