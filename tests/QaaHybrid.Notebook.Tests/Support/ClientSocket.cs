using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading.Channels;

namespace QaaHybrid.Notebook.Tests.Support;

/// <summary>The client's side of a ZMTP 3.0 connection, written from the specification alone: DEALER, SUB or REQ.</summary>
internal sealed class ClientSocket : IDisposable
{
    private readonly TcpClient tcp = new() { NoDelay = true };
    private readonly Channel<List<byte[]>> received = Channel.CreateUnbounded<List<byte[]>>();
    private NetworkStream stream = null!;

    public static async Task<ClientSocket> ConnectAsync(int port, string type, byte[]? identity = null)
    {
        var socket = new ClientSocket();
        // The kernel may still be starting.
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                await socket.tcp.ConnectAsync(IPAddress.Loopback, port);
                break;
            }
            catch (SocketException) when (attempt < 600)
            {
                await Task.Delay(100);
            }
        }
        socket.stream = socket.tcp.GetStream();
        await socket.ShakeHandsAsync(type, identity);
        _ = socket.ReadAllAsync();
        return socket;
    }

    public Task SubscribeAsync() => SendAsync([[1]]);

    public async Task SendAsync(IReadOnlyList<byte[]> frames)
    {
        var bytes = new List<byte>();
        for (var i = 0; i < frames.Count; i++)
        {
            var more = i < frames.Count - 1 ? 1 : 0;
            if (frames[i].Length < 256)
                bytes.AddRange([(byte)more, (byte)frames[i].Length]);
            else
                bytes.AddRange([(byte)(more | 2), .. BitConverter.GetBytes((long)frames[i].Length).Reverse()]);
            bytes.AddRange(frames[i]);
        }
        await stream.WriteAsync(bytes.ToArray());
    }

    public async Task<List<byte[]>> ReceiveAsync(TimeSpan patience)
    {
        using var limit = new CancellationTokenSource(patience);
        return await received.Reader.ReadAsync(limit.Token);
    }

    public void Dispose() => tcp.Dispose();

    private async Task ShakeHandsAsync(string type, byte[]? identity)
    {
        var greeting = new byte[64];
        (greeting[0], greeting[9], greeting[10]) = (0xFF, 0x7F, 3);
        "NULL"u8.CopyTo(greeting.AsSpan(12));
        await stream.WriteAsync(greeting);
        await stream.ReadExactlyAsync(new byte[64]);
        byte[] body = [5, .. "READY"u8, .. Property("Socket-Type", Encoding.ASCII.GetBytes(type)), .. identity is null ? [] : Property("Identity", identity)];
        await stream.WriteAsync((byte[])[4, (byte)body.Length, .. body]);
        await ReadFrameAsync();
    }

    private static byte[] Property(string name, byte[] value) => [(byte)name.Length, .. Encoding.ASCII.GetBytes(name), 0, 0, 0, (byte)value.Length, .. value];

    private async Task<(int Flags, byte[] Body)> ReadFrameAsync()
    {
        var head = new byte[9];
        await stream.ReadExactlyAsync(head.AsMemory(0, 2));
        long length = head[1];
        if ((head[0] & 2) != 0)
        {
            await stream.ReadExactlyAsync(head.AsMemory(2, 7));
            length = BitConverter.ToInt64([.. head[1..9].Reverse()]);
        }
        var body = new byte[length];
        await stream.ReadExactlyAsync(body);
        return (head[0], body);
    }

    private async Task ReadAllAsync()
    {
        try
        {
            while (true)
            {
                var message = new List<byte[]>();
                int flags;
                do
                {
                    (flags, var body) = await ReadFrameAsync();
                    message.Add(body);
                }
                while ((flags & 1) != 0);
                received.Writer.TryWrite(message);
            }
        }
        catch (Exception error) when (error is IOException or ObjectDisposedException)
        {
            received.Writer.TryComplete(error);
        }
    }
}
