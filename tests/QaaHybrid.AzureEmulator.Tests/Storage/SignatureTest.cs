using System.Text;
using System.Text.Json.Nodes;
using QaaHybrid.AzureEmulator.Tests.Support;

namespace QaaHybrid.AzureEmulator.Tests.Storage;

/// <summary>
/// Container, upload, job, results with signatures checked; addresses that were tampered with, have expired or were encoded again. On Azurite, which is no
/// code of ours, and on the built-in stand-in, which has to answer alike.
/// </summary>
[TestFixture(StorageKind.BuiltIn)]
[TestFixture(StorageKind.Azurite, Category = "Azurite")]
public class SignatureTest(StorageKind storage)
{
    // With a name that needs every escape: a blank, a plus, quotes, a letter beyond ASCII.
    private const string Name = "it's 1+1 = \"two\" & ö";

    private AzureEmulatorServer _server = null!;
    private RawWorkspace _client = null!;
    private string _output = "";
    private string _input = "";

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        if (storage == StorageKind.Azurite && !AzuriteInstallation.IsInstalled(AzuriteInstallation.Find()))
            Assert.Ignore("Azurite is not installed: 'qaa azure-emulator' installs it, or 'npm ci' in experiments/QaaHybrid.AzureEmulator/azurite");
        _server = await AzureEmulatorServer.StartAsync(new AzureEmulatorOptions { Storage = storage });
        _client = new RawWorkspace(_server);
        var id = Guid.NewGuid().ToString();
        using var submitted = await _client.SubmitAsync(
            id, "emulator.exact", Encoding.UTF8.GetBytes(Programs.Qir(Programs.Ghz(2))), new JsonObject { ["shots"] = 4 }, change: body => body["name"] = Name);
        var job = await _client.EndAsync(id);
        (_output, _input) = (job["outputDataUri"]!.GetValue<string>(), job["inputDataUri"]!.GetValue<string>());
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        _client?.Dispose();
        if (_server is not null)
            await _server.DisposeAsync();
    }

    [Test]
    public async Task The_signed_address_reads()
    {
        using var response = await _client.Http.GetAsync(_output);
        var output = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;

        Assert.Multiple(() =>
        {
            Assert.That(_server.StorageName, Is.EqualTo(storage == StorageKind.Azurite ? "Azurite" : "the emulator's built-in storage (no Azurite)"));
            Assert.That(output["Results"]![0]!["Histogram"]!.AsArray().Select(bar => bar!["Count"]!.GetValue<int>()), Is.EqualTo(new[] { 2, 2 }));
            // The name inside was escaped once by the service, and comes back so.
            Assert.That(
                response.Content.Headers.GetValues("content-disposition").Single(), Does.StartWith("attachment; filename=it%27s+1%2B1+%3D+%22two%22+%26+%C3%B6-"));
        });
    }

    [Test]
    public async Task A_range_is_answered_with_206()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, _output) { Headers = { { "x-ms-range", "bytes=2-11" }, { "x-ms-version", "2024-05-04" } } };
        using var response = await _client.Http.SendAsync(request);

        Assert.That(((int)response.StatusCode, await response.Content.ReadAsStringAsync()), Is.EqualTo((206, "DataFormat")));
        Assert.That(response.Content.Headers.ContentRange!.ToString(), Does.StartWith("bytes 2-11/"));
    }

    [Test]
    public async Task A_tampered_signature_is_refused()
    {
        var signature = _output.IndexOf("sig=", StringComparison.Ordinal) + 4;
        await RefusedAsync(_output[..signature] + (_output[signature] == 'A' ? 'B' : 'A') + _output[(signature + 1)..], "AuthorizationFailure");
    }

    [Test]
    public async Task A_signature_of_another_blob_is_refused() => await RefusedAsync(_output.Replace("/outputData?", "/inputData?", StringComparison.Ordinal), "AuthorizationFailure");

    [Test]
    public async Task Longer_validity_or_more_permission_is_refused()
    {
        await RefusedAsync(_output.Replace("&se=2", "&se=3", StringComparison.Ordinal), "AuthorizationFailure");
        await RefusedAsync(_output.Replace("&sp=r&", "&sp=rw&", StringComparison.Ordinal), "AuthorizationFailure");
    }

    [Test]
    public async Task An_expired_signature_is_refused()
    {
        _server.Faults.Add(new Fault(Steps.SasUri, FaultKind.ExpiredSas));
        await RefusedAsync(await _client.SasUriAsync("job-any", "outputData"), "AuthorizationFailure");
    }

    [Test]
    public async Task An_address_that_was_decoded_is_refused() => await RefusedAsync(Uri.UnescapeDataString(_output), "AuthorizationFailure");

    [Test]
    public async Task An_address_whose_query_was_encoded_twice_is_refused()
    {
        var mark = _output.IndexOf('?', StringComparison.Ordinal);
        await RefusedAsync(_output[..mark] + "?" + string.Join('&', _output[(mark + 1)..].Split('&').Select(field =>
            $"{field.Split('=', 2)[0]}={Uri.EscapeDataString(field.Split('=', 2)[1])}")), "AuthorizationFailure");
    }

    [Test]
    public async Task An_address_that_was_encoded_differently_but_means_the_same_reads()
    {
        // Python's client sends a blank as %20 where the service wrote a plus: what is signed is the decoded value.
        var mark = _output.IndexOf('?', StringComparison.Ordinal);
        using var response = await _client.Http.GetAsync(_output[..mark] + _output[mark..].Replace("+", "%20", StringComparison.Ordinal));

        Assert.That((int)response.StatusCode, Is.EqualTo(200));
    }

    [Test]
    public async Task A_read_signature_does_not_write()
    {
        using var response = await _client.PutBlobAsync(_input, [1]);

        Assert.That((int)response.StatusCode, Is.EqualTo(403));
        Assert.That(await response.Content.ReadAsStringAsync(), Does.Contain("AuthorizationPermissionMismatch"));
    }

    [Test]
    public async Task Containers_and_blobs_exist_once()
    {
        var container = await _client.SasUriAsync("twice", version: "2025-12-01-preview");
        var blob = container.Replace("?", "/inputData?", StringComparison.Ordinal);

        Assert.Multiple(async () =>
        {
            Assert.That(await StatusAsync(HttpMethod.Get, $"{container}&restype=container"), Is.EqualTo((404, "ContainerNotFound")));
            Assert.That(await StatusAsync(HttpMethod.Put, blob), Is.EqualTo((404, "ContainerNotFound")));
            Assert.That(await StatusAsync(HttpMethod.Put, $"{container}&restype=container"), Is.EqualTo((201, "")));
            Assert.That(await StatusAsync(HttpMethod.Put, $"{container}&restype=container"), Is.EqualTo((409, "ContainerAlreadyExists")));
            Assert.That(await StatusAsync(HttpMethod.Get, $"{container}&restype=container"), Is.EqualTo((200, "")));
            Assert.That(await StatusAsync(HttpMethod.Get, blob), Is.EqualTo((404, "BlobNotFound")));
            Assert.That(await StatusAsync(HttpMethod.Put, blob), Is.EqualTo((201, "")));
            Assert.That(await StatusAsync(HttpMethod.Put, blob), Is.EqualTo((409, "BlobAlreadyExists")));
            Assert.That(await StatusAsync(HttpMethod.Get, blob), Is.EqualTo((200, "")));
        });
    }

    [Test]
    public async Task A_signature_for_https_is_refused_over_http()
    {
        // As the real service signs; the emulator's own addresses are signed for http too.
        var fields = new Dictionary<string, string>
        {
            ["sv"] = "2023-01-03", ["ss"] = "b", ["srt"] = "co", ["spr"] = "https", ["st"] = "2020-01-01T00:00:00Z", ["se"] = "2090-01-01T00:00:00Z", ["sp"] = "rwlac",
        };
        fields["sig"] = SignatureText.OfAccount(name => fields.GetValueOrDefault(name, ""));
        var query = string.Join('&', fields.Select(field => $"{field.Key}={Uri.EscapeDataString(field.Value)}"));

        await RefusedAsync($"{_output[.._output.IndexOf('?', StringComparison.Ordinal)]}?{query}", "AuthorizationProtocolMismatch");
    }

    private async Task RefusedAsync(string address, string code)
    {
        using var response = await _client.Http.GetAsync(address);

        Assert.That((int)response.StatusCode, Is.EqualTo(403), address);
        Assert.That(await response.Content.ReadAsStringAsync(), Does.Contain($"<Code>{code}</Code>"));
    }

    private async Task<(int, string)> StatusAsync(HttpMethod method, string address)
    {
        using var request = new HttpRequestMessage(method, address) { Headers = { { "x-ms-version", "2024-05-04" } } };
        if (method == HttpMethod.Put)
        {
            request.Content = new ByteArrayContent([]);
            request.Headers.Add("x-ms-blob-type", "BlockBlob");
            if (!address.Contains("restype", StringComparison.Ordinal))
                request.Headers.Add("If-None-Match", "*");
        }
        using var response = await _client.Http.SendAsync(request);
        return ((int)response.StatusCode, response.Headers.TryGetValues("x-ms-error-code", out var code) ? code.Single() : "");
    }
}
