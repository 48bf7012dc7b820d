using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace QaaHybrid.AzureEmulator;

/// <summary>Checks a shared access signature, with the answers that Azurite gives (for an expired or tampered one, real storage says AuthenticationFailed).</summary>
internal static class SignatureCheck
{
    /// <summary>The refusal, or null where the request is allowed.</summary>
    /// <param name="request">The request.</param>
    /// <param name="container">The container it is about.</param>
    /// <param name="blob">The blob, or null where it is about the container itself.</param>
    /// <param name="permissions">Any one of these letters suffices.</param>
    public static Answer? Refusal(HttpRequest request, string container, string? blob, string permissions)
    {
        var fields = Fields(request);
        string Field(string name) => fields.GetValueOrDefault(name, "");
        if (Field("sig") is not { Length: > 0 } signature)
            return Refused("AuthorizationFailure", "the address has no signature");
        var isAccount = Field("ss").Length > 0;
        var expected = isAccount ? SignatureText.OfAccount(Field)
            : SignatureText.OfService(Field("sr") == "c" ? container : $"{container}/{blob}", Field);
        if (!CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(expected), Encoding.UTF8.GetBytes(signature)))
            return Refused("AuthorizationFailure", "the signature does not fit the address");
        if (!isAccount && Field("sr") == "b" && blob is null)
            return Refused("AuthorizationPermissionMismatch", "the signature is for a blob");
        if (Field("spr") is { Length: > 0 } protocols && !protocols.Split(',').Contains(request.Scheme))
            return Refused("AuthorizationProtocolMismatch", $"the signature is for {protocols}");
        var now = DateTimeOffset.UtcNow;
        if (!Time(Field("se"), out var end) || now >= end || (Field("st").Length > 0 && (!Time(Field("st"), out var start) || now < start)))
            return Refused("AuthorizationFailure", "the signature has expired, or is not valid yet");
        return Field("sp").AsSpan().IndexOfAny(permissions) >= 0 ? null : Refused("AuthorizationPermissionMismatch", "the signature does not permit this");
    }

    // Of the query as it was sent: what the client did to it is what is checked.
    private static Dictionary<string, string> Fields(HttpRequest request)
    {
        var target = request.HttpContext.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var query = target.IndexOf('?', StringComparison.Ordinal) is >= 0 and var mark ? target[(mark + 1)..] : "";
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var field in query.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = field.IndexOf('=', StringComparison.Ordinal);
            fields[equals < 0 ? field : field[..equals]] = equals < 0 ? "" : WebUtility.UrlDecode(field[(equals + 1)..]);
        }
        return fields;
    }

    private static bool Time(string text, out DateTimeOffset time) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out time);

    private static Answer Refused(string code, string message) => Answer.StorageError(403, code, $"The built-in storage refuses this request: {message}.");
}
