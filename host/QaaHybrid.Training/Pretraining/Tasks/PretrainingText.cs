using System.Globalization;
using QaaHybrid.Models;

namespace QaaHybrid.Training;

/// <summary>The text of a pretraining run: its corpora, the vocabulary learnt from them, and both sides packed.</summary>
/// <param name="Corpora">The corpora.</param>
/// <param name="Tokenizer">Learnt from the training side.</param>
/// <param name="Training">The training documents of all corpora, shuffled together.</param>
/// <param name="HeldOut">The held-out documents of each corpus by its name.</param>
internal sealed record PretrainingText(
    IReadOnlyList<Corpus> Corpora, Tokenizer Tokenizer, PackedText Training, IReadOnlyList<(string Corpus, PackedText Text)> HeldOut)
{
    /// <summary>Reads the corpora, holds some documents out by a hash of their text, learns the vocabulary, and packs.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="trainer">Learns the vocabulary.</param>
    /// <param name="endMark">The id of the mark between documents.</param>
    /// <param name="progress">Where it says what it reads.</param>
    /// <exception cref="DataFileException">A corpus is missing or holds too little text.</exception>
    public static PretrainingText Prepare(PretrainRecipe recipe, BpeTrainer trainer, int endMark, IProgressSink progress)
    {
        var corpora = new List<Corpus>();
        foreach (var corpus in recipe.Corpora)
        {
            corpora.Add(corpus.Read());
            progress.Say(FormattableString.Invariant($"{corpora[^1].Name}: {corpora[^1].Documents.Count:#,0} documents, {corpora[^1].Characters / 1e6:0.0} million characters"));
        }
        var sides = corpora.Select(corpus => corpus.Documents.ToLookup(text => Seeds.Unit(recipe.Seed, text) < recipe.HeldOut)).ToList();
        var documents = sides.SelectMany(side => side[false]).ToArray();
        var tokenizer = trainer.Train(documents);
        Shuffle.InPlace<string>(documents, Seeds.Of(recipe.Seed, "order of the documents"));
        PackedText Pack(string name, IEnumerable<string> texts)
        {
            try
            {
                return new PackedText(texts.Select(text => tokenizer.EncodeToIds(text, addSpecialTokens: false)), endMark, recipe.Training.SequenceLength, recipe.Seed);
            }
            catch (ArgumentException error)
            {
                throw new DataFileException(name, $"holds too little text: {error.Message}; take a shorter sequence_length, more text, or another held_out", error);
            }
        }
        var text = new PretrainingText(corpora, tokenizer, Pack("the training side", documents),
            [.. corpora.Zip(sides, (corpus, side) => (corpus.Name, Pack($"the held-out side of {corpus.Name}", side[true])))]);
        progress.Say(FormattableString.Invariant(
            $"vocabulary of {tokenizer.VocabularySize:#,0}; {text.Training.TokenCount / 1e6:0.00} million tokens to train on, {text.HeldOut.Sum(side => side.Text.TokenCount):#,0} held out"));
        return text;
    }

    /// <summary>The held-out sequences that are measured, batch by batch.</summary>
    public static IEnumerable<long[]> Samples(PackedText side, PretrainRecipe recipe) => side.Samples(recipe.Training.EvalSamples, recipe.Training.BatchSize);

    /// <summary>The beginning of some sequences, for a message.</summary>
    public string Describe(IEnumerable<IEnumerable<int>> rows) => string.Join(" | ", rows.Select(ids => Tokenizer.Decode([.. ids], skipSpecialTokens: false)));

    /// <summary>Rows of the card's first table.</summary>
    public IEnumerable<(string, string)> Shape(int maxPositions) =>
    [
        ("vocabulary", string.Create(CultureInfo.InvariantCulture, $"{Tokenizer.VocabularySize:#,0} tokens, byte-level BPE learnt from the training text")),
        ("longest text", $"{maxPositions} tokens"),
    ];

    /// <summary>What was held out, for the card.</summary>
    public static string HeldOutInWords(PretrainRecipe recipe) =>
        $"on documents that were not trained on ({PretrainCardText.Percent(recipe.HeldOut)} of each corpus; the vocabulary was not learnt from them either)";

    /// <summary>How much was trained on, for the card.</summary>
    public string Amount(PretrainRecipe recipe)
    {
        var training = recipe.Training;
        var tokens = (long)training.Steps * training.BatchSize * training.SequenceLength;
        return string.Create(CultureInfo.InvariantCulture,
            $"{training.Steps:#,0} steps of {training.BatchSize} sequences of {training.SequenceLength} tokens: {tokens / 1e6:0.0} million tokens, {(double)tokens / Training.TokenCount:0.0} passes over {Training.TokenCount / 1e6:0.00} million.");
    }

    /// <summary>The corpora, for the card.</summary>
    public string Data(string marks) => string.Concat(Corpora.Select(corpus => string.Create(CultureInfo.InvariantCulture,
        $"- **{corpus.Name}**: {corpus.Description}. {corpus.Documents.Count:#,0} documents, {corpus.Characters / 1e6:0.0} million characters.\n"))) + $"\n{marks}";

    /// <summary>The notices that go with the corpora, for the card.</summary>
    public IReadOnlyList<(string Name, string Licence)> Notices => [.. Corpora.Select(corpus => (corpus.Name, corpus.Licence))];
}
