using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using Azure.Core;

namespace QaaHybrid.Azure;

/// <summary>
/// Which Azure Quantum workspace, at which host, with which credential. Made from a connection string (<see cref="Parse"/>), from the
/// environment (<see cref="FromEnvironment"/>), or from names by asking Azure Resource Manager (<see cref="FindAsync"/>).
/// </summary>
/// <param name="SubscriptionId">The subscription, a GUID.</param>
/// <param name="ResourceGroup">The resource group.</param>
/// <param name="Workspace">The name of the workspace.</param>
/// <param name="Endpoint">
/// Scheme and host of the workspace's data plane, e.g. <c>https://eastus-v2.quantum.azure.com</c>. Plain http is refused except to loopback.
/// </param>
public sealed partial record WorkspaceConnection(string SubscriptionId, string ResourceGroup, string Workspace, Uri Endpoint)
{
    /// <summary>The workspace's access key; it wins where there is a <see cref="Credential"/> too. Never printed, never serialized.</summary>
    [JsonIgnore]
    public string? ApiKey { get; init; }

    /// <summary>A Microsoft Entra credential, asked for tokens of the scope <c>https://quantum.microsoft.com/.default</c>.</summary>
    [JsonIgnore]
    public TokenCredential? Credential { get; init; }

    /// <summary>The path of the workspace below <see cref="Endpoint"/>, without a trailing slash.</summary>
    internal string Path => string.Join('/', "/subscriptions", Uri.EscapeDataString(SubscriptionId), "resourceGroups",
        Uri.EscapeDataString(ResourceGroup), "providers/Microsoft.Quantum/workspaces", Uri.EscapeDataString(Workspace));

    /// <summary>The workspace, its host and the kind of credential; never the credential.</summary>
    public override string ToString() =>
        $"{Workspace} ({ResourceGroup}, {SubscriptionId}) at {Endpoint.GetLeftPart(UriPartial.Authority)}, "
        + (ApiKey is not null ? "access key" : Credential is not null ? "Entra credential" : "no credential");

    /// <summary>Checks what can be checked before a request is sent.</summary>
    /// <exception cref="ArgumentException">A name is malformed, there is no credential, or the endpoint must not be sent one.</exception>
    internal void Check()
    {
        if (!Guid.TryParse(SubscriptionId, out _))
            throw new ArgumentException($"the subscription id is '{SubscriptionId}'; expected a GUID");
        if (!ResourceGroupName.IsMatch(ResourceGroup))
            throw new ArgumentException($"the resource group is '{ResourceGroup}'; expected 1-90 letters, digits, '-', '_', '.', '(' or ')'");
        if (!WorkspaceName.IsMatch(Workspace))
            throw new ArgumentException($"the workspace is '{Workspace}'; expected 2-54 letters, digits, '-' or '_', a letter first");
        if (!Endpoint.IsAbsoluteUri || !Transport.MayCarryCredentials(Endpoint))
            throw new ArgumentException(
                $"the endpoint is '{Endpoint}'; expected https://REGION.quantum.azure.com (plain http is taken for loopback only, because "
                + "every request carries a credential)");
        if (ApiKey is null && Credential is null)
            throw new ArgumentException("the connection has neither an access key nor a credential; set ApiKey or Credential");
        if (ApiKey is null && Endpoint.Scheme != Uri.UriSchemeHttps)
            throw new ArgumentException($"the endpoint is '{Endpoint}'; a token travels over https only, loopback included; use an access key");
    }

    [GeneratedRegex(@"^[\w\-.()]{1,90}$")]
    private static partial Regex ResourceGroupName { get; }

    [GeneratedRegex(@"^[a-zA-Z][a-zA-Z0-9\-_]{1,53}$")]
    private static partial Regex WorkspaceName { get; }
}
