using Azure.Core;
using Azure.Identity;

namespace QaaHybrid.Azure;

/// <summary>Entra credentials for workspaces.</summary>
public static class WorkspaceCredentials
{
    /// <summary>
    /// The token file that <c>AZURE_QUANTUM_TOKEN_FILE</c> names, where it does, then Azure.Identity's <see cref="DefaultAzureCredential"/>:
    /// environment, workload and managed identity, the Azure command line and developer tools. Nothing is asked before the first request.
    /// </summary>
    /// <param name="tenantId">The Entra tenant; null leaves it to the environment.</param>
    /// <param name="variable">Reads a variable; the process's environment where null.</param>
    public static TokenCredential Default(string? tenantId = null, Func<string, string?>? variable = null)
    {
        var options = new DefaultAzureCredentialOptions();
        if (!string.IsNullOrEmpty(tenantId))
            options.TenantId = tenantId;
        var identity = new DefaultAzureCredential(options);
        return (variable ?? Environment.GetEnvironmentVariable)("AZURE_QUANTUM_TOKEN_FILE") is { Length: > 0 } file
            ? new ChainedTokenCredential(new TokenFileCredential(file), identity)
            : identity;
    }
}
