using Azure;
using Azure.Core;
using Azure.Core.Pipeline;

namespace QaaHybrid.Azure;

/// <summary>Sends requests to one workspace, and to nowhere else, and turns refusals into <see cref="QuantumServiceException"/>.</summary>
internal sealed class ServiceClient
{
    private readonly HttpPipeline pipeline;
    private readonly Uri endpoint;
    private readonly string path;
    private readonly string apiVersion;

    public ServiceClient(Uri endpoint, string path, string apiVersion, WorkspaceOptions options, HttpPipelinePolicy authentication)
    {
        (this.endpoint, this.path, this.apiVersion) = (endpoint, path, apiVersion);
        pipeline = new PipelineOptions(options).Build(new OriginGuardPolicy(endpoint), authentication);
    }

    public async Task<ServiceAnswer> SendAsync(ServiceCall call, CancellationToken cancellationToken)
    {
        using var message = pipeline.CreateMessage();
        Write(call, message.Request);
        await Exchange.SendAsync(pipeline, message, call.What, cancellationToken).ConfigureAwait(false);
        var response = message.Response;
        return response.IsError
            ? throw ServiceErrors.From(response, call.What)
            : new ServiceAnswer(call.What, response.Status, Exchange.RequestId(response), response.Content);
    }

    /// <summary>A link to follow: absolute, or from the host's root.</summary>
    /// <exception cref="QuantumServiceException">It leads to another host, and would take the credential there.</exception>
    public Uri Follow(string link, ServiceAnswer from)
    {
        if (!Uri.TryCreate(endpoint, link, out var address))
            throw from.Malformed("a nextLink that is no address");
        return Transport.SameOrigin(address, endpoint) ? address : throw new QuantumServiceException(
            from.Status, "UntrustedLink",
            $"{from.What}: the answer's nextLink leads to {address.GetLeftPart(UriPartial.Authority)}, the workspace is at "
            + $"{endpoint.GetLeftPart(UriPartial.Authority)}; the credential is not sent there",
            from.RequestId);
    }

    private void Write(ServiceCall call, Request request)
    {
        request.Method = call.Method;
        if (call.Link is not null)
        {
            request.Uri.Reset(call.Link);
        }
        else
        {
            request.Uri.Reset(endpoint);
            request.Uri.AppendPath(path + call.Path, escape: false);
            request.Uri.AppendQuery("api-version", apiVersion, escapeValue: true);
            foreach (var (name, value) in call.Query)
                request.Uri.AppendQuery(name, value, escapeValue: true);
        }
        request.Headers.Add(HttpHeader.Common.JsonAccept);
        if (call.Body is null)
            return;
        request.Headers.SetValue("Content-Type", call.ContentType);
        request.Content = RequestContent.Create(BinaryData.FromString(call.Body.ToJsonString()));
    }
}
