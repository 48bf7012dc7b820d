using System.Net;
using System.Text.Json.Nodes;

namespace QaaHybrid.Azure.Tests;

/// <summary>Credentials stay with the workspace's host, and signed addresses do not travel in the clear.</summary>
public class GuardTests
{
    [Test]
    public async Task A_token_of_the_service_s_scope_goes_to_the_endpoint()
    {
        var stub = new StubTransport(_ => (HttpStatusCode.OK, """{"value":[]}"""));
        var credential = new StubCredential("the-token");
        await Client(stub, credential).GetQuotasAsync();
        Assert.That(stub.Seen.Single().Headers.Authorization!.ToString(), Is.EqualTo("Bearer the-token"));
        Assert.That(credential.Scopes, Is.EqualTo(new[] { "https://quantum.microsoft.com/.default" }));
    }

    [Test]
    public async Task Storage_is_shown_neither_key_nor_token()
    {
        using var workspace = new FakeWorkspace();
        var job = await workspace.Client().SubmitAsync(Programs.BellJob());
        workspace.Finish(job.Id, "Succeeded", Programs.BellResults);
        await workspace.Client().GetResultAsync(await workspace.Client().GetJobAsync(job.Id));
        Assert.That(workspace.ToStorage, Has.Count.GreaterThanOrEqualTo(3));
        Assert.That(workspace.ToStorage.SelectMany(request => request.Headers).Select(header => header.Key + header.Value),
            Has.None.Contain("api-key").IgnoreCase.And.None.Contain("Authorization").IgnoreCase.And.None.Contain(FakeWorkspace.Key));
        Assert.That(workspace.ToService.Select(request => request.Headers.GetValueOrDefault("x-ms-quantum-api-key")), Is.All.EqualTo(FakeWorkspace.Key));
    }

    [TestCase("https://other.example.com/jobs?skip=100")]
    [TestCase("//other.example.com/jobs")]
    [TestCase("https://eastus.quantum.azure.com:444/jobs")]
    [TestCase("http://eastus.quantum.azure.com/jobs")]
    public void A_link_to_another_host_is_not_followed(string link)
    {
        var stub = new StubTransport(_ => (HttpStatusCode.OK, new JsonObject { ["value"] = new JsonArray(), ["nextLink"] = link }.ToJsonString()));
        var thrown = Assert.ThrowsAsync<QuantumServiceException>(() => Client(stub, new StubCredential("the-token")).GetQuotasAsync())!;
        Assert.That((thrown.Code, stub.Seen.Count), Is.EqualTo(("UntrustedLink", 1)));
    }

    [Test]
    public void A_redirection_is_not_followed()
    {
        using var elsewhere = new LoopbackServer(_ => new Answer(200, """{"value":[]}"""));
        using var workspace = new FakeWorkspace();
        workspace.Fault = _ => new Answer(307) { Headers = new Dictionary<string, string> { ["Location"] = elsewhere.Address.AbsoluteUri } };
        Assert.That(() => workspace.Client().GetQuotasAsync(), Throws.InstanceOf<QuantumServiceException>().With.Property("Status").EqualTo(307));
        Assert.That(elsewhere.Seen, Is.Empty);
    }

    [Test]
    public void A_signed_address_over_plain_http_is_refused()
    {
        var stub = new StubTransport(_ => (HttpStatusCode.OK, """{"sasUri":"http://mystorage.blob.core.windows.net/c?sig=the-signature"}"""));
        var thrown = Assert.ThrowsAsync<QuantumServiceException>(
            () => Client(stub, new StubCredential("the-token")).SubmitAsync(Programs.BellJob()))!;
        Assert.That((thrown.Code, stub.Seen.Count), Is.EqualTo(("InsecureStorage", 1)));
        Assert.That(thrown.ToString(), Does.Not.Contain("the-signature"));
    }

    [TestCase("../../../workspaces/other")]
    [TestCase("..")]
    [TestCase("a/b")]
    [TestCase("a?b")]
    [TestCase("")]
    public void An_id_cannot_become_another_path(string id)
    {
        var stub = new StubTransport(_ => (HttpStatusCode.OK, "{}"));
        Assert.That(() => Client(stub, new StubCredential("the-token")).DeleteJobAsync(id), Throws.ArgumentException);
        Assert.That(stub.Seen, Is.Empty);
    }

    private static QuantumWorkspace Client(StubTransport stub, StubCredential credential) => new(
        FakeWorkspace.ConnectionTo(new Uri("https://eastus.quantum.azure.com")) with { ApiKey = null, Credential = credential },
        FakeWorkspace.Quick with { Transport = stub.Transport });
}
