using QaaHybrid.Models;

namespace QaaHybrid.Training;

/// <summary>The model whose hidden states BERTScore compares: an encoder or a decoder of any family, with its tokenizer.</summary>
internal sealed class BertScoreEncoder : IDisposable
{
    private readonly PreTrainedModel model;
    private readonly Tokenizer tokenizer;
    private readonly bool startsWithBlank;
    private readonly long filling;

    /// <exception cref="ModelFileException">A file is missing or damaged.</exception>
    public BertScoreEncoder(string folder)
    {
        var config = PretrainedConfig.FromFile<TextConfig>(Path.Combine(folder, PretrainedConfig.FileName));
        tokenizer = config.LoadTokenizer(folder).WithPadding(null).WithTruncation(new Truncation(config.MaxPositions));
        // Byte-level vocabularies know words with the blank in front of them; the published code puts one there for these families.
        startsWithBlank = config.ModelType is "roberta" or "gpt2";
        filling = config.PadTokenId ?? 0;
        model = config is EncoderConfig ? MaskedLM.from_pretrained(folder) : CausalLM.from_pretrained(folder);
    }

    /// <summary>Tokenises a text, cut to what the model takes.</summary>
    public BertScoreText Tokenize(string text)
    {
        text = text.Trim();
        var encoding = tokenizer.Encode(startsWithBlank && text.Length > 0 ? " " + text : text);
        return new BertScoreText(encoding.Ids, [.. encoding.SpecialTokensMask.Select(special => special == 1)]);
    }

    /// <summary>The states of texts behind a layer, filled up to one length, <c>[texts, longest, hidden]</c>, each of length 1, in double precision.</summary>
    public Tensor States(IReadOnlyList<BertScoreText> texts, int layer)
    {
        using var scope = NewDisposeScope();
        var columns = Math.Max(1, texts.Max(text => text.Ids.Length));
        var (ids, mask) = (new long[texts.Count * columns], new long[texts.Count * columns]);
        Array.Fill(ids, filling);
        foreach (var (row, text) in texts.Index())
            for (var i = 0; i < text.Ids.Length; i++)
                (ids[row * columns + i], mask[row * columns + i]) = (text.Ids[i], 1);
        long[] shape = [texts.Count, columns];
        var states = model switch
        {
            EncoderModel encoder => encoder.hidden_states(tensor(ids, shape), tensor(mask, shape)),
            // No token looks to its right, where the filling is.
            _ => ((CausalLM)model).hidden_states(tensor(ids, shape)),
        };
        return scope.MoveToOuter(nn.functional.normalize(states[layer].to(ScalarType.Float64), dim: -1));
    }

    /// <inheritdoc/>
    public void Dispose() => model.Dispose();
}
