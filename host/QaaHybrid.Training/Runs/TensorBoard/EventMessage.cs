using System.Buffers.Binary;
using System.Text;

namespace QaaHybrid.Training;

/// <summary>
/// TensorBoard's <c>Event</c> in protocol buffers, as far as scalars need it: <c>double wall_time = 1; int64 step = 2; string file_version = 3; Summary summary = 5</c>, where
/// <c>Summary</c> is <c>repeated Value value = 1</c> and <c>Value</c> is <c>string tag = 1; float simple_value = 2</c>.
/// </summary>
internal static class EventMessage
{
    private const byte WallTime = 1 << 3 | Fixed64, Step = 2 << 3 | Varint, FileVersion = 3 << 3 | Bytes, Summary = 5 << 3 | Bytes;
    private const byte Value = 1 << 3 | Bytes, Tag = 1 << 3 | Bytes, SimpleValue = 2 << 3 | Fixed32;
    private const byte Varint = 0, Fixed64 = 1, Bytes = 2, Fixed32 = 5;

    /// <summary>The first event of a file.</summary>
    public static byte[] Version(double wallTime)
    {
        var message = new List<byte>();
        Add(message, wallTime);
        Add(message, FileVersion, "brain.Event:2"u8);
        return [.. message];
    }

    /// <summary>The numbers of a step.</summary>
    public static byte[] Scalars(double wallTime, long step, IEnumerable<KeyValuePair<string, double>> values)
    {
        var message = new List<byte>();
        Add(message, wallTime);
        message.Add(Step);
        AddVarint(message, (ulong)step);
        var summary = new List<byte>();
        foreach (var (tag, number) in values)
        {
            var value = new List<byte>();
            Add(value, Tag, Encoding.UTF8.GetBytes(tag));
            value.Add(SimpleValue);
            var single = new byte[4];
            BinaryPrimitives.WriteSingleLittleEndian(single, (float)number);
            value.AddRange(single);
            Add(summary, Value, [.. value]);
        }
        Add(message, Summary, [.. summary]);
        return [.. message];
    }

    /// <summary>The step of an event; 0 where it has none, as the first of a file.</summary>
    public static long StepOf(ReadOnlySpan<byte> message)
    {
        for (var at = 0; at < message.Length;)
        {
            var key = message[at++];
            switch (key & 7)
            {
                case Varint:
                    var number = ReadVarint(message, ref at);
                    if (key == Step)
                        return (long)number;
                    break;
                case Fixed64: at += 8; break;
                case Fixed32: at += 4; break;
                default:
                    var length = (int)ReadVarint(message, ref at);
                    at += length;
                    break;
            }
        }
        return 0;
    }

    private static void Add(List<byte> message, double wallTime)
    {
        message.Add(WallTime);
        var bytes = new byte[8];
        BinaryPrimitives.WriteDoubleLittleEndian(bytes, wallTime);
        message.AddRange(bytes);
    }

    private static void Add(List<byte> message, byte key, ReadOnlySpan<byte> content)
    {
        message.Add(key);
        AddVarint(message, (ulong)content.Length);
        message.AddRange(content);
    }

    // Seven bits a byte, the lowest first; the top bit says that more follow.
    private static void AddVarint(List<byte> message, ulong value)
    {
        for (; value >= 0x80; value >>= 7)
            message.Add((byte)(value | 0x80));
        message.Add((byte)value);
    }

    private static ulong ReadVarint(ReadOnlySpan<byte> message, ref int at)
    {
        var value = 0UL;
        for (var shift = 0; ; shift += 7)
        {
            var part = message[at++];
            value |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80)
                return value;
        }
    }
}
