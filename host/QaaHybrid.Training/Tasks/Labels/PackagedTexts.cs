namespace QaaHybrid.Training;

/// <summary>
/// Labelled texts from packages: <c>wordnet/supersenses</c> (a gloss and its lexicographer file; sides as <see cref="DefinitionSplit"/> has them), <c>brown</c> (passages and their genre; a
/// text is on one side), <c>spam_assassin</c> (mails).
/// </summary>
internal static class PackagedTexts
{
    private const double HeldOutShare = 0.2;
    private const long SplitSeed = 20260101;

    public static IReadOnlyList<string> Names { get; } = ["wordnet/supersenses", "brown", "spam_assassin"];

    /// <summary>Labels and metrics; a file of one's own with more examples has the columns <c>text</c> and <c>label</c>. Null where the task's data come from no package.</summary>
    public static TextDataset? Find(TaskRecipe task) => task.Dataset switch
    {
        "wordnet/supersenses" => Dataset(task, [.. Parts(task).SelectMany(Supersenses.Of)], "accuracy", "f1_macro"),
        "brown" => Dataset(task, BrownCorpus.Genres, "accuracy", "f1_macro"),
        "spam_assassin" => Dataset(task, SpamAssassinCorpus.Classes, "accuracy", "f1"),
        _ => null,
    };

    /// <summary>The examples of both sides.</summary>
    /// <exception cref="DataFileException">The package is not there; the message says how to get it.</exception>
    public static (string Source, IEnumerable<LabelledText> Training, IEnumerable<LabelledText> HeldOut) Load(TaskRecipe task) => task.Dataset switch
    {
        "wordnet/supersenses" => LoadSupersenses(task),
        "brown" => Deal("The Brown corpus, a fifth of its texts held out", BrownCorpus.Read(PackageFolder.Brown.Require(task.Data))
            .Select((passage, number) => (passage.File, new LabelledText(passage.Text, null, passage.Genre, Id(number))))),
        _ => Deal("SpamAssassin's mails, a fifth held out", SpamAssassinCorpus.Read(PackageFolder.SpamAssassin.Require(task.Data))
            .Select((mail, number) => (mail.Text, new LabelledText(mail.Text, null, mail.IsSpam ? 1 : 0, Id(number))))),
    };

    private static (string, IEnumerable<LabelledText>, IEnumerable<LabelledText>) LoadSupersenses(TaskRecipe task)
    {
        var names = Find(task)!.Labels.Names.ToList();
        var split = DefinitionSplit.Of(WordNetReader.Read(WordNetFolder.Require(task.WordNet)));
        var parts = Parts(task).ToHashSet();
        IEnumerable<LabelledText> Examples(IEnumerable<Synset> synsets) => synsets.Where(synset => parts.Contains(synset.PartOfSpeech)).Select((synset, number) =>
            new LabelledText(synset.Definition, null, names.IndexOf(Supersenses.Names[synset.LexicographerFile]), Id(number)));
        return ($"WordNet: {split}", Examples(split.Training), Examples(split.Test));
    }

    private static IEnumerable<PartOfSpeech> Parts(TaskRecipe task) => Enum.GetValues<PartOfSpeech>().Where(part => task.PartsOfSpeech.Contains(DefinitionTask.Name(part)));

    /// <summary>Examples with equal keys are on one side.</summary>
    private static (string, IEnumerable<LabelledText>, IEnumerable<LabelledText>) Deal(string source, IEnumerable<(string Key, LabelledText Example)> examples)
    {
        var sides = examples.ToLookup(entry => Seeds.Unit(SplitSeed, entry.Key) < HeldOutShare, entry => entry.Example);
        return (source, sides[false], sides[true]);
    }

    private static TextDataset Dataset(TaskRecipe task, IReadOnlyList<string> labels, params string[] metrics) =>
        new(task.Dataset, ["text"], "label", new LabelMap(labels)) { Metrics = metrics, SubmitsNames = true };

    private static string Id(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
