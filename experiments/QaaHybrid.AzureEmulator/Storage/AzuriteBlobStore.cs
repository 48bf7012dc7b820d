using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace QaaHybrid.AzureEmulator;

/// <summary>
/// Azurite behind the emulator's own port: requests go through byte for byte, so that faults can strike them and calls are counted, while it is
/// Azurite that checks signatures and keeps blobs.
/// </summary>
internal sealed class AzuriteBlobStore : IBlobStore
{
    private const string StorageVersion = "2023-01-03";

    // Between two hops, not of the message.
    private static readonly string[] HopHeaders = ["Host", "Connection", "Keep-Alive", "Transfer-Encoding", "Content-Length"];

    private readonly AzuriteProcess _process;
    private readonly HttpClient _client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false, UseCookies = false });
    private readonly SignedAddresses _addresses;

    private AzuriteBlobStore(AzuriteProcess process, TimeSpan lifetime)
    {
        _process = process;
        _addresses = new SignedAddresses($"{Address}/{StorageAccount.Name}", lifetime);
    }

    public string Name => "Azurite";

    private string Address => $"http://127.0.0.1:{_process.Port}";

    /// <exception cref="IOException">Azurite cannot be installed or started.</exception>
    public static async Task<AzuriteBlobStore> StartAsync(AzureEmulatorOptions options, CancellationToken cancellationToken)
    {
        var directory = await AzuriteInstallation.EnsureAsync(options.AzuriteDirectory, options.Remarks, cancellationToken);
        var location = options.StateDirectory is { } folder ? Path.Combine(folder, "azurite") : null;
        return new AzuriteBlobStore(await AzuriteProcess.StartAsync(directory, location, cancellationToken), options.SasLifetime);
    }

    public async Task CreateContainerAsync(string container, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(HttpMethod.Put, $"{_addresses.Account(container)}&restype=container", null, cancellationToken);
        if (response.StatusCode != HttpStatusCode.Conflict)
            await SucceedAsync(response, cancellationToken);
    }

    public async Task<byte[]?> ReadAsync(string container, string blob, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(HttpMethod.Get, _addresses.Blob(container, blob, "r"), null, cancellationToken);
        if (response.StatusCode == HttpStatusCode.NotFound)
            return null;
        await SucceedAsync(response, cancellationToken);
        return await response.Content.ReadAsByteArrayAsync(cancellationToken);
    }

    public async Task WriteAsync(string container, string blob, byte[] content, string contentType, CancellationToken cancellationToken)
    {
        // A job may name a container that nobody has made; its failure is written there.
        await CreateContainerAsync(container, cancellationToken);
        using var body = new ByteArrayContent(content) { Headers = { ContentType = new(contentType) } };
        using var response = await SendAsync(HttpMethod.Put, _addresses.Blob(container, blob, "cw"), body, cancellationToken);
        await SucceedAsync(response, cancellationToken);
    }

    public async Task<Answer> AnswerAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        // The target as it was sent: decoding and encoding it again would mend what a client has broken.
        var target = request.HttpContext.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        using var forwarded = new HttpRequestMessage(new HttpMethod(request.Method), new Uri(Address + target));
        if (!HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method))
        {
            using var body = new MemoryStream();
            await request.Body.CopyToAsync(body, cancellationToken);
            forwarded.Content = new ByteArrayContent(body.ToArray());
        }
        foreach (var (name, values) in request.Headers.Where(header => !HopHeaders.Contains(header.Key, StringComparer.OrdinalIgnoreCase)))
            if (!forwarded.Headers.TryAddWithoutValidation(name, [.. values]))
                forwarded.Content?.Headers.TryAddWithoutValidation(name, [.. values]);
        using var response = await _client.SendAsync(forwarded, cancellationToken);
        var content = await response.Content.ReadAsByteArrayAsync(cancellationToken);
        return new Answer((int)response.StatusCode, content, response.Content.Headers.ContentType?.ToString())
        {
            Headers =
            [
                .. response.Headers.Concat(response.Content.Headers)
                    .Where(header => !HopHeaders.Contains(header.Key, StringComparer.OrdinalIgnoreCase) && header.Key is not ("Content-Type" or "x-ms-request-id"))
                    .Select(header => KeyValuePair.Create(header.Key, string.Join(", ", header.Value))),
            ],
        };
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _process.DisposeAsync();
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string address, HttpContent? body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, new Uri(address)) { Content = body };
        request.Headers.Add("x-ms-version", StorageVersion);
        if (method == HttpMethod.Put)
            request.Headers.Add("x-ms-blob-type", "BlockBlob");
        return await _client.SendAsync(request, cancellationToken);
    }

    private static async Task SucceedAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (!response.IsSuccessStatusCode)
            throw new IOException($"Azurite answered {(int)response.StatusCode}: {await response.Content.ReadAsStringAsync(cancellationToken)}");
    }
}
