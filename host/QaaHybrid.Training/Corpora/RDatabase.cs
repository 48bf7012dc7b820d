using System.Buffers.Binary;
using System.IO.Compression;

namespace QaaHybrid.Training;

/// <summary>
/// The data file of an R package (<c>Rdata.rdb</c>, R's lazy-load database): records one after another, each a 4-byte big-endian
/// uncompressed length and a zlib stream.
/// </summary>
internal static class RDatabase
{
    private const int LargestRecord = 1 << 28;

    /// <summary>All character vectors of the file, in its order.</summary>
    /// <exception cref="DataFileException">The file is missing or not in this format.</exception>
    public static IReadOnlyList<string[]> CharacterVectors(string path)
    {
        byte[] file;
        try
        {
            file = File.ReadAllBytes(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new DataFileException(path, error.Message, error);
        }
        var vectors = new List<string[]>();
        for (var at = 0; at < file.Length;)
        {
            var record = Inflate(path, file, ref at);
            if (RObjectReader.Strings(path, record) is { } strings)
                vectors.Add(strings);
        }
        return vectors;
    }

    /// <summary>
    /// One record, decompressed; moves <paramref name="at"/> behind it. The length of the compressed stream is not written down: it ends
    /// where the next record starts, found by the stream's own end. zlib gives no count of bytes consumed through .NET's stream, so the
    /// end is searched by its Adler-32 checksum, the last four bytes of the stream.
    /// </summary>
    private static byte[] Inflate(string path, byte[] file, ref int at)
    {
        if (file.Length - at < 10)
            throw new DataFileException(path, $"ends in the middle of a record at byte {at}");
        var length = BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(at));
        if (length is < 0 or > LargestRecord)
            throw new DataFileException(path, $"the record at byte {at} claims {(uint)length} bytes: this is not R's lazy-load format");
        var data = new byte[length];
        try
        {
            using var zlib = new ZLibStream(new MemoryStream(file, at + 4, file.Length - at - 4), CompressionMode.Decompress);
            zlib.ReadExactly(data);
        }
        catch (Exception error) when (error is InvalidDataException or EndOfStreamException)
        {
            throw new DataFileException(path, $"the record at byte {at} does not decompress to {length} bytes", error);
        }
        Span<byte> checksum = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(checksum, Adler32(data));
        var end = file.AsSpan(at + 6).IndexOf(checksum);
        if (end < 0)
            throw new DataFileException(path, $"the record at byte {at} has a wrong checksum");
        at += 6 + end + 4;
        return data;
    }

    /// <summary>a = 1 + Σ dᵢ, b = Σ of all a, both modulo 65521; b·2¹⁶ + a (RFC 1950).</summary>
    private static uint Adler32(ReadOnlySpan<byte> data)
    {
        uint a = 1, b = 0;
        foreach (var d in data)
        {
            a += d;
            if (a >= 65521)
                a -= 65521;
            b += a;
            if (b >= 65521)
                b -= 65521;
        }
        return (b << 16) | a;
    }
}
