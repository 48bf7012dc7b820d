using QaaHybrid.Azure;
using QaaHybrid.AzureEmulator;

namespace QaaHybrid.Benchmarks;

/// <summary>Every step of a job × everything that can go wrong there: whether it is repeated, reported, and what the journal says of it.</summary>
public static class FaultTable
{
    private static readonly FaultKind[] OfRequests =
    [
        FaultKind.Unauthorized, FaultKind.Forbidden, FaultKind.Conflict, FaultKind.TooManyRequests, FaultKind.InternalError, FaultKind.Unavailable,
        FaultKind.CutBefore, FaultKind.CutAfter, FaultKind.CutDuring,
    ];

    // The newest version makes the container with its address; before it, the client did.
    private const string VersionWithContainers = "2025-12-01-preview";

    private static readonly (string Step, FaultKind[] Kinds)[] Cells =
    [
        (Steps.SasUri, [.. OfRequests, FaultKind.ExpiredSas]),
        (Steps.ContainerCreate, OfRequests),
        (Steps.BlobUpload, OfRequests),
        (Steps.JobPut, OfRequests),
        (Steps.JobGet, [.. OfRequests, FaultKind.ExpiredSas]),
        (Steps.BlobDownload, OfRequests),
        (Steps.JobRun, [FaultKind.Fail, FaultKind.Cancel, FaultKind.Hang]),
    ];

    /// <summary>Makes the table.</summary>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task<IReadOnlyList<FaultRow>> RunAsync(CancellationToken cancellationToken = default)
    {
        await using var service = await AzureEmulatorServer.StartAsync(new AzureEmulatorOptions { Storage = StorageKind.BuiltIn }, cancellationToken).ConfigureAwait(false);
        var folder = Directory.CreateTempSubdirectory("qaahybrid-faults-");
        try
        {
            var rows = new List<FaultRow>();
            foreach (var (step, kinds) in Cells)
                foreach (var kind in kinds)
                {
                    var options = step == Steps.ContainerCreate ? JobBatch.Patience with { ApiVersion = VersionWithContainers } : JobBatch.Patience;
                    var workspace = new QuantumWorkspace(WorkspaceConnection.Parse(service.ConnectionString), options);
                    var cell = new FaultCell(service, workspace, Path.Combine(folder.FullName, $"{rows.Count}"), step, kind, rows.Count);
                    rows.Add(await cell.RunAsync(cancellationToken).ConfigureAwait(false));
                }
            return rows;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
