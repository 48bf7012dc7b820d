using System.Net;
using System.Net.Sockets;

namespace QaaHybrid.Notebook.Zmtp;

/// <summary>A socket that peers connect to: it greets each and hands on what each says, until it is disposed.</summary>
internal abstract class BoundSocket : IAsyncDisposable
{
    private readonly SocketKind _kind;
    private readonly EndPoint _address;
    private readonly Socket _listener;
    private readonly CancellationTokenSource _stop = new();
    private readonly List<Connection> _connections = [];
    private readonly Task _accepting;

    /// <summary>Binds to an address; from then on peers are served.</summary>
    /// <exception cref="SocketException">The address is taken.</exception>
    protected BoundSocket(SocketKind kind, EndPoint address)
    {
        (_kind, _address) = (kind, address);
        _listener = new Socket(address.AddressFamily, SocketType.Stream, address is IPEndPoint ? ProtocolType.Tcp : ProtocolType.Unspecified);
        _listener.Bind(address);
        _listener.Listen();
        _accepting = AcceptAsync();
    }

    /// <summary>The peers of this moment.</summary>
    protected Connection[] Connections
    {
        get
        {
            lock (_connections)
                return [.. _connections];
        }
    }

    /// <summary>What a peer has said.</summary>
    protected abstract ValueTask ReceivedAsync(Connection peer, List<byte[]> message);

    /// <summary>A peer is gone.</summary>
    protected virtual void Lost(Connection peer)
    {
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        _listener.Dispose();
        await _accepting.ConfigureAwait(false);
        await Task.WhenAll(Connections.Select(connection => connection.CloseAsync())).ConfigureAwait(false);
        if (_address is UnixDomainSocketEndPoint file)
            File.Delete(file.ToString());
        _stop.Dispose();
        GC.SuppressFinalize(this);
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                _ = ServeAsync(await _listener.AcceptAsync(_stop.Token).ConfigureAwait(false));
        }
        catch (Exception error) when (error is OperationCanceledException or ObjectDisposedException or SocketException)
        {
            // The end of this socket.
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        Connection? connection = null;
        try
        {
            connection = await Connection.GreetAsync(socket, _kind, _stop.Token).ConfigureAwait(false);
            lock (_connections)
                _connections.Add(connection);
            while (true)
                await ReceivedAsync(connection, await connection.ReceiveAsync(_stop.Token).ConfigureAwait(false)).ConfigureAwait(false);
        }
        catch (Exception error) when (error is IOException or InvalidDataException or SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // The peer has gone, or was none; others are not concerned.
        }
        if (connection is null || _stop.IsCancellationRequested)
            return;
        lock (_connections)
            _connections.Remove(connection);
        Lost(connection);
        connection.Dispose();
    }
}
