using System.Globalization;
using System.Net;

namespace QaaHybrid.AzureEmulator;

/// <summary>
/// Addresses in storage with shared access signatures, in exactly the shapes that the service's answers have (order of parameters, escapes).
/// The one difference: <c>spr=https,http</c> in place of <c>https</c>, because the emulator speaks plain http on loopback.
/// </summary>
/// <param name="storage">Address of the account, without a slash at the end.</param>
/// <param name="lifetime">How long a signature is valid.</param>
internal sealed class SignedAddresses(string storage, TimeSpan lifetime)
{
    private const string Version = "2023-01-03";

    // Clocks differ.
    private static readonly TimeSpan Early = TimeSpan.FromMinutes(5);

    /// <summary>A container or blob without signature.</summary>
    public string Plain(string path) => $"{storage}/{path}";

    /// <summary>A container with the signature that a client uploads with: <c>sv, ss=b, srt=co, spr, st, se, sp=rwlac, sig</c>.</summary>
    public string Account(string container, bool expired = false)
    {
        var (start, end) = Times(expired);
        return Signed(
            container,
            [("sv", Version), ("ss", "b"), ("srt", "co"), ("spr", "https,http"), ("st", start), ("se", end), ("sp", "rwlac")],
            SignatureText.OfAccount);
    }

    /// <summary>A container as an answer names it: <c>sv, st, se, sr=c, sp=rl, sig</c>.</summary>
    public string Container(string container, bool expired = false)
    {
        var (start, end) = Times(expired);
        return Signed(
            container, [("sv", Version), ("st", start), ("se", end), ("sr", "c"), ("sp", "rl")], field => SignatureText.OfService(container, field));
    }

    /// <summary>A blob: <c>sv, st, se, sr=b, sp, rscd, sig</c>.</summary>
    /// <param name="container">Its container.</param>
    /// <param name="blob">Its name.</param>
    /// <param name="permissions">E.g. <c>r</c>.</param>
    /// <param name="fileName">The name that a browser would save it under; null leaves <c>rscd</c> out.</param>
    /// <param name="expired">Whether the signature has expired already.</param>
    public string Blob(string container, string blob, string permissions, string? fileName = null, bool expired = false)
    {
        var (start, end) = Times(expired);
        List<(string, string)> fields = [("sv", Version), ("st", start), ("se", end), ("sr", "b"), ("sp", permissions)];
        if (fileName is not null)
            fields.Add(("rscd", $"attachment; filename={WebUtility.UrlEncode(fileName)}"));
        return Signed($"{container}/{blob}", fields, field => SignatureText.OfService($"{container}/{blob}", field));
    }

    private string Signed(string path, List<(string Name, string Value)> fields, Func<Func<string, string>, string> sign)
    {
        fields.Add(("sig", sign(name => fields.Find(field => field.Name == name).Value ?? "")));
        // As recorded: a blank is a plus, a plus is %2B.
        return $"{storage}/{path}?{string.Join('&', fields.Select(field => $"{field.Name}={(field.Name == "spr" ? field.Value : WebUtility.UrlEncode(field.Value))}"))}";
    }

    private (string Start, string End) Times(bool expired)
    {
        var now = DateTimeOffset.UtcNow;
        var end = expired ? now - TimeSpan.FromMinutes(1) : now + lifetime;
        return (Text(end - lifetime - Early), Text(end));
    }

    private static string Text(DateTimeOffset time) => time.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
