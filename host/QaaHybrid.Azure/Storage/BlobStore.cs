using Azure;
using Azure.Core;
using Azure.Core.Pipeline;

namespace QaaHybrid.Azure;

/// <summary>
/// The three calls to blob storage that a job needs, over a pipeline that knows no credential: the signature in the address is all that
/// storage is shown.
/// </summary>
internal sealed class BlobStore(WorkspaceOptions options)
{
    // As in the recorded conversations; Azurite knows it too.
    private const string StorageVersion = "2024-05-04";

    private readonly HttpPipeline pipeline = new PipelineOptions(options).Build(new SignedAddressGuardPolicy());

    /// <summary>Makes the container; one that is there already is as good.</summary>
    public async Task CreateContainerAsync(SignedAddress container, CancellationToken cancellationToken)
    {
        using var message = Request(RequestMethod.Put, container.AsContainerRequest());
        message.Request.Content = RequestContent.Create(Array.Empty<byte>());
        var what = $"create container {container.Name}";
        await Exchange.SendAsync(pipeline, message, what, cancellationToken).ConfigureAwait(false);
        if (message.Response.IsError && ServiceErrors.From(message.Response, what) is var error && error.Code != "ContainerAlreadyExists")
            throw error;
    }

    /// <summary>Writes a blob that must not be there yet.</summary>
    /// <returns>false where there is one of that name already, which is left as it is.</returns>
    public async Task<bool> UploadAsync(SignedAddress blob, BinaryData content, string contentType, CancellationToken cancellationToken)
    {
        using var message = Request(RequestMethod.Put, blob);
        message.Request.Headers.Add("x-ms-blob-type", "BlockBlob");
        message.Request.Headers.Add("If-None-Match", "*");
        message.Request.Headers.SetValue("Content-Type", contentType);
        message.Request.Content = RequestContent.Create(content);
        var what = $"upload {blob.Name}";
        await Exchange.SendAsync(pipeline, message, what, cancellationToken).ConfigureAwait(false);
        if (!message.Response.IsError)
            return true;
        var error = ServiceErrors.From(message.Response, what);
        return error.Code is "BlobAlreadyExists" or "UnauthorizedBlobOverwrite" ? false : throw error;
    }

    /// <summary>The whole blob.</summary>
    public async Task<BinaryData> DownloadAsync(SignedAddress blob, CancellationToken cancellationToken)
    {
        using var message = Request(RequestMethod.Get, blob);
        var what = $"download {blob.Name}";
        await Exchange.SendAsync(pipeline, message, what, cancellationToken).ConfigureAwait(false);
        return message.Response.IsError ? throw ServiceErrors.From(message.Response, what) : message.Response.Content;
    }

    private HttpMessage Request(RequestMethod method, SignedAddress address)
    {
        var message = pipeline.CreateMessage();
        message.Request.Method = method;
        message.Request.Uri.Reset(new Uri(address.Text));
        message.Request.Headers.Add("Accept", "application/xml");
        message.Request.Headers.Add("x-ms-version", StorageVersion);
        return message;
    }
}
