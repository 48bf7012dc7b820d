using System.Text;

namespace QaaHybrid.Models;

/// <summary>Generation as a person sees it: text, as it comes.</summary>
public static class GenerationOfText
{
    /// <summary>Continues a prompt.</summary>
    /// <param name="model">The model.</param>
    /// <param name="tokenizer">Its tokenizer.</param>
    /// <param name="prompt">Ids of the prompt.</param>
    /// <param name="config">How.</param>
    /// <param name="on_text">Called with the text's place and its new piece, as soon as whole characters are known; with beams at the end.</param>
    /// <param name="cancellation">Stops between two tokens.</param>
    /// <returns><see cref="GenerationConfig.NumReturnSequences"/> texts.</returns>
    /// <inheritdoc cref="Generation.generate" path="/exception"/>
    public static IReadOnlyList<string> generate_text(
        this CausalLM model, Tokenizer tokenizer, IReadOnlyList<int> prompt, GenerationConfig config, Action<int, string>? on_text = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(tokenizer);
        ArgumentNullException.ThrowIfNull(config);
        var streams = Enumerable.Range(0, config.NumReturnSequences).Select(_ => tokenizer.DecodeStream()).ToList();
        var texts = streams.Select(_ => new StringBuilder()).ToList();
        model.generate([prompt], config, (place, token) => Take(place, streams[place].Step(token)), tokenizer, cancellation);
        foreach (var (place, stream) in streams.Index())
            Take(place, stream.Flush());
        return [.. texts.Select(text => text.ToString())];

        void Take(int place, string piece)
        {
            texts[place].Append(piece);
            if (piece.Length > 0)
                on_text?.Invoke(place, piece);
        }
    }
}
