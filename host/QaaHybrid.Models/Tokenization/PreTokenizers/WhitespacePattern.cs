using System.Text.RegularExpressions;

namespace QaaHybrid.Models;

/// <summary>The pattern of <c>Whitespace</c>: words, or runs of other signs.</summary>
internal static partial class WhitespacePattern
{
    /// <summary><c>\w+|[^\w\s]+</c> with Rust's <c>\w</c>.</summary>
    [GeneratedRegex($"[{Characters.Word}]+|[^{Characters.Word}\\s]+", RegexOptions.CultureInvariant)]
    public static partial Regex Words { get; }
}
