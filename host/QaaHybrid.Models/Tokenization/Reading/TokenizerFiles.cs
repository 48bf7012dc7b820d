namespace QaaHybrid.Models;

/// <summary>The files that a tokenizer was read from, so that it can be written again.</summary>
/// <param name="Content">Names and bytes.</param>
internal sealed record TokenizerFiles(IReadOnlyList<(string Name, byte[] Bytes)> Content)
{
    /// <summary>What <c>tokenizer_config.json</c> and <c>special_tokens_map.json</c> say.</summary>
    public TokenizerConfig Config { get; init; } = TokenizerConfig.Empty;
}
