namespace QaaHybrid.Azure;

public sealed partial record WorkspaceConnection
{
    private static readonly string[] Needed = ["SubscriptionId", "ResourceGroupName", "WorkspaceName", "QuantumEndpoint"];

    private const string Form = "SubscriptionId=…;ResourceGroupName=…;WorkspaceName=…;ApiKey=…;QuantumEndpoint=https://…";

    /// <summary>
    /// Reads the connection string that the Azure portal shows:
    /// <c>SubscriptionId=…;ResourceGroupName=…;WorkspaceName=…;ApiKey=…;QuantumEndpoint=https://…;</c>. Keys in any case and order; keys that
    /// are not known are passed over. <c>TenantId=</c> may stand in place of <c>ApiKey=</c>: then, and where neither is given, the
    /// credential is <see cref="WorkspaceCredentials.Default"/>.
    /// </summary>
    /// <exception cref="FormatException">A part is missing or malformed. The message never holds a value of the string.</exception>
    public static WorkspaceConnection Parse(string connectionString)
    {
        ArgumentNullException.ThrowIfNull(connectionString);
        var parts = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var pieces = connectionString.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        for (var i = 0; i < pieces.Length; i++)
        {
            // The piece itself may be the key: only its place is told.
            if (pieces[i].IndexOf('=', StringComparison.Ordinal) is var equals and > 0)
                parts[pieces[i][..equals].TrimEnd()] = pieces[i][(equals + 1)..].TrimStart();
            else
                throw new FormatException($"connection string: part {i + 1} of {pieces.Length} is not of the form Key=value; expected {Form}");
        }
        var missing = Needed.Where(key => string.IsNullOrEmpty(parts.GetValueOrDefault(key))).ToArray();
        if (missing.Length > 0)
            throw new FormatException(
                $"connection string: {string.Join(", ", missing)} missing; found {(parts.Count == 0 ? "nothing" : $"the keys {string.Join(", ", parts.Keys)}")}; "
                + "copy the whole string from the workspace's page 'Access keys' in the Azure portal");
        if (!Uri.TryCreate(parts["QuantumEndpoint"].TrimEnd('/'), UriKind.Absolute, out var endpoint))
            throw new FormatException("connection string: QuantumEndpoint is not an address; expected https://REGION.quantum.azure.com/");

        var key = parts.GetValueOrDefault("ApiKey");
        var connection = new WorkspaceConnection(parts["SubscriptionId"], parts["ResourceGroupName"], parts["WorkspaceName"], endpoint)
        {
            ApiKey = string.IsNullOrEmpty(key) ? null : key,
            Credential = string.IsNullOrEmpty(key) ? WorkspaceCredentials.Default(parts.GetValueOrDefault("TenantId")) : null,
        };
        try
        {
            connection.Check();
        }
        catch (ArgumentException exception)
        {
            throw new FormatException("connection string: " + exception.Message, exception);
        }
        return connection;
    }
}
