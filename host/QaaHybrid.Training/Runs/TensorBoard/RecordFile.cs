using System.Buffers.Binary;

namespace QaaHybrid.Training;

/// <summary>
/// TensorFlow's framing of records. Each is, little-endian: <c>uint64 length · uint32 masked CRC of these eight bytes · payload · uint32 masked CRC of the payload</c>.
/// </summary>
internal static class RecordFile
{
    private const int HeaderBytes = 12;
    private const int FooterBytes = 4;

    /// <summary>Appends a record in one write.</summary>
    public static void Write(Stream stream, ReadOnlySpan<byte> payload)
    {
        var record = new byte[HeaderBytes + payload.Length + FooterBytes];
        BinaryPrimitives.WriteInt64LittleEndian(record, payload.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(record.AsSpan(8), MaskedCrc.Of(record.AsSpan(0, 8)));
        payload.CopyTo(record.AsSpan(HeaderBytes));
        BinaryPrimitives.WriteUInt32LittleEndian(record.AsSpan(HeaderBytes + payload.Length), MaskedCrc.Of(payload));
        stream.Write(record);
    }

    /// <summary>The records of a file up to the first that is cut off or damaged: what lies behind it cannot be trusted.</summary>
    public static IEnumerable<ReadOnlyMemory<byte>> Read(byte[] file)
    {
        for (var at = 0; file.Length - at >= HeaderBytes + FooterBytes;)
        {
            var length = BinaryPrimitives.ReadInt64LittleEndian(file.AsSpan(at));
            if (length < 0 || length > file.Length - at - HeaderBytes - FooterBytes || Crc(file, at + 8) != MaskedCrc.Of(file.AsSpan(at, 8)))
                yield break;
            var payload = file.AsMemory(at + HeaderBytes, (int)length);
            if (Crc(file, at + HeaderBytes + (int)length) != MaskedCrc.Of(payload.Span))
                yield break;
            yield return payload;
            at += HeaderBytes + (int)length + FooterBytes;
        }
    }

    private static uint Crc(byte[] file, int at) => BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(at));
}
