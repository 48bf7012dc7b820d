using System.Text;

namespace QaaHybrid.Models;

/// <summary>A model other than BPE behind a <c>ByteLevel</c> pre-tokenizer: it sees the bytes spelt in the <see cref="ByteAlphabet"/>.</summary>
internal sealed class SpeltModel(TokenModel model) : TokenModel
{
    /// <inheritdoc/>
    protected override TokenSpan[] Compute(ReadOnlySpan<char> piece)
    {
        var spelt = new ByteLevelNormalizer().Normalize(new AlignedText(piece.ToString()));
        return Array.ConvertAll(model.Tokenize(spelt.Text), token =>
        {
            var (start, end) = spelt.Original(token.Start, token.End);
            return new TokenSpan(token.Id, start, end);
        });
    }
}
