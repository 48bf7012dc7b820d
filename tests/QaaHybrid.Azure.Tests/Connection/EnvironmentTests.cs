namespace QaaHybrid.Azure.Tests;

public class EnvironmentTests
{
    private const string Subscription = "00000000-0000-0000-0000-000000000000";

    [Test]
    public void A_connection_string_wins()
    {
        var connection = WorkspaceConnection.FromEnvironment(Of(
            ("AZURE_QUANTUM_CONNECTION_STRING",
                $"SubscriptionId={Subscription};ResourceGroupName=rg;WorkspaceName=ws;ApiKey=key;QuantumEndpoint=https://westus.quantum.azure.com/"),
            ("AZURE_QUANTUM_WORKSPACE_NAME", "other")));
        Assert.That((connection!.Workspace, connection.ApiKey, connection.Endpoint.Host), Is.EqualTo(("ws", "key", "westus.quantum.azure.com")));
    }

    [TestCase("AZURE_QUANTUM_SUBSCRIPTION_ID", "AZURE_QUANTUM_WORKSPACE_RG", "AZURE_QUANTUM_WORKSPACE_LOCATION")]
    [TestCase("SUBSCRIPTION_ID", "RESOURCE_GROUP", "LOCATION")]
    public void Names_and_a_location_do_too(string subscription, string group, string location)
    {
        var credential = new StubCredential("token");
        var connection = WorkspaceConnection.FromEnvironment(
            Of((subscription, Subscription), (group, "rg"), ("AZURE_QUANTUM_WORKSPACE_NAME", "ws"), (location, "East US-v2")), credential)!;
        Assert.That((connection.SubscriptionId, connection.ResourceGroup, connection.Workspace, connection.Endpoint.Host),
            Is.EqualTo((Subscription, "rg", "ws", "eastus-v2.quantum.azure.com")));
        Assert.That((connection.ApiKey, connection.Credential), Is.EqualTo(((string?)null, credential)));
    }

    [Test]
    public void An_environment_that_names_no_workspace_gives_none() => Assert.That(
        WorkspaceConnection.FromEnvironment(Of(("SUBSCRIPTION_ID", Subscription), ("LOCATION", "eastus"))), Is.Null);

    [Test]
    public void What_is_missing_is_named() => Assert.That(
        () => WorkspaceConnection.FromEnvironment(Of(("AZURE_QUANTUM_WORKSPACE_NAME", "ws"), ("SUBSCRIPTION_ID", Subscription))),
        Throws.InstanceOf<FormatException>().With.Message.Contains("AZURE_QUANTUM_WORKSPACE_RG is not; set it"));

    [TestCase("eastus.example.com/")]
    [TestCase("eastus@example.com")]
    public void A_location_is_no_address(string location) => Assert.That(
        () => WorkspaceConnection.FromEnvironment(Of(("AZURE_QUANTUM_WORKSPACE_NAME", "ws"), ("SUBSCRIPTION_ID", Subscription), ("RESOURCE_GROUP", "rg"), ("LOCATION", location))),
        Throws.InstanceOf<FormatException>().With.Message.Contains("expected a region"));

    [Test]
    public void Another_cloud_is_refused() => Assert.That(
        () => WorkspaceConnection.FromEnvironment(Of(("AZURE_QUANTUM_WORKSPACE_NAME", "ws"), ("AZURE_QUANTUM_ENV", "dogfood"))),
        Throws.InstanceOf<FormatException>().With.Message.Contains("only PRODUCTION"));

    [Test]
    public async Task Without_a_location_the_resource_manager_is_asked()
    {
        var stub = new StubTransport(_ => (System.Net.HttpStatusCode.OK, """{"properties":{"endpointUri":"https://eastus-v2.quantum.azure.com","workspaceKind":"V2"}}"""));
        var connection = await WorkspaceConnection.FromEnvironmentAsync(
            Of(("AZURE_QUANTUM_WORKSPACE_NAME", "ws"), ("SUBSCRIPTION_ID", Subscription), ("RESOURCE_GROUP", "rg")),
            new StubCredential("token"), new WorkspaceOptions { Transport = stub.Transport });
        Assert.That(connection!.Endpoint.Host, Is.EqualTo("eastus-v2.quantum.azure.com"));
    }

    private static Func<string, string?> Of(params (string Name, string Value)[] variables) =>
        name => variables.FirstOrDefault(variable => variable.Name == name).Value;
}
