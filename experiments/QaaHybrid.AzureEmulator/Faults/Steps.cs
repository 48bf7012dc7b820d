using Microsoft.AspNetCore.Http;

namespace QaaHybrid.AzureEmulator;

/// <summary>
/// The steps of a conversation with the workspace and its storage, by the names under which calls are counted
/// (<see cref="EmulatorState.Calls"/>) and faults are placed (<see cref="Fault.Step"/>).
/// </summary>
public static class Steps
{
    /// <summary><c>POST storage/sasUri</c>.</summary>
    public const string SasUri = "storage.sasUri";

    /// <summary><c>PUT CONTAINER?restype=container</c>.</summary>
    public const string ContainerCreate = "container.create";

    /// <summary><c>GET CONTAINER?restype=container</c>.</summary>
    public const string ContainerGet = "container.get";

    /// <summary><c>PUT CONTAINER/BLOB</c>.</summary>
    public const string BlobUpload = "blob.upload";

    /// <summary><c>GET CONTAINER/BLOB</c>, also <c>HEAD</c>.</summary>
    public const string BlobDownload = "blob.download";

    /// <summary>Any other request to storage.</summary>
    public const string StorageOther = "storage.other";

    /// <summary><c>PUT jobs/ID</c>: the submission.</summary>
    public const string JobPut = "job.put";

    /// <summary><c>GET jobs/ID</c>.</summary>
    public const string JobGet = "job.get";

    /// <summary><c>GET jobs</c>, <c>GET sessions/ID/jobs</c> and <c>GET topLevelItems</c>.</summary>
    public const string JobList = "job.list";

    /// <summary><c>POST jobs/ID:cancel</c>, and <c>DELETE jobs/ID</c> where it still means that.</summary>
    public const string JobCancel = "job.cancel";

    /// <summary><c>DELETE jobs/ID</c> from 2025-12-01-preview on.</summary>
    public const string JobDelete = "job.delete";

    /// <summary><c>PATCH jobUpdateOptions/ID</c>.</summary>
    public const string JobUpdate = "job.update";

    /// <summary><c>PUT sessions/ID</c>.</summary>
    public const string SessionPut = "session.put";

    /// <summary><c>GET sessions</c> and <c>GET sessions/ID</c>.</summary>
    public const string SessionGet = "session.get";

    /// <summary><c>POST sessions/ID:close</c>.</summary>
    public const string SessionClose = "session.close";

    /// <summary><c>GET providerStatus</c>.</summary>
    public const string ProviderStatus = "provider.status";

    /// <summary><c>GET quotas</c>.</summary>
    public const string Quotas = "quotas";

    /// <summary>No request: the execution of a job by the emulator.</summary>
    public const string JobRun = "job.run";

    /// <summary>Every step that is a request.</summary>
    public static IReadOnlyList<string> Requests { get; } =
    [
        SasUri, ContainerCreate, ContainerGet, BlobUpload, BlobDownload, StorageOther, JobPut, JobGet, JobList, JobCancel, JobDelete, JobUpdate,
        SessionPut, SessionGet, SessionClose, ProviderStatus, Quotas,
    ];

    /// <summary>Which step a request to storage is.</summary>
    /// <param name="request">The path's first segment is the account, the second the container, the rest the blob.</param>
    internal static string OfStorage(HttpRequest request)
    {
        var isBlob = request.Path.Value!.Trim('/').Count(letter => letter == '/') >= 2;
        var method = request.Method;
        return isBlob
            ? HttpMethods.IsPut(method) ? BlobUpload : HttpMethods.IsGet(method) || HttpMethods.IsHead(method) ? BlobDownload : StorageOther
            : HttpMethods.IsPut(method) ? ContainerCreate : HttpMethods.IsGet(method) || HttpMethods.IsHead(method) ? ContainerGet : StorageOther;
    }
}
