using Azure.Core;
using Azure.Core.Pipeline;

namespace QaaHybrid.Azure;

/// <summary>
/// An Azure Quantum workspace: submits jobs, finds, waits for, cancels and deletes them, reads their results, opens sessions, and tells
/// what targets and quotas there are. Safe for several threads at a time. It speaks the protocol as it was recorded from the service in
/// October and November 2025 and as it is specified in version 2026-01-15-preview.
/// </summary>
/// <remarks>
/// Every method throws <see cref="QuantumServiceException"/> where the service, its storage or the connection refuses or fails, after
/// the repetitions that <see cref="WorkspaceOptions"/> sets, and <see cref="OperationCanceledException"/> where it is cancelled.
/// The credential goes to the workspace's own host only; storage is shown the signed addresses that the service gives and nothing else.
/// </remarks>
public sealed partial class QuantumWorkspace
{
    private const string TokenScope = "https://quantum.microsoft.com/.default";

    private readonly WorkspaceOptions options;
    private readonly ServiceClient service;
    private readonly BlobStore store;

    /// <summary>Makes the client; nothing is sent yet.</summary>
    /// <param name="connection">Which workspace, and with which credential.</param>
    /// <param name="options">How it is spoken to; the defaults where null.</param>
    /// <exception cref="ArgumentException">The connection is incomplete, or would send a credential over plain http.</exception>
    public QuantumWorkspace(WorkspaceConnection connection, WorkspaceOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(connection);
        connection.Check();
        Connection = connection;
        this.options = options ?? new WorkspaceOptions();
        HttpPipelinePolicy authentication = connection.ApiKey is { } key
            ? new ApiKeyPolicy(key)
            : new BearerTokenAuthenticationPolicy(connection.Credential!, TokenScope);
        service = new ServiceClient(connection.Endpoint, connection.Path, this.options.ApiVersion, this.options, authentication);
        store = new BlobStore(this.options);
    }

    /// <summary>The workspace that is spoken to.</summary>
    public WorkspaceConnection Connection { get; }

    /// <summary>The workspace without its credential.</summary>
    public override string ToString() => Connection.ToString();
}
