using System.Buffers.Binary;

namespace QaaHybrid.Notebook.Zmtp;

/// <summary>
/// A frame on the wire: a flag byte (bit 0 more frames follow, bit 1 the length has eight bytes, bit 2 a command), the length (one byte,
/// or eight, big-endian), the body.
/// </summary>
/// <param name="Body">What it carries.</param>
/// <param name="More">Whether it belongs to one message with the next.</param>
/// <param name="IsCommand">Whether it is for the connection itself.</param>
internal readonly record struct Frame(byte[] Body, bool More, bool IsCommand)
{
    private const int MoreFlag = 1;
    private const int LongFlag = 2;
    private const int CommandFlag = 4;

    // Far above any notebook's messages; a length beyond it is noise, and nobody has shown a key yet when it arrives.
    private const long Longest = 1 << 28;

    /// <summary>Reads one.</summary>
    public static async ValueTask<Frame> ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        var head = new byte[9];
        await stream.ReadExactlyAsync(head.AsMemory(0, 2), cancellationToken).ConfigureAwait(false);
        var flags = head[0];
        long length = head[1];
        if ((flags & LongFlag) != 0)
        {
            await stream.ReadExactlyAsync(head.AsMemory(2, 7), cancellationToken).ConfigureAwait(false);
            length = BinaryPrimitives.ReadInt64BigEndian(head.AsSpan(1));
        }
        if (length is < 0 or > Longest)
            throw new InvalidDataException($"a frame of {length} bytes was announced; at most {Longest} are taken");
        var body = new byte[length];
        await stream.ReadExactlyAsync(body, cancellationToken).ConfigureAwait(false);
        return new Frame(body, (flags & MoreFlag) != 0, (flags & CommandFlag) != 0);
    }

    /// <summary>A whole message as it stands on the wire.</summary>
    public static byte[] Encode(IReadOnlyList<byte[]> message)
    {
        var bytes = new byte[message.Sum(body => body.Length + HeadLength(body.Length))];
        var at = 0;
        for (var i = 0; i < message.Count; i++)
            at += Write(bytes.AsSpan(at), message[i], i < message.Count - 1 ? MoreFlag : 0);
        return bytes;
    }

    /// <summary>A command as it stands on the wire: its name with the length in front, then what it says.</summary>
    public static byte[] EncodeCommand(ReadOnlySpan<byte> name, ReadOnlySpan<byte> content)
    {
        byte[] body = [(byte)name.Length, .. name, .. content];
        var bytes = new byte[body.Length + HeadLength(body.Length)];
        Write(bytes, body, CommandFlag);
        return bytes;
    }

    private static int HeadLength(int length) => length > byte.MaxValue ? 9 : 2;

    private static int Write(Span<byte> target, byte[] body, int flags)
    {
        var head = HeadLength(body.Length);
        target[0] = (byte)(flags | (head > 2 ? LongFlag : 0));
        if (head > 2)
            BinaryPrimitives.WriteInt64BigEndian(target[1..], body.Length);
        else
            target[1] = (byte)body.Length;
        body.CopyTo(target[head..]);
        return head + body.Length;
    }
}
