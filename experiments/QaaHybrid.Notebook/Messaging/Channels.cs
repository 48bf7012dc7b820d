using System.Text.Json.Nodes;
using System.Threading.Channels;
using QaaHybrid.Notebook.Zmtp;

namespace QaaHybrid.Notebook.Messaging;

/// <summary>The five sockets between a kernel and its front ends.</summary>
internal sealed class Channels : IAsyncDisposable
{
    // Front ends that lag behind hold the cell up from here on; memory stays bounded.
    private const int QueuedPublications = 4096;

    private readonly Wire _wire;
    private readonly RouterSocket _shell;
    private readonly RouterSocket _control;
    private readonly RouterSocket _stdin;
    private readonly PublisherSocket _iopub;
    private readonly EchoSocket _heartbeat;
    private readonly Channel<Publication> _publications = Channel.CreateBounded<Publication>(new BoundedChannelOptions(QueuedPublications) { SingleReader = true });
    private readonly Task _publishing;

    /// <summary>Binds the sockets; requests come in from then on.</summary>
    public Channels(ConnectionFile file)
    {
        _wire = new Wire(file.Key);
        _iopub = new PublisherSocket(file.Address("iopub"));
        _publishing = PublishAllAsync();
        _heartbeat = new EchoSocket(file.Address("hb"));
        _stdin = new RouterSocket(file.Address("stdin"), (sender, frames) => TakeAsync(Answers.Writer, sender, frames));
        _control = new RouterSocket(file.Address("control"), (sender, frames) => TakeAsync(Control.Writer, sender, frames));
        _shell = new RouterSocket(file.Address("shell"), (sender, frames) => TakeAsync(Shell.Writer, sender, frames));
    }

    /// <summary>What is to be done in turn.</summary>
    public Channel<Request> Shell { get; } = Channel.CreateUnbounded<Request>();

    /// <summary>What is to be done at once: interrupt, shutdown.</summary>
    public Channel<Request> Control { get; } = Channel.CreateUnbounded<Request>();

    /// <summary>What people have typed where a cell asked.</summary>
    public Channel<Request> Answers { get; } = Channel.CreateUnbounded<Request>();

    /// <summary>Answers a request of the shell or control channel, after all that was published before: the type is the request's with <c>_reply</c>.</summary>
    public async ValueTask ReplyAsync(Request request, JsonObject content, bool control)
    {
        var type = request.Type.Replace("_request", "_reply", StringComparison.Ordinal);
        var sent = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await _publications.Writer.WriteAsync(new Publication(null, sent)).ConfigureAwait(false);
        await sent.Task.ConfigureAwait(false);
        await (control ? _control : _shell).SendAsync(request.Sender, _wire.Encode(type, content, request)).ConfigureAwait(false);
    }

    /// <summary>Asks the front end that has sent <paramref name="request"/>.</summary>
    public ValueTask AskAsync(Request request, JsonObject content) => _stdin.SendAsync(request.Sender, _wire.Encode("input_request", content, request));

    /// <summary>Tells every front end, in the order of the calls.</summary>
    /// <param name="type">As <c>stream</c>.</param>
    /// <param name="content">What it says.</param>
    /// <param name="parent">The request that it belongs to.</param>
    public void Publish(string type, JsonObject content, Request? parent)
    {
        var publication = new Publication(_wire.Encode(type, content, parent, $"kernel.{type}"), null);
        if (!_publications.Writer.TryWrite(publication))
            WaitToPublish(publication);
    }

    /// <summary>Whether the kernel is <c>busy</c> with a request or <c>idle</c> again.</summary>
    public void PublishStatus(string state, Request? parent) => Publish("status", new JsonObject { ["execution_state"] = state }, parent);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _publications.Writer.TryComplete();
        await _publishing.ConfigureAwait(false);
        foreach (var socket in (BoundSocket[])[_shell, _control, _stdin, _iopub, _heartbeat])
            await socket.DisposeAsync().ConfigureAwait(false);
    }

    private void WaitToPublish(Publication publication)
    {
        try
        {
            _publications.Writer.WriteAsync(publication).AsTask().GetAwaiter().GetResult();
        }
        catch (ChannelClosedException)
        {
            // The kernel is ending; nobody reads any more.
        }
    }

    private async Task PublishAllAsync()
    {
        await foreach (var (message, sent) in _publications.Reader.ReadAllAsync().ConfigureAwait(false))
        {
            if (message is not null)
                await _iopub.PublishAsync(message).ConfigureAwait(false);
            sent?.SetResult();
        }
    }

    private ValueTask TakeAsync(ChannelWriter<Request> writer, byte[] sender, List<byte[]> frames) =>
        _wire.Decode(sender, frames) is { } request ? writer.WriteAsync(request) : ValueTask.CompletedTask;

    // A message, or a mark that those before it are on their way.
    private sealed record Publication(List<byte[]>? Message, TaskCompletionSource? Sent);
}
