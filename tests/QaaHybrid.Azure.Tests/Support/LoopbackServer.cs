using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace QaaHybrid.Azure.Tests;

/// <summary>A request as it came over the wire.</summary>
internal sealed record SeenRequest(string Method, Uri Address, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    public string Text => Encoding.UTF8.GetString(Body);

    public string Path => Address.AbsolutePath;

    public override string ToString() => $"{Method} {Address.PathAndQuery}";
}

/// <summary>What to answer. <see cref="Cut"/> closes the connection without an answer, <see cref="Silent"/> keeps it and never answers.</summary>
internal sealed record Answer(int Status, string Body = "", string ContentType = "application/json; charset=utf-8")
{
    public static readonly Answer Cut = new(0), Silent = new(0);

    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>Bytes that are promised but not sent.</summary>
    public int Missing { get; init; }
}

/// <summary>An HTTP server on a free port of this machine that answers as a function says, one request at a time, and remembers all.</summary>
internal sealed class LoopbackServer : IDisposable
{
    private readonly WebApplication application;
    private readonly Func<SeenRequest, Answer> answer;
    private readonly List<SeenRequest> seen = [];

    public LoopbackServer(Func<SeenRequest, Answer> answer)
    {
        this.answer = answer;
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(options => options.Listen(IPAddress.Loopback, 0));
        application = builder.Build();
        application.Run(RespondAsync);
        application.StartAsync().GetAwaiter().GetResult();
        Address = new Uri(application.Urls.Single());
    }

    public Uri Address { get; }

    public IReadOnlyList<SeenRequest> Seen
    {
        get
        {
            lock (seen)
                return [.. seen];
        }
    }

    public void Dispose() => application.DisposeAsync().AsTask().GetAwaiter().GetResult();

    private async Task RespondAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        var headers = context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        // The raw target is what stood in the request line, before anything is decoded.
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var request = new SeenRequest(context.Request.Method, new Uri(Address, target), headers, body.ToArray());
        var reply = Answer(request);
        if (ReferenceEquals(reply, Tests.Answer.Cut))
        {
            context.Abort();
            return;
        }
        if (ReferenceEquals(reply, Tests.Answer.Silent))
        {
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return;
        }
        var bytes = Encoding.UTF8.GetBytes(reply.Body);
        context.Response.StatusCode = reply.Status;
        if (bytes.Length > 0)
            context.Response.ContentType = reply.ContentType;
        foreach (var (name, value) in reply.Headers)
            context.Response.Headers[name] = value;
        if (reply.Status != 204)
            context.Response.ContentLength = bytes.Length + reply.Missing;
        if (bytes.Length > 0)
            await context.Response.Body.WriteAsync(bytes);
        if (reply.Missing > 0)
        {
            await context.Response.Body.FlushAsync();
            context.Abort();
        }
    }

    private Answer Answer(SeenRequest request)
    {
        lock (seen)
        {
            seen.Add(request);
            try
            {
                return answer(request);
            }
            catch (Exception exception)
            {
                return new Answer(501, $"the test's server failed: {exception}", "text/plain");
            }
        }
    }
}
