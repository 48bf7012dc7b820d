using System.Text.Json.Nodes;
using Azure.Core;

namespace QaaHybrid.Azure;

public sealed partial class QuantumWorkspace
{
    // A signature that is about to expire may do so on the way.
    private static readonly TimeSpan ExpiryMargin = TimeSpan.FromMinutes(5);

    /// <summary>Asks for a signed address of a container, or of a blob in it.</summary>
    private async Task<SignedAddress> SignAsync(string container, string? blob, CancellationToken cancellationToken)
    {
        var body = new JsonObject { ["containerName"] = container };
        if (blob is not null)
            body["blobName"] = blob;
        var answer = await service.SendAsync(
            new ServiceCall(RequestMethod.Post, "/storage/sasUri", $"ask for the address of {container}", body), cancellationToken)
            .ConfigureAwait(false);
        return SignedAddress.TryParse(answer.Json.Text("sasUri")) ?? throw answer.Malformed("there is no address in sasUri");
    }

    /// <summary>
    /// Uploads a job's input. Older versions leave the container to the client, 2026-01-15-preview makes it; where it is missing all the
    /// same, it is made.
    /// </summary>
    /// <returns>The signed container, and whether the input was there already from an earlier attempt.</returns>
    private async Task<(SignedAddress Container, bool WasThere)> UploadInputAsync(JobRequest request, CancellationToken cancellationToken)
    {
        var container = await SignAsync(request.ContainerName, null, cancellationToken).ConfigureAwait(false);
        var blob = container.Blob(InputBlob);
        var serviceMakesIt = options.IsAtLeast("2026-01-15");
        if (!serviceMakesIt)
            await store.CreateContainerAsync(container, cancellationToken).ConfigureAwait(false);
        bool written;
        try
        {
            written = await UploadAsync().ConfigureAwait(false);
        }
        catch (QuantumServiceException exception) when (serviceMakesIt && exception.Code == "ContainerNotFound")
        {
            await store.CreateContainerAsync(container, cancellationToken).ConfigureAwait(false);
            written = await UploadAsync().ConfigureAwait(false);
        }
        if (!written)
            await CheckSameInputAsync(request, blob, cancellationToken).ConfigureAwait(false);
        return (container, !written);

        Task<bool> UploadAsync() => store.UploadAsync(blob, request.Input, request.ContentType, cancellationToken);
    }

    // The input of a job that waits in a queue must not change under it.
    private async Task CheckSameInputAsync(JobRequest request, SignedAddress blob, CancellationToken cancellationToken)
    {
        var there = await store.DownloadAsync(blob, cancellationToken).ConfigureAwait(false);
        if (!there.ToMemory().Span.SequenceEqual(request.Input.ToMemory().Span))
            throw new InvalidOperationException(
                $"job {request.Id}: its id was used before for other input ({there.ToMemory().Length} bytes, now "
                + $"{request.Input.ToMemory().Length}); a new job needs a new id");
    }

    /// <summary>Reads a job's output blob; asks for a fresh signature where the address has none or it has expired.</summary>
    private async Task<BinaryData> DownloadAsync(Job job, SignedAddress address, CancellationToken cancellationToken)
    {
        if (address.IsSigned && !(address.Expires - ExpiryMargin <= options.Clock.GetUtcNow()))
        {
            try
            {
                return await store.DownloadAsync(address, cancellationToken).ConfigureAwait(false);
            }
            catch (QuantumServiceException exception) when (exception.Status is 401 or 403)
            {
                // The storage account's keys may have been changed since, and this clock may be wrong: a fresh signature decides.
            }
        }
        var (container, blob) = address.AsBlob() ?? throw new QuantumServiceException(
            0, "OutputMissing", $"job {job.Id}: its output lies at '{address}', which names no container and blob");
        var fresh = await SignAsync(container, blob, cancellationToken).ConfigureAwait(false);
        return await store.DownloadAsync(fresh, cancellationToken).ConfigureAwait(false);
    }
}
