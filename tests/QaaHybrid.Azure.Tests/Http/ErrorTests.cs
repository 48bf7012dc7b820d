namespace QaaHybrid.Azure.Tests;

public class ErrorTests
{
    [Test]
    public void A_401_with_an_empty_body_says_what_to_do()
    {
        var thrown = Refusal(new Answer(401)
        {
            Headers = new Dictionary<string, string> { ["WWW-Authenticate"] = "Bearer error=\"invalid_token\"", ["x-ms-request-id"] = "request-7" },
        });
        Assert.That((thrown.Status, thrown.Code, thrown.RequestId), Is.EqualTo((401, "Unauthorized", "request-7")));
        Assert.That(thrown.Message, Does.Contain("invalid_token").And.Contain("request-7").And.Contain("What to do: the key or token was refused"));
    }

    [Test]
    public void A_409_says_that_the_target_is_closed_and_nothing_was_submitted()
    {
        var thrown = Refusal(FakeWorkspace.Error(409, "TargetUnavailable", "The target specified is currently unavailable."));
        Assert.That(thrown.Message, Does.Contain("409 TargetUnavailable: The target specified is currently unavailable").And.Contain("nothing was submitted"));
        Assert.That(thrown.IsTransient, Is.False);
    }

    [Test]
    public void A_429_that_stays_is_reported_as_passing()
    {
        var thrown = Refusal(FakeWorkspace.Error(429, "TooManyRequests", "Slow down."));
        Assert.That((thrown.Status, thrown.Code, thrown.IsTransient), Is.EqualTo((429, "TooManyRequests", true)));
    }

    [TestCase("<html><body>Bad gateway</body></html>", "text/html", "Bad gateway")]
    [TestCase("{\"error\": {\"code\":", "application/json", "{\"error\"")]
    [TestCase("{\"error\":{\"code\":null,\"message\":null}}", "application/json", "no reason")]
    [TestCase("{\"error\":\"in words\"}", "application/json", "no reason")]
    [TestCase("{}", "application/json", "no reason")]
    public void Any_body_will_do(string body, string contentType, string message) =>
        Assert.That(Refusal(new Answer(400, body, contentType)).Message, Does.Contain("400 BadRequest: ").And.Contain(message));

    [Test]
    public void Details_are_told_and_long_messages_cut()
    {
        var thrown = Refusal(new Answer(400, """{"error":{"code":"C","message":"M.","details":[{"code":"D","message":"one"},{"message":"two"}]}}"""));
        Assert.That(thrown.Message, Does.Contain("M.; one; two"));
        Assert.That(Refusal(FakeWorkspace.Error(400, "C", new string('x', 100_000))).Message, Has.Length.LessThan(3000));
    }

    [TestCase("{\"id\":\"1\",\"sta")]
    [TestCase("[]")]
    [TestCase("")]
    public void A_good_answer_that_is_cut_off_is_reported_as_such(string body)
    {
        using var workspace = new FakeWorkspace { Fault = _ => new Answer(200, body) };
        var thrown = Assert.ThrowsAsync<QuantumServiceException>(() => workspace.Client().GetJobAsync(JobRequest.NewId()))!;
        Assert.That((thrown.Status, thrown.Code, thrown.IsTransient), Is.EqualTo((200, "InvalidAnswer", true)));
    }

    [Test]
    public void No_server_at_all_is_reported()
    {
        Uri address;
        using (var workspace = new FakeWorkspace())
            address = workspace.Endpoint;
        var thrown = Assert.ThrowsAsync<QuantumServiceException>(
            () => new QuantumWorkspace(FakeWorkspace.ConnectionTo(address), FakeWorkspace.Quick).GetQuotasAsync())!;
        Assert.That((thrown.Code, thrown.Status), Is.EqualTo(("ConnectionFailed", 0)));
        Assert.That(thrown.Message, Does.Contain(address.GetLeftPart(UriPartial.Authority)).And.Contain("check the network"));
    }

    [Test]
    public void No_token_is_told_before_anything_is_sent()
    {
        var stub = new StubTransport(_ => (System.Net.HttpStatusCode.OK, "{}"));
        var connection = FakeWorkspace.ConnectionTo(new Uri("https://eastus.quantum.azure.com")) with
        {
            ApiKey = null, Credential = new TokenFileCredential("/no/such/file"),
        };
        var client = new QuantumWorkspace(connection, FakeWorkspace.Quick with { Transport = stub.Transport });
        var thrown = Assert.ThrowsAsync<QuantumServiceException>(() => client.GetQuotasAsync())!;
        Assert.That((thrown.Code, thrown.Status, thrown.IsTransient, stub.Seen.Count), Is.EqualTo(("AuthenticationFailed", 0, false, 0)));
        Assert.That(thrown.Message, Does.Contain("/no/such/file").And.Contain("az login"));
    }

    private static QuantumServiceException Refusal(Answer answer)
    {
        using var workspace = new FakeWorkspace { Fault = request => request.Method == "PUT" && request.Path.Contains("/jobs/", StringComparison.Ordinal) ? answer : null };
        return Assert.ThrowsAsync<QuantumServiceException>(() => workspace.Client().SubmitAsync(Programs.BellJob()))!;
    }
}
