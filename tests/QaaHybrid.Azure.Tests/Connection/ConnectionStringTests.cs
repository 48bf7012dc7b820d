namespace QaaHybrid.Azure.Tests;

public class ConnectionStringTests
{
    private const string Whole =
        "SubscriptionId=00000000-0000-0000-0000-000000000000;ResourceGroupName=rg;WorkspaceName=ws;ApiKey=a+key=with/signs==;QuantumEndpoint=https://eastus-v2.quantum.azure.com/;";

    [Test]
    public void All_parts_are_read()
    {
        var connection = WorkspaceConnection.Parse(Whole);
        Assert.That((connection.SubscriptionId, connection.ResourceGroup, connection.Workspace, connection.ApiKey),
            Is.EqualTo(("00000000-0000-0000-0000-000000000000", "rg", "ws", "a+key=with/signs==")));
        Assert.That(connection.Endpoint, Is.EqualTo(new Uri("https://eastus-v2.quantum.azure.com")));
        Assert.That(connection.Credential, Is.Null);
    }

    [Test]
    public void Case_order_blanks_and_unknown_keys_do_not_matter() => Assert.That(
        WorkspaceConnection.Parse(
            "quantumendpoint = https://eastus-v2.quantum.azure.com ; NEWKEY=1; workspacename=ws;apikey=a+key=with/signs==;resourcegroupname=rg;SUBSCRIPTIONID=00000000-0000-0000-0000-000000000000"),
        Is.EqualTo(WorkspaceConnection.Parse(Whole)));

    [TestCase("TenantId=11111111-1111-1111-1111-111111111111;")]
    [TestCase("")]
    public void Without_a_key_an_Entra_credential_is_taken(string instead)
    {
        var connection = WorkspaceConnection.Parse(Whole.Replace("ApiKey=a+key=with/signs==;", instead, StringComparison.Ordinal));
        Assert.That((connection.ApiKey, connection.Credential is not null), Is.EqualTo(((string?)null, true)));
    }

    [TestCase("ResourceGroupName=rg;", "", "ResourceGroupName missing; found the keys SubscriptionId, WorkspaceName, ApiKey, QuantumEndpoint")]
    [TestCase("https://eastus-v2.quantum.azure.com/", "http://eastus.quantum.azure.com", "plain http is taken for loopback only")]
    [TestCase("https://eastus-v2.quantum.azure.com/", "eastus", "QuantumEndpoint is not an address")]
    [TestCase("00000000-0000-0000-0000-000000000000", "12", "expected a GUID")]
    [TestCase("=ws", "=w/../s", "expected 2-54 letters")]
    [TestCase("ApiKey=", "ApiKey ", "part 4 of 5")]
    public void What_is_wrong_is_told_without_the_key(string part, string instead, string message)
    {
        var text = Whole.Replace(part, instead, StringComparison.Ordinal);
        // The key itself holds a '=': without it the piece is no pair.
        if (instead == "ApiKey ")
            text = text.Replace("a+key=with/signs==", "a+key", StringComparison.Ordinal);
        var thrown = Assert.Throws<FormatException>(() => WorkspaceConnection.Parse(text))!;
        Assert.That(thrown.Message, Does.Contain(message));
        Assert.That(thrown.ToString(), Does.Not.Contain("a+key"));
    }

    [TestCase("http://127.0.0.1:8080")]
    [TestCase("http://localhost:8080")]
    [TestCase("http://[::1]:8080")]
    public void A_key_may_go_to_loopback_in_the_clear(string endpoint) => Assert.That(
        WorkspaceConnection.Parse(Whole.Replace("https://eastus-v2.quantum.azure.com/", endpoint, StringComparison.Ordinal)).Endpoint, Is.EqualTo(new Uri(endpoint)));

    [TestCase("http://127.0.0.1.example.com")]
    [TestCase("http://localhost.example.com")]
    [TestCase("http://10.0.0.1")]
    [TestCase("ftp://127.0.0.1")]
    public void But_to_nothing_that_only_looks_like_it(string endpoint) => Assert.That(
        () => WorkspaceConnection.Parse(Whole.Replace("https://eastus-v2.quantum.azure.com/", endpoint, StringComparison.Ordinal)), Throws.InstanceOf<FormatException>());

    [Test]
    public void A_token_goes_nowhere_in_the_clear()
    {
        var connection = FakeWorkspace.ConnectionTo(new Uri("http://127.0.0.1:1")) with { ApiKey = null, Credential = new StubCredential("token") };
        Assert.That(() => new QuantumWorkspace(connection), Throws.ArgumentException.With.Message.Contains("https only"));
    }

    [Test]
    public void Nobody_without_a_credential() => Assert.That(
        () => new QuantumWorkspace(FakeWorkspace.ConnectionTo(new Uri("https://eastus.quantum.azure.com")) with { ApiKey = null }),
        Throws.ArgumentException.With.Message.Contains("neither an access key nor a credential"));
}
