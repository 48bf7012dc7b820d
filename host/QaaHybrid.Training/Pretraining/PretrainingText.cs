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
    /// <summary>The mark that starts and ends every document.</summary>
    public const string EndMark = "<|endoftext|>";

    /// <summary>Id of the mark: the first of the special tokens.</summary>
    public const int EndMarkId = 0;

    /// <summary>Reads the corpora, holds some documents out by a hash of their text, learns the vocabulary, and packs.</summary>
    /// <exception cref="DataFileException">A corpus is missing or holds too little text.</exception>
    public static PretrainingText Prepare(PretrainRecipe recipe, IProgressSink progress)
    {
        var corpora = new List<Corpus>();
        foreach (var corpus in recipe.Corpora)
        {
            corpora.Add(corpus.Read());
            progress.Say(FormattableString.Invariant($"{corpora[^1].Name}: {corpora[^1].Documents.Count:#,0} documents, {corpora[^1].Characters / 1e6:0.0} million characters"));
        }
        var sides = corpora.Select(corpus => corpus.Documents.ToLookup(text => Seeds.Unit(recipe.Seed, text) < recipe.HeldOut)).ToList();
        var documents = sides.SelectMany(side => side[false]).ToArray();
        var tokenizer = new BpeTrainer { VocabularySize = recipe.VocabularySize, SpecialTokens = [EndMark], AddPrefixSpace = true }.Train(documents);
        Shuffle.InPlace<string>(documents, Seeds.Of(recipe.Seed, "order of the documents"));
        PackedText Pack(string name, IEnumerable<string> texts)
        {
            try
            {
                return new PackedText(texts.Select(text => tokenizer.EncodeToIds(text, addSpecialTokens: false)), EndMarkId, recipe.Training.SequenceLength, recipe.Seed);
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
}
