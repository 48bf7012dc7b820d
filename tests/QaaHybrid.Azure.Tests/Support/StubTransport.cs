using System.Net;
using System.Text;
using Azure.Core;
using Azure.Core.Pipeline;

namespace QaaHybrid.Azure.Tests;

/// <summary>Answers requests to any https host inside the process: for what loopback cannot show, tokens above all.</summary>
internal sealed class StubTransport(Func<HttpRequestMessage, (HttpStatusCode Status, string Body)> answer) : HttpMessageHandler
{
    public List<HttpRequestMessage> Seen { get; } = [];

    public HttpPipelineTransport Transport => new HttpClientTransport(this);

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Seen.Add(request);
        var (status, body) = answer(request);
        return Task.FromResult(new HttpResponseMessage(status) { Content = new StringContent(body, Encoding.UTF8, "application/json"), RequestMessage = request });
    }
}

/// <summary>Always the same token; remembers what it was asked for.</summary>
internal sealed class StubCredential(string token) : TokenCredential
{
    public List<string> Scopes { get; } = [];

    public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken)
    {
        Scopes.AddRange(requestContext.Scopes);
        return new AccessToken(token, DateTimeOffset.MaxValue);
    }

    public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
        new(GetToken(requestContext, cancellationToken));
}
