using System.Text.Json;

namespace QaaHybrid.Models;

/// <summary>The configuration of a model that reads text.</summary>
public abstract record TextConfig : PretrainedConfig
{
    private protected TextConfig(string architecture, string modelType) : base(architecture, modelType)
    {
    }

    /// <summary>Number of rows of the token embedding.</summary>
    public required int VocabSize { get; init; }

    /// <summary>Longest sequence that the model was trained on, in tokens.</summary>
    public int MaxPositionEmbeddings { get; init; } = 2048;

    /// <summary>Longest sequence that it takes; above <see cref="MaxPositionEmbeddings"/> where positions are stretched beyond it.</summary>
    public virtual int MaxPositions => MaxPositionEmbeddings;

    /// <summary>Whether the head shares the weight of the token embedding.</summary>
    public bool TieWordEmbeddings { get; init; }

    /// <summary>Id that starts a text, or null.</summary>
    public int? BosTokenId { get; init; }

    /// <summary>Ids that end a text; generation stops at each of them.</summary>
    public IReadOnlyList<int> EosTokenIds { get; init; } = [];

    /// <summary>Id that fills short sequences of a batch, or null.</summary>
    public int? PadTokenId { get; init; }

    /// <inheritdoc/>
    public override IEnumerable<string> Problems()
    {
        foreach (var problem in base.Problems())
            yield return problem;
        foreach (var (key, value) in ((string, int)[])[("vocab_size", VocabSize), ("max_position_embeddings", MaxPositionEmbeddings)])
            if (value < 1)
                yield return $"{key} is {value}, expected at least 1";
        foreach (var id in EosTokenIds.Concat([.. BosTokenId is { } bos ? [bos] : (int[])[], .. PadTokenId is { } pad ? [pad] : (int[])[]]))
            if (id < 0 || id >= VocabSize)
                yield return $"the token id {id} is outside the vocabulary of {VocabSize}";
    }

    /// <summary>Reads the tokenizer of the model's folder and checks that the model has an embedding for each of its tokens; it may have more.</summary>
    /// <param name="folder">Holds <c>tokenizer.json</c>, or older files; see <see cref="Tokenizer.FromFolder"/>.</param>
    /// <exception cref="ModelFileException">The file is missing or damaged, or has ids that the model does not know.</exception>
    public Tokenizer LoadTokenizer(string folder)
    {
        var tokenizer = Tokenizer.FromFolder(folder);
        var path = Path.Combine(folder, Tokenizer.FileName);
        if (tokenizer.VocabularySize > VocabSize)
            throw new ModelFileException(File.Exists(path) ? path : folder, $"it has tokens up to the id {tokenizer.VocabularySize - 1} ('{tokenizer.IdToToken(tokenizer.VocabularySize - 1)}'), "
                + $"but the model's vocab_size in {FileName} is {VocabSize}: this tokenizer belongs to another model");
        return tokenizer;
    }

    /// <inheritdoc/>
    private protected override PretrainedConfig WithShared(JsonFile json) => (TextConfig)base.WithShared(json) with
    {
        TieWordEmbeddings = json.Flag("tie_word_embeddings", TieWordEmbeddings),
        BosTokenId = ReadIds(json["bos_token_id"]) is [var bos, ..] ? bos : null,
        EosTokenIds = ReadIds(json["eos_token_id"]),
        PadTokenId = ReadIds(json["pad_token_id"]) is [var pad, ..] ? pad : null,
    };

    /// <inheritdoc/>
    private protected override void WriteShared(Utf8JsonWriter json)
    {
        json.WriteBoolean("tie_word_embeddings", TieWordEmbeddings);
        WriteIds("bos_token_id", BosTokenId is { } bos ? [bos] : []);
        WriteIds("eos_token_id", EosTokenIds);
        if (PadTokenId is { } pad)
            json.WriteNumber("pad_token_id", pad);
        base.WriteShared(json);

        void WriteIds(string key, IReadOnlyList<int> ids)
        {
            if (ids.Count == 0)
                json.WriteNull(key);
            else if (ids.Count == 1)
                json.WriteNumber(key, ids[0]);
            else
            {
                json.WriteStartArray(key);
                foreach (var id in ids)
                    json.WriteNumberValue(id);
                json.WriteEndArray();
            }
        }
    }

    /// <summary>One id or several, or nothing. Some older files write −1 for none.</summary>
    private static int[] ReadIds(JsonFile value) =>
        !value.HasValue ? []
        : [.. (value.Element.ValueKind == JsonValueKind.Array ? value.Items() : [value]).Select(id => id.Integer(-1)).Where(id => id >= 0)];
}
