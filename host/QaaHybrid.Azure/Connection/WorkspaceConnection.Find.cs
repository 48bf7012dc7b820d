using Azure.Core;
using Azure.Core.Pipeline;

namespace QaaHybrid.Azure;

public sealed partial record WorkspaceConnection
{
    private const string ManagementHost = "https://management.azure.com", ManagementVersion = "2025-12-15-preview";

    /// <summary>
    /// Finds a workspace by its names: asks Azure Resource Manager, which alone knows the host (it differs between V1 and V2 workspaces).
    /// </summary>
    /// <param name="subscriptionId">The subscription, a GUID.</param>
    /// <param name="resourceGroup">The resource group.</param>
    /// <param name="workspace">The name of the workspace.</param>
    /// <param name="credential">Who asks, and later submits; <see cref="WorkspaceCredentials.Default"/> where null.</param>
    /// <param name="options">How it is asked.</param>
    /// <param name="cancellationToken">Ends the question.</param>
    /// <exception cref="QuantumServiceException">
    /// The workspace is not known or not visible, or the host in the answer is none of <c>quantum.azure.com</c>: a credential is not sent
    /// to a host that an answer names.
    /// </exception>
    public static async Task<WorkspaceConnection> FindAsync(string subscriptionId, string resourceGroup, string workspace,
        TokenCredential? credential = null, WorkspaceOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new WorkspaceOptions();
        credential ??= WorkspaceCredentials.Default();
        var atManagement = new WorkspaceConnection(subscriptionId, resourceGroup, workspace, new Uri(ManagementHost)) { Credential = credential };
        atManagement.Check();
        var client = new ServiceClient(
            atManagement.Endpoint, atManagement.Path, ManagementVersion, options,
            new BearerTokenAuthenticationPolicy(credential, ManagementHost + "/.default"));
        var answer = await client.SendAsync(new ServiceCall(RequestMethod.Get, "", $"find workspace {workspace}"), cancellationToken)
            .ConfigureAwait(false);

        var named = answer.Json.Property("properties").Text("endpointUri")
            ?? throw answer.Malformed("there is no properties.endpointUri");
        if (!Uri.TryCreate(named, UriKind.Absolute, out var endpoint) || endpoint.Scheme != Uri.UriSchemeHttps
            || !endpoint.Host.EndsWith(".quantum.azure.com", StringComparison.OrdinalIgnoreCase))
            throw answer.Malformed($"properties.endpointUri is '{named}', which is no https host of quantum.azure.com");
        return atManagement with { Endpoint = new Uri("https://" + WithoutWorkspace(endpoint.Host, workspace)) };
    }

    // V1 workspaces may be named WORKSPACE.REGION.quantum.azure.com there, and are served at REGION.quantum.azure.com, which the
    // links in the service's answers name too.
    private static string WithoutWorkspace(string host, string workspace) =>
        host.StartsWith(workspace + ".", StringComparison.OrdinalIgnoreCase) && host.Split('.').Length > 4 ? host[(workspace.Length + 1)..] : host;
}
