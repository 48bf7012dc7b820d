namespace QaaHybrid.AzureEmulator;

/// <summary>The emulator's one workspace.</summary>
internal static class WorkspaceName
{
    public const string Subscription = "00000000-0000-0000-0000-000000000000";
    public const string ResourceGroup = "emulator";
    public const string Workspace = "emulator";

    public const string Path = $"/subscriptions/{Subscription}/resourceGroups/{ResourceGroup}/providers/Microsoft.Quantum/workspaces/{Workspace}";

    public static string ConnectionString(Uri endpoint, string apiKey) =>
        $"SubscriptionId={Subscription};ResourceGroupName={ResourceGroup};WorkspaceName={Workspace};ApiKey={apiKey};QuantumEndpoint={endpoint}";

    /// <summary>Address of <c>/emulator/state</c> at the emulator of a connection string.</summary>
    public static Uri StateCall(string connectionString) =>
        new(new Uri(connectionString[(connectionString.IndexOf("QuantumEndpoint=", StringComparison.Ordinal) + "QuantumEndpoint=".Length)..]), "emulator/state");
}
