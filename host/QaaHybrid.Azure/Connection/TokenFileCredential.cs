using System.Globalization;
using System.Text.Json;
using Azure.Core;
using Azure.Identity;

namespace QaaHybrid.Azure;

/// <summary>
/// Takes the token from a JSON file, <c>{"access_token": "…", "expires_on": MILLISECONDS SINCE 1970}</c>, as Microsoft's Python client
/// does: for batch systems where nobody can sign in. The file is read again whenever a token is needed, so that another program may renew it.
/// </summary>
/// <param name="path">The file.</param>
/// <param name="clock">Says whether the token has expired.</param>
public sealed class TokenFileCredential(string path, TimeProvider? clock = null) : TokenCredential
{
    private readonly TimeProvider clock = clock ?? TimeProvider.System;

    /// <summary>The token in the file.</summary>
    /// <exception cref="CredentialUnavailableException">The file is absent, malformed, or its token has expired. Never quotes the file.</exception>
    public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken)
    {
        string text;
        try
        {
            text = File.ReadAllText(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CredentialUnavailableException($"{path}: the token file cannot be read", exception);
        }
        return Parse(text);
    }

    /// <inheritdoc cref="GetToken"/>
    public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
        new(GetToken(requestContext, cancellationToken));

    private AccessToken Parse(string text)
    {
        JsonElement root;
        try
        {
            root = JsonDocument.Parse(text).RootElement;
        }
        catch (JsonException)
        {
            throw new CredentialUnavailableException($"{path}: the token file is not JSON");
        }
        if (root.Text("access_token") is not { Length: > 0 } token)
            throw new CredentialUnavailableException($"{path}: the token file has no 'access_token'");
        if (!double.TryParse(root.Text("expires_on"), NumberStyles.Float, CultureInfo.InvariantCulture, out var milliseconds))
            throw new CredentialUnavailableException($"{path}: the token file has no 'expires_on' in milliseconds since 1970");
        var expires = DateTimeOffset.FromUnixTimeMilliseconds((long)milliseconds);
        return expires > clock.GetUtcNow()
            ? new AccessToken(token, expires)
            : throw new CredentialUnavailableException($"{path}: the token expired at {expires:u}; write a new one");
    }
}
