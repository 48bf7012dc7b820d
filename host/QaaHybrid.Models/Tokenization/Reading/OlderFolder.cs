namespace QaaHybrid.Models;

/// <summary>A folder without <c>tokenizer.json</c>, and what its small files say.</summary>
/// <param name="Folder">Its path.</param>
/// <param name="Config">The tokenizer's settings.</param>
/// <param name="ModelType"><c>model_type</c> of <c>config.json</c>, or null.</param>
/// <param name="Added">Added tokens that a file names.</param>
internal sealed record OlderFolder(string Folder, TokenizerConfig Config, string? ModelType, IReadOnlyList<AddedToken> Added)
{
    /// <summary>A setting, or what holds without it.</summary>
    public bool Flag(string key, bool otherwise) => Config.Flags.TryGetValue(key, out var value) ? value : otherwise;

    /// <summary>A special token by its role, or what holds where no file names one.</summary>
    public string Special(string role, string otherwise) => Config.SpecialTokens.TryGetValue(role, out var token) ? token : otherwise;

    /// <summary>The kind of tokenizer: its class without <c>Tokenizer</c> and <c>Fast</c>, else the type of the model; small letters.</summary>
    public string? Kind
    {
        get
        {
            var name = Config.TokenizerClass?.Replace("Fast", "", StringComparison.Ordinal).Replace("Tokenizer", "", StringComparison.Ordinal);
            // The class of all that have no class of their own.
            return (name is null or "PreTrained" ? ModelType : name)?.Replace("-", "", StringComparison.Ordinal).Replace("_", "", StringComparison.Ordinal).ToLowerInvariant();
        }
    }

    /// <summary>Added tokens of the files, and special tokens of the vocabulary that the files do not list.</summary>
    public List<AddedToken> AllAdded(Dictionary<string, int> vocabulary, IEnumerable<string> specials)
    {
        var added = Added.ToList();
        foreach (var special in specials.Concat(Config.SpecialTokens.Values).Distinct(StringComparer.Ordinal))
            if (!added.Exists(token => token.Content == special) && vocabulary.TryGetValue(special, out var id))
                added.Add(new AddedToken(id, special, Special: true));
        return added;
    }

    /// <summary>The id of a token that a template needs.</summary>
    public int Need(List<AddedToken> added, string token) => added.Find(one => one.Content == token)?.Id
        ?? throw new ModelFileException(Folder, $"the special token '{token}' is in neither the vocabulary nor the added tokens; name another one in tokenizer_config.json");
}
