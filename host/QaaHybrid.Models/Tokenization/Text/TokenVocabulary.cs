namespace QaaHybrid.Models;

/// <summary>Tokens and their ids, those of the model and the added ones.</summary>
internal sealed class TokenVocabulary
{
    private readonly Dictionary<string, int> ids;
    private readonly Dictionary<int, string> tokens = [];
    private readonly Dictionary<int, AddedToken> added = [];
    private readonly Dictionary<string, int> addedIds = new(StringComparer.Ordinal);

    /// <param name="ids">Token of the model → id.</param>
    /// <param name="added">Added tokens; their ids and contents go before the model's.</param>
    public TokenVocabulary(Dictionary<string, int> ids, IReadOnlyList<AddedToken> added)
    {
        this.ids = ids;
        Added = added;
        foreach (var (token, id) in ids)
            tokens.TryAdd(id, token);
        foreach (var token in added)
        {
            this.added[token.Id] = token;
            addedIds.TryAdd(token.Content, token.Id);
        }
        Size = 1 + tokens.Keys.Concat(this.added.Keys).DefaultIfEmpty(-1).Max();
    }

    /// <summary>One more than the highest id.</summary>
    public int Size { get; }

    /// <summary>Added tokens.</summary>
    public IReadOnlyList<AddedToken> Added { get; }

    /// <summary>The id of a token, or null.</summary>
    public int? IdOf(string token) => addedIds.TryGetValue(token, out var id) || ids.TryGetValue(token, out id) ? id : null;

    /// <summary>The token of an id, or null.</summary>
    public string? TokenOf(int id) => added.TryGetValue(id, out var token) ? token.Content : tokens.GetValueOrDefault(id);

    /// <summary>The added token of an id, or null.</summary>
    public AddedToken? AddedOf(int id) => added.GetValueOrDefault(id);
}
