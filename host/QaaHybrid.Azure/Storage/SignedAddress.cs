using System.Globalization;
using System.Text.RegularExpressions;

namespace QaaHybrid.Azure;

/// <summary>
/// The address of a container or blob, mostly with a shared access signature (SAS) in its query. The text is kept as the service wrote it:
/// the signature covers decoded values, and decoding <c>%2B</c> or <c>+</c> once too often ruins it. Never printed with its query.
/// </summary>
internal sealed partial class SignedAddress
{
    private readonly string path, query;

    private SignedAddress(string path, string query) => (this.path, this.query) = (path, query);

    /// <summary>The whole address, signature included.</summary>
    public string Text => query.Length == 0 ? path : $"{path}?{query}";

    /// <summary>The address without its query: what may be shown, and what a job's <c>inputDataUri</c> is.</summary>
    public string Unsigned => path;

    /// <summary>The last part of the path: of a container its name, of a blob that of the blob.</summary>
    public string Name => path[(path.LastIndexOf('/') + 1)..];

    public bool IsSigned => query.Split('&').Any(part => part.StartsWith("sig=", StringComparison.Ordinal));

    /// <summary>When the signature expires (<c>se</c>); null where it does not say.</summary>
    public DateTimeOffset? Expires => Expiry.Match(query) is { Success: true } match && DateTimeOffset.TryParse(
        Uri.UnescapeDataString(match.Groups[1].Value), CultureInfo.InvariantCulture,
        DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time) ? time : null;

    /// <summary>null where the text is no absolute http or https address.</summary>
    public static SignedAddress? TryParse(string? text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
            return null;
        var parts = text.Trim().Split('?', 2);
        return new SignedAddress(parts[0].TrimEnd('/'), parts.Length > 1 ? parts[1] : "");
    }

    /// <summary>A blob in this container, under the container's signature.</summary>
    public SignedAddress Blob(string name) => new($"{path}/{Uri.EscapeDataString(name)}", query);

    /// <summary>The request address of the container itself.</summary>
    public SignedAddress AsContainerRequest() => new(path, query.Length == 0 ? "restype=container" : $"restype=container&{query}");

    /// <summary>The container that this blob lies in: its name, and the blob's name in it. The service names no blob with a slash.</summary>
    public (string Container, string Blob)? AsBlob() =>
        new Uri(path).AbsolutePath.Split('/', StringSplitOptions.RemoveEmptyEntries) is [.., var container, var blob]
            ? (Uri.UnescapeDataString(container), Uri.UnescapeDataString(blob)) : null;

    public override string ToString() => Unsigned;

    [GeneratedRegex("(?:^|&)se=([^&]*)")]
    private static partial Regex Expiry { get; }
}
