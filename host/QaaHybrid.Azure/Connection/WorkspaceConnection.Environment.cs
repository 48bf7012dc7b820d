using Azure.Core;

namespace QaaHybrid.Azure;

public sealed partial record WorkspaceConnection
{
    /// <summary>The variable of the environment that holds a connection string.</summary>
    public const string ConnectionStringVariable = "AZURE_QUANTUM_CONNECTION_STRING";

    /// <summary>
    /// The connection that the environment describes, by the variables that Microsoft's clients read: <c>AZURE_QUANTUM_CONNECTION_STRING</c>,
    /// or <c>AZURE_QUANTUM_SUBSCRIPTION_ID</c> (<c>SUBSCRIPTION_ID</c>), <c>AZURE_QUANTUM_WORKSPACE_RG</c> (<c>RESOURCE_GROUP</c>),
    /// <c>AZURE_QUANTUM_WORKSPACE_NAME</c> and <c>AZURE_QUANTUM_WORKSPACE_LOCATION</c> (<c>LOCATION</c>) with an Entra credential.
    /// The location names the host, <c>https://LOCATION.quantum.azure.com</c>; of a V2 workspace it is <c>REGION-v2</c>. Without a
    /// location use <see cref="FromEnvironmentAsync"/>, which asks Azure Resource Manager for the host.
    /// </summary>
    /// <param name="variable">Reads a variable; the process's environment where null.</param>
    /// <param name="credential">Stands in for <see cref="WorkspaceCredentials.Default"/> where no connection string is set.</param>
    /// <returns>null where the environment names no workspace.</returns>
    /// <exception cref="FormatException">The variables are incomplete or malformed.</exception>
    public static WorkspaceConnection? FromEnvironment(Func<string, string?>? variable = null, TokenCredential? credential = null)
    {
        variable ??= Environment.GetEnvironmentVariable;
        if (Read(variable, ConnectionStringVariable) is { } text)
            return Parse(text);
        if (Names(variable) is not { } names)
            return null;
        var location = Read(variable, "AZURE_QUANTUM_WORKSPACE_LOCATION", "LOCATION") ?? throw new FormatException(
            "environment: AZURE_QUANTUM_WORKSPACE_LOCATION is not set; set it, or AZURE_QUANTUM_CONNECTION_STRING");
        if (!location.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or ' '))
            throw new FormatException($"environment: AZURE_QUANTUM_WORKSPACE_LOCATION is '{location}'; expected a region such as eastus");
#pragma warning disable CA1308 // Host names are written in lower case.
        var host = location.Replace(" ", "", StringComparison.Ordinal).ToLowerInvariant();
#pragma warning restore CA1308
        return new WorkspaceConnection(names.Subscription, names.Group, names.Workspace, new Uri($"https://{host}.quantum.azure.com"))
        {
            Credential = credential ?? WorkspaceCredentials.Default(),
        };
    }

    /// <summary>As <see cref="FromEnvironment"/>; where no location is set the host comes from <see cref="FindAsync"/>.</summary>
    /// <param name="variable">Reads a variable; the process's environment where null.</param>
    /// <param name="credential">Stands in for <see cref="WorkspaceCredentials.Default"/> where no connection string is set.</param>
    /// <param name="options">How Azure Resource Manager is asked.</param>
    /// <param name="cancellationToken">Ends the question.</param>
    /// <returns>null where the environment names no workspace.</returns>
    /// <exception cref="FormatException">The variables are incomplete or malformed.</exception>
    /// <exception cref="QuantumServiceException">Azure Resource Manager refused, or does not know the workspace.</exception>
    public static async Task<WorkspaceConnection?> FromEnvironmentAsync(Func<string, string?>? variable = null,
        TokenCredential? credential = null, WorkspaceOptions? options = null, CancellationToken cancellationToken = default)
    {
        variable ??= Environment.GetEnvironmentVariable;
        if (Read(variable, ConnectionStringVariable) is null
            && Read(variable, "AZURE_QUANTUM_WORKSPACE_LOCATION", "LOCATION") is null
            && Names(variable) is { } names)
            return await FindAsync(names.Subscription, names.Group, names.Workspace, credential, options, cancellationToken)
                .ConfigureAwait(false);
        return FromEnvironment(variable, credential);
    }

    private static (string Subscription, string Group, string Workspace)? Names(Func<string, string?> variable)
    {
        if (Read(variable, "AZURE_QUANTUM_WORKSPACE_NAME") is not { } workspace)
            return null;
        if (Read(variable, "AZURE_QUANTUM_ENV") is { } cloud && !cloud.Equals("PRODUCTION", StringComparison.OrdinalIgnoreCase))
            throw new FormatException($"environment: AZURE_QUANTUM_ENV is '{cloud}'; only PRODUCTION has known hosts; use a connection string");
        return (Read(variable, "AZURE_QUANTUM_SUBSCRIPTION_ID", "SUBSCRIPTION_ID") ?? throw Unset("AZURE_QUANTUM_SUBSCRIPTION_ID"),
            Read(variable, "AZURE_QUANTUM_WORKSPACE_RG", "RESOURCE_GROUP") ?? throw Unset("AZURE_QUANTUM_WORKSPACE_RG"), workspace);

        static FormatException Unset(string name) => new(
            $"environment: AZURE_QUANTUM_WORKSPACE_NAME is set, {name} is not; set it, or AZURE_QUANTUM_CONNECTION_STRING");
    }

    private static string? Read(Func<string, string?> variable, params string[] names) =>
        names.Select(variable).FirstOrDefault(value => !string.IsNullOrWhiteSpace(value))?.Trim();
}
