namespace QaaHybrid.Models;

/// <summary>Finds out which files of a tokenizer lie in a folder, and reads them.</summary>
internal static class TokenizerFolder
{
    private static readonly string[] SentencePieceNames = ["spm.model", "spiece.model", "tokenizer.model", "sentencepiece.model"];

    public static (TokenizerParts Parts, TokenizerFiles Files) Read(string folder)
    {
        var read = new List<(string Name, byte[] Bytes)>();
        byte[]? Take(string name)
        {
            var path = Path.Combine(folder, name);
            if (!File.Exists(path))
                return null;
            read.Add((name, File.ReadAllBytes(path)));
            return read[^1].Bytes;
        }

        JsonFile? Json(string name) => Take(name) is { } bytes ? JsonFile.Parse(Path.Combine(folder, name), bytes) : null;
        var config = TokenizerConfig.Read(Json("tokenizer_config.json"), Json("special_tokens_map.json"));

        if (Take(Tokenizer.FileName) is { } document)
            return (TokenizerReader.Read(Path.Combine(folder, Tokenizer.FileName), document), new TokenizerFiles(read) { Config = config });

        var source = new OlderFolder(folder, config, ModelType(folder), AddedTokens(config, Json("added_tokens.json")));
        foreach (var name in SentencePieceNames)
            if (Take(name) is { } model)
            {
                var family = SentencePieceFamily.Of(source);
                return (SentencePieceReader.Read(Path.Combine(folder, name), model, family), new TokenizerFiles(read) { Config = config.With(family.Roles) });
            }
        if (Take("vocab.json") is { } vocabulary)
        {
            var merges = Take("merges.txt") ?? throw new ModelFileException(Path.Combine(folder, "merges.txt"), "the file is missing; vocab.json needs it beside it");
            return (OlderBpe.Read(source, vocabulary, merges), new TokenizerFiles(read) { Config = OlderBpe.Complete(source) });
        }
        if (Take("vocab.txt") is { } words)
            return (OlderWordPiece.Read(source, words), new TokenizerFiles(read) { Config = OlderWordPiece.Complete(config) });
        throw new ModelFileException(folder, $"the folder holds no tokenizer; looked for {Tokenizer.FileName}, {string.Join(", ", SentencePieceNames)}, vocab.json with merges.txt, vocab.txt");
    }

    private static string? ModelType(string folder)
    {
        var path = Path.Combine(folder, "config.json");
        if (!File.Exists(path))
            return null;
        var type = JsonFile.Parse(path, File.ReadAllBytes(path))["model_type"];
        return type.HasValue ? type.Text() : null;
    }

    /// <summary><c>added_tokens.json</c> says token → id; <c>tokenizer_config.json</c> says more, where it says something.</summary>
    private static List<AddedToken> AddedTokens(TokenizerConfig config, JsonFile? addedTokens)
    {
        var tokens = config.AddedTokens.ToList();
        foreach (var (content, id) in addedTokens?.Properties() ?? [])
            if (!tokens.Exists(token => token.Content == content))
                tokens.Add(new AddedToken(id.Integer(), content, Special: true));
        return tokens;
    }
}
