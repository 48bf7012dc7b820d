using System.Net;
using System.Net.Sockets;
using System.Text;

namespace QaaHybrid.Azure.Tests;

/// <summary>A request as it came over the wire.</summary>
internal sealed record SeenRequest(string Method, Uri Address, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    public string Text => Encoding.UTF8.GetString(Body);

    public string Path => Address.AbsolutePath;

    public override string ToString() => $"{Method} {Address.PathAndQuery}";
}

/// <summary>What to answer. <see cref="Cut"/> closes the connection without an answer.</summary>
internal sealed record Answer(int Status, string Body = "", string ContentType = "application/json; charset=utf-8")
{
    public static readonly Answer Cut = new(0);

    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>Bytes that are promised but not sent.</summary>
    public int Missing { get; init; }
}

/// <summary>An HTTP server on a free port of this machine that answers as a function says, one request at a time, and remembers all.</summary>
internal sealed class LoopbackServer : IDisposable
{
    private readonly HttpListener listener = new();
    private readonly Func<SeenRequest, Answer> answer;
    private readonly List<SeenRequest> seen = [];

    public LoopbackServer(Func<SeenRequest, Answer> answer)
    {
        this.answer = answer;
        Address = Start();
        _ = ServeAsync();
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

    public void Dispose() => listener.Close();

    private Uri Start()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        var port = ((IPEndPoint)probe.LocalEndpoint).Port;
        probe.Stop();
        var address = new Uri($"http://127.0.0.1:{port}");
        listener.Prefixes.Add(address.AbsoluteUri);
        listener.Start();
        return address;
    }

    private async Task ServeAsync()
    {
        while (listener.IsListening)
        {
            HttpListenerContext context;
            try
            {
                context = await listener.GetContextAsync();
            }
            catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException or InvalidOperationException)
            {
                return;
            }
            try
            {
                await RespondAsync(context);
            }
            catch (Exception exception) when (exception is HttpListenerException or IOException or ObjectDisposedException or InvalidOperationException)
            {
                // The client has gone, or was meant to be cut off.
            }
        }
    }

    private async Task RespondAsync(HttpListenerContext context)
    {
        using var body = new MemoryStream();
        await context.Request.InputStream.CopyToAsync(body);
        var headers = context.Request.Headers.AllKeys.OfType<string>()
            .ToDictionary(name => name, name => context.Request.Headers[name]!, StringComparer.OrdinalIgnoreCase);
        // RawUrl is what stood in the request line, before anything is decoded.
        var request = new SeenRequest(context.Request.HttpMethod, new Uri(Address, context.Request.RawUrl!), headers, body.ToArray());
        lock (seen)
            seen.Add(request);

        Answer reply;
        try
        {
            reply = answer(request);
        }
        catch (Exception exception)
        {
            reply = new Answer(501, $"the test's server failed: {exception}", "text/plain");
        }
        if (reply == Answer.Cut)
        {
            context.Response.Abort();
            return;
        }
        var bytes = Encoding.UTF8.GetBytes(reply.Body);
        context.Response.StatusCode = reply.Status;
        if (bytes.Length > 0)
            context.Response.ContentType = reply.ContentType;
        foreach (var (name, value) in reply.Headers)
            context.Response.Headers[name] = value;
        if (reply.Status != 204)
            context.Response.ContentLength64 = bytes.Length + reply.Missing;
        if (bytes.Length > 0)
            await context.Response.OutputStream.WriteAsync(bytes);
        if (reply.Missing > 0)
        {
            await context.Response.OutputStream.FlushAsync();
            context.Response.Abort();
            return;
        }
        context.Response.Close();
    }
}
