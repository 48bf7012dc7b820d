using System.Net;

namespace QaaHybrid.Notebook.Zmtp;

/// <summary>Hands on messages with the peer's identity, and answers peers by it. A peer that comes again under its name takes the old one's place.</summary>
internal sealed class RouterSocket(EndPoint address, Func<byte[], List<byte[]>, ValueTask> received) : BoundSocket(SocketKind.Router, address)
{
    /// <summary>Sends a message to a peer; one that has gone gets nothing.</summary>
    public async ValueTask SendAsync(byte[] identity, IReadOnlyList<byte[]> message)
    {
        if (Array.FindLast(Connections, connection => connection.Identity.AsSpan().SequenceEqual(identity)) is { } peer)
            await peer.SendAsync(Frame.Encode(message)).ConfigureAwait(false);
    }

    protected override ValueTask ReceivedAsync(Connection peer, List<byte[]> message) => received(peer.Identity, message);
}

/// <summary>Tells every peer what it has subscribed to: messages whose first frame begins with one of its topics.</summary>
internal sealed class PublisherSocket(EndPoint address) : BoundSocket(SocketKind.Publisher, address)
{
    private readonly Dictionary<Connection, List<byte[]>> _topics = [];

    /// <summary>Sends a message to those whom it concerns.</summary>
    public async ValueTask PublishAsync(IReadOnlyList<byte[]> message)
    {
        byte[]? encoded = null;
        foreach (var peer in Connections)
            if (Wants(peer, message[0]))
                await peer.SendAsync(encoded ??= Frame.Encode(message)).ConfigureAwait(false);
    }

    protected override ValueTask ReceivedAsync(Connection peer, List<byte[]> message)
    {
        // 01 topic subscribes, 00 topic takes one such subscription back.
        if (message is not [[<= 1, ..] subscription])
            return ValueTask.CompletedTask;
        var topic = subscription[1..];
        lock (_topics)
        {
            if (!_topics.TryGetValue(peer, out var topics))
                _topics.Add(peer, topics = []);
            if (subscription[0] == 1)
                topics.Add(topic);
            else if (topics.FindIndex(other => other.AsSpan().SequenceEqual(topic)) is >= 0 and var at)
                topics.RemoveAt(at);
        }
        return ValueTask.CompletedTask;
    }

    protected override void Lost(Connection peer)
    {
        lock (_topics)
            _topics.Remove(peer);
    }

    private bool Wants(Connection peer, byte[] topic)
    {
        lock (_topics)
            return _topics.TryGetValue(peer, out var topics) && topics.Exists(prefix => topic.AsSpan().StartsWith(prefix));
    }
}

/// <summary>Sends every message back: how front ends find out that the kernel lives.</summary>
internal sealed class EchoSocket(EndPoint address) : BoundSocket(SocketKind.Echo, address)
{
    protected override ValueTask ReceivedAsync(Connection peer, List<byte[]> message) => peer.SendAsync(Frame.Encode(message));
}
