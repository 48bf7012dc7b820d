using System.Net;

namespace QaaHybrid.Azure.Tests;

/// <summary>Against an invented resource manager: its answers are not recorded.</summary>
public class FindTests
{
    [TestCase("https://eastus-v2.quantum.azure.com", "eastus-v2.quantum.azure.com")]
    [TestCase("https://myws.eastus.quantum.azure.com", "eastus.quantum.azure.com")]
    [TestCase("https://eastus.quantum.azure.com/", "eastus.quantum.azure.com")]
    public async Task The_host_comes_from_the_resource_manager(string endpointUri, string host)
    {
        var credential = new StubCredential("the-token");
        var (connection, stub) = await FindAsync(endpointUri, credential);
        Assert.That((connection.Endpoint.Scheme, connection.Endpoint.Host, connection.Credential), Is.EqualTo(("https", host, credential)));
        var request = stub.Seen.Single();
        Assert.That(request.RequestUri, Is.EqualTo(new Uri(
            "https://management.azure.com/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg/providers/Microsoft.Quantum/workspaces/myws?api-version=2025-12-15-preview")));
        Assert.That(request.Headers.Authorization!.ToString(), Is.EqualTo("Bearer the-token"));
        Assert.That(credential.Scopes, Is.EqualTo(new[] { "https://management.azure.com/.default" }));
    }

    [TestCase("https://quantum.example.com")]
    [TestCase("https://evilquantum.azure.com.example.com")]
    [TestCase("http://eastus.quantum.azure.com")]
    [TestCase("no address")]
    public void A_host_that_is_not_the_service_s_gets_no_credential(string endpointUri) => Assert.That(
        async () => await FindAsync(endpointUri, new StubCredential("the-token")),
        Throws.InstanceOf<QuantumServiceException>().With.Message.Contains(endpointUri).And.Message.Not.Contains("the-token"));

    private static async Task<(WorkspaceConnection, StubTransport)> FindAsync(string endpointUri, StubCredential credential)
    {
        var stub = new StubTransport(_ => (HttpStatusCode.OK, "{\"properties\":{\"endpointUri\":\"" + endpointUri + "\"}}"));
        var connection = await WorkspaceConnection.FindAsync(
            "00000000-0000-0000-0000-000000000000", "rg", "myws", credential, new WorkspaceOptions { Transport = stub.Transport });
        return (connection, stub);
    }
}
