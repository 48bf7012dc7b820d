using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;
using System.Threading.Channels;

namespace QaaHybrid.Notebook.Zmtp;

/// <summary>One peer of a socket: the handshake, its messages, and a queue of what it still has to get.</summary>
internal sealed class Connection : IDisposable
{
    private const int Queued = 1024;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Socket _socket;
    private readonly Stream _input;
    private readonly Stream _output;
    private readonly Channel<byte[]> _queue = Channel.CreateBounded<byte[]>(new BoundedChannelOptions(Queued) { SingleReader = true });
    private Task _writing = Task.CompletedTask;

    private Connection(Socket socket)
    {
        _socket = socket;
        _output = new NetworkStream(socket);
        _input = new BufferedStream(_output, 1 << 16);
    }

    /// <summary>How the peer wants to be known; one of its own making where it does not say.</summary>
    public byte[] Identity { get; private set; } = [0, .. Guid.NewGuid().ToByteArray()];

    /// <summary>Greets a peer that has connected.</summary>
    /// <exception cref="InvalidDataException">It is none that this kind of socket understands.</exception>
    public static async Task<Connection> GreetAsync(Socket socket, SocketKind kind, CancellationToken cancellationToken)
    {
        if (socket.AddressFamily != AddressFamily.Unix)
            socket.NoDelay = true;
        var connection = new Connection(socket);
        try
        {
            await Greeting.ExchangeAsync(connection._output, cancellationToken).ConfigureAwait(false);
            await connection.ExchangeReadyAsync(kind, cancellationToken).ConfigureAwait(false);
            connection._writing = connection.WriteAsync();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>
    /// The next message. Commands between messages are answered here (PING), or come out as the messages that they stand for (SUBSCRIBE and
    /// CANCEL of ZMTP 3.1, which 3.0 writes as a message of one byte and the topic).
    /// </summary>
    /// <exception cref="IOException">The peer is gone.</exception>
    public async Task<List<byte[]>> ReceiveAsync(CancellationToken cancellationToken)
    {
        var message = new List<byte[]>();
        while (true)
        {
            var frame = await Frame.ReadAsync(_input, cancellationToken).ConfigureAwait(false);
            if (!frame.IsCommand)
            {
                message.Add(frame.Body);
                if (!frame.More)
                    return message;
            }
            else if (Command(frame.Body) is { } subscription)
            {
                return [subscription];
            }
        }
    }

    /// <summary>
    /// Queues bytes for the peer. A peer that does not read holds the sender up for a while and is then let go, so that nothing of a
    /// message stream is lost in silence.
    /// </summary>
    public async ValueTask SendAsync(byte[] encoded)
    {
        if (_queue.Writer.TryWrite(encoded))
            return;
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            await _queue.Writer.WriteAsync(encoded, patience.Token).ConfigureAwait(false);
        }
        catch (Exception error) when (error is OperationCanceledException or ChannelClosedException)
        {
            Dispose();
        }
    }

    /// <summary>Waits until everything queued has been sent, then hangs up.</summary>
    public async Task CloseAsync()
    {
        _queue.Writer.TryComplete();
        await Task.WhenAny(_writing, Task.Delay(TimeSpan.FromSeconds(1))).ConfigureAwait(false);
        Dispose();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _queue.Writer.TryComplete();
        _socket.Dispose();
    }

    private async Task WriteAsync()
    {
        try
        {
            await foreach (var bytes in _queue.Reader.ReadAllAsync().ConfigureAwait(false))
                await _output.WriteAsync(bytes).ConfigureAwait(false);
        }
        catch (Exception error) when (error is IOException or ObjectDisposedException or SocketException)
        {
            Dispose();
        }
    }

    // READY: a list of properties, each a name (one byte of length) and a value (four bytes of length, big-endian).
    private async Task ExchangeReadyAsync(SocketKind kind, CancellationToken cancellationToken)
    {
        var name = Encoding.ASCII.GetBytes(kind.Name);
        byte[] properties = [11, .. "Socket-Type"u8, 0, 0, 0, (byte)name.Length, .. name];
        await _output.WriteAsync(Frame.EncodeCommand("READY"u8, properties), cancellationToken).ConfigureAwait(false);

        var frame = await Frame.ReadAsync(_input, cancellationToken).ConfigureAwait(false);
        if (!frame.IsCommand || !frame.Body.AsSpan().StartsWith("\u0005READY"u8))
            throw new InvalidDataException("the peer did not begin with READY");
        var type = "";
        for (var at = 6; at < frame.Body.Length;)
        {
            var (property, value) = Property(frame.Body, ref at);
            if (property.Equals("Socket-Type", StringComparison.OrdinalIgnoreCase))
                type = Encoding.ASCII.GetString(value);
            else if (property.Equals("Identity", StringComparison.OrdinalIgnoreCase) && value.Length > 0)
                Identity = value;
        }
        if (!kind.Peers.Contains(type))
            throw new InvalidDataException($"the peer is a {type}; a {kind.Name} talks to {string.Join(", ", kind.Peers)}");
    }

    private static (string Name, byte[] Value) Property(byte[] body, ref int at)
    {
        try
        {
            int length = body[at++];
            var name = Encoding.ASCII.GetString(body, at, length);
            at += length;
            length = BinaryPrimitives.ReadInt32BigEndian(body.AsSpan(at));
            at += 4;
            var value = body.AsSpan(at, length).ToArray();
            at += length;
            return (name, value);
        }
        catch (Exception error) when (error is ArgumentException or IndexOutOfRangeException)
        {
            throw new InvalidDataException("the peer's READY ends too early", error);
        }
    }

    private byte[]? Command(byte[] body)
    {
        // PING: two bytes of time to live, then a context that PONG brings back.
        if (body.AsSpan().StartsWith("\u0004PING"u8))
            _queue.Writer.TryWrite(Frame.EncodeCommand("PONG"u8, body.AsSpan(Math.Min(7, body.Length))));
        else if (body.AsSpan().StartsWith("\u0009SUBSCRIBE"u8))
            return [1, .. body.AsSpan(10)];
        else if (body.AsSpan().StartsWith("\u0006CANCEL"u8))
            return [0, .. body.AsSpan(7)];
        return null;
    }
}
