using Azure.Core;
using Azure.Identity;

namespace QaaHybrid.Azure.Tests;

public class TokenFileTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Test]
    public async Task The_token_is_read_again_each_time()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("token.json", Content("first", Now.AddHours(1)));
        var credential = new TokenFileCredential(path, new FixedClock(Now));
        Assert.That(credential.GetToken(new TokenRequestContext(), default), Is.EqualTo(new AccessToken("first", Now.AddHours(1))));
        folder.Write("token.json", Content("second", Now.AddHours(2)));
        Assert.That((await credential.GetTokenAsync(new TokenRequestContext(), default)).Token, Is.EqualTo("second"));
    }

    [TestCase("{\"access_token\": \"the-token\"}", "expires_on")]
    [TestCase("{\"expires_on\": 1767225600000}", "access_token")]
    [TestCase("the-token", "not JSON")]
    [TestCase("{\"access_token\": \"the-token\", \"expires_on\": 1767225600000}", "expired at 2026-01-01")]
    public void What_is_wrong_is_told_without_the_token(string content, string message)
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("token.json", content);
        var thrown = Assert.Throws<CredentialUnavailableException>(
            () => new TokenFileCredential(path, new FixedClock(Now)).GetToken(new TokenRequestContext(), default))!;
        Assert.That(thrown.Message, Does.Contain(path).And.Contain(message));
        Assert.That(thrown.ToString(), Does.Not.Contain("the-token"));
    }

    [Test]
    public void A_file_that_is_not_there_is_named() => Assert.That(
        () => new TokenFileCredential("/no/such/file").GetToken(new TokenRequestContext(), default),
        Throws.InstanceOf<CredentialUnavailableException>().With.Message.Contains("/no/such/file"));

    [Test]
    public void The_variable_puts_the_file_before_the_default_chain()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("token.json", Content("from the file", DateTimeOffset.MaxValue.AddYears(-1)));
        var credential = WorkspaceCredentials.Default(variable: name => name == "AZURE_QUANTUM_TOKEN_FILE" ? path : null);
        Assert.That(credential.GetToken(new TokenRequestContext(["https://quantum.microsoft.com/.default"]), default).Token, Is.EqualTo("from the file"));
    }

    private static string Content(string token, DateTimeOffset expires) => $$"""{"access_token": "{{token}}", "expires_on": {{expires.ToUnixTimeMilliseconds()}}}""";
}
