using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.AspNetCore.Http;
using QaaHybrid.Files;

namespace QaaHybrid.AzureEmulator;

/// <summary>
/// The stand-in for Azurite (<see cref="StorageKind.BuiltIn"/>): containers, whole blobs, ranges; in memory, or as files.
/// </summary>
/// <param name="directory">Where containers are folders and blobs files; null keeps them in memory.</param>
internal sealed class BuiltInBlobStore(string? directory) : IBlobStore
{
    private readonly ConcurrentDictionary<string, ConcurrentDictionary<string, StoredBlob>> _containers = new(StringComparer.Ordinal);

    private sealed record StoredBlob(byte[] Content, string ContentType);

    public string Name => "the emulator's built-in storage (no Azurite)";

    public Task CreateContainerAsync(string container, CancellationToken cancellationToken)
    {
        TryCreate(container);
        return Task.CompletedTask;
    }

    public Task<byte[]?> ReadAsync(string container, string blob, CancellationToken cancellationToken) =>
        Task.FromResult(Find(container, blob)?.Content);

    public Task WriteAsync(string container, string blob, byte[] content, string contentType, CancellationToken cancellationToken)
    {
        TryCreate(container);
        Write(container, blob, new StoredBlob(content, contentType));
        return Task.CompletedTask;
    }

    public async Task<Answer> AnswerAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var parts = request.Path.Value!.Trim('/').Split('/', 3);
        if (parts is not [StorageAccount.Name, { Length: > 0 } container, ..] || !IsName(container))
            return Answer.StorageError(400, "InvalidUri", "expected /devstoreaccount1/CONTAINER or /devstoreaccount1/CONTAINER/BLOB");
        var blob = parts.Length == 3 ? parts[2] : null;
        if (blob is not null && !IsName(blob))
            return Answer.StorageError(400, "InvalidUri", $"the built-in storage keeps blobs with plain names only, not '{blob}'");
        var reads = HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method);
        if (!reads && !HttpMethods.IsPut(request.Method))
            return Answer.StorageError(405, "UnsupportedHttpVerb", $"the built-in storage does not do {request.Method}");
        if (blob is null && request.Query["restype"] != "container")
            return Answer.StorageError(400, "InvalidQueryParameterValue", "the built-in storage knows restype=container only");
        if (SignatureCheck.Refusal(request, container, blob, reads ? "r" : blob is null ? "cw" : "w") is { } refusal)
            return refusal;
        return (blob, reads) switch
        {
            (null, true) => Exists(container) ? Answer.Empty(200) : NoContainer(),
            (null, false) => TryCreate(container)
                ? Answer.Empty(201)
                : Answer.StorageError(409, "ContainerAlreadyExists", "The specified container already exists."),
            (_, true) => Download(request, container, blob!),
            _ => await UploadAsync(request, container, blob!, cancellationToken),
        };
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private async Task<Answer> UploadAsync(HttpRequest request, string container, string blob, CancellationToken cancellationToken)
    {
        if (request.Headers["x-ms-blob-type"] != "BlockBlob")
            return Answer.StorageError(400, "MissingRequiredHeader", "x-ms-blob-type: BlockBlob is missing.");
        if (!Exists(container))
            return NoContainer();
        if (request.Headers.IfNoneMatch == "*" && Find(container, blob) is not null)
            return Answer.StorageError(409, "BlobAlreadyExists", "The specified blob already exists.");
        using var content = new MemoryStream();
        await request.Body.CopyToAsync(content, cancellationToken);
        Write(container, blob, new StoredBlob(content.ToArray(), request.ContentType ?? "application/octet-stream"));
        return Answer.Empty(201);
    }

    private Answer Download(HttpRequest request, string container, string blob)
    {
        if (!Exists(container))
            return NoContainer();
        if (Find(container, blob) is not { } found)
            return Answer.StorageError(404, "BlobNotFound", "The specified blob does not exist.");
        List<KeyValuePair<string, string>> headers = [KeyValuePair.Create("x-ms-blob-type", "BlockBlob"), KeyValuePair.Create("accept-ranges", "bytes")];
        if (request.Query["rscd"].ToString() is { Length: > 0 } disposition)
            headers.Add(KeyValuePair.Create("content-disposition", disposition));
        var range = request.Headers["x-ms-range"].ToString() is { Length: > 0 } own ? own : request.Headers.Range.ToString();
        if (range.Length == 0)
            return new Answer(200, found.Content, found.ContentType) { Headers = headers };
        var ends = range.StartsWith("bytes=", StringComparison.Ordinal) ? range["bytes=".Length..].Split('-') : [];
        if (ends is not [var first, var last] || !int.TryParse(first, NumberStyles.None, CultureInfo.InvariantCulture, out var start) || start >= found.Content.Length)
            return Answer.StorageError(416, "InvalidRange", "The range specified is invalid for the current size of the resource.");
        var end = int.TryParse(last, NumberStyles.None, CultureInfo.InvariantCulture, out var given) ? Math.Min(given, found.Content.Length - 1) : found.Content.Length - 1;
        headers.Add(KeyValuePair.Create("content-range", $"bytes {start}-{end}/{found.Content.Length}"));
        return new Answer(206, found.Content.AsMemory(start, end - start + 1), found.ContentType) { Headers = headers };
    }

    private bool Exists(string container) => directory is null ? _containers.ContainsKey(container) : Directory.Exists(Path.Combine(directory, container));

    private bool TryCreate(string container)
    {
        if (directory is null)
            return _containers.TryAdd(container, new ConcurrentDictionary<string, StoredBlob>(StringComparer.Ordinal));
        var isNew = !Exists(container);
        OutputFolder.Make(Path.Combine(directory, container));
        return isNew;
    }

    private StoredBlob? Find(string container, string blob)
    {
        if (directory is null)
            return _containers.GetValueOrDefault(container)?.GetValueOrDefault(blob);
        var file = Path.Combine(directory, container, blob);
        return File.Exists(file) ? new StoredBlob(File.ReadAllBytes(file), "application/octet-stream") : null;
    }

    private void Write(string container, string blob, StoredBlob content)
    {
        if (directory is null)
        {
            _containers[container][blob] = content;
            return;
        }
        AtomicFile.WriteShared(Path.Combine(directory, container, blob), content.Content);
    }

    // Also a file's name: letters, digits, hyphens, and dots that do not lead out of the folder.
    private static bool IsName(string name) => name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '.') && !name.StartsWith('.');

    private static Answer NoContainer() => Answer.StorageError(404, "ContainerNotFound", "The specified container does not exist.");
}
