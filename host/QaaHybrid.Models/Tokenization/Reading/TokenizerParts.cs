namespace QaaHybrid.Models;

/// <summary>What a tokenizer's files say, checked and ready for use.</summary>
/// <param name="Vocabulary">Tokens and ids.</param>
/// <param name="Normalizer">Changes a text; null: nothing does.</param>
/// <param name="PreTokenizers">Cut a text, one after the other.</param>
/// <param name="Model">Gives the tokens of a piece.</param>
/// <param name="PostProcessor">Puts special tokens around; null: nothing does.</param>
/// <param name="Decoder">Makes text of tokens; null: they are joined by blanks.</param>
internal sealed record TokenizerParts(
    TokenVocabulary Vocabulary, Normalizer? Normalizer, IReadOnlyList<PreTokenizer> PreTokenizers, TokenModel Model, PostProcessor? PostProcessor, TokenDecoder? Decoder)
{
    /// <summary>How long encodings are cut.</summary>
    public Truncation? Truncation { get; init; }

    /// <summary>How they are filled up.</summary>
    public Padding? Padding { get; init; }
}
