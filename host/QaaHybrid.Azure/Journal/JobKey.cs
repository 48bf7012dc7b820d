using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace QaaHybrid.Azure;

/// <summary>
/// Names what is asked for, so that a run that starts again finds the job that it had already sent. Equal keys mean one job; who wants to measure the same
/// circuit once more asks with another seed, as on a simulator.
/// </summary>
public static class JobKey
{
    /// <summary>SHA-256 of all that decides a result: target, shots, formats, parameters, input, seed and place. The id and the names do not.</summary>
    /// <param name="request">What is submitted.</param>
    /// <param name="seed">The seed it was asked with; hardware does not draw from it, but two seeds are two measurements.</param>
    /// <param name="place">Place in a batch; two equal circuits of one batch are two measurements.</param>
    /// <returns>64 hexadecimal digits.</returns>
    public static string Of(JobRequest request, long seed = 0, int place = 0)
    {
        ArgumentNullException.ThrowIfNull(request);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var text in (string[])[request.Target, request.InputFormat, request.OutputFormat, request.InputParams?.ToJsonString() ?? ""])
            Append(hash, Encoding.UTF8.GetBytes(text));
        Append(hash, request.Input.ToArray());
        Append(hash, Bytes(request.Shots, place, seed));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>SHA-256 of what is submitted, hexadecimal.</summary>
    internal static string OfInput(BinaryData input) => Convert.ToHexStringLower(SHA256.HashData(input));

    /// <summary>
    /// A GUID (version 8 of RFC 9562) made of the hash of its parts: the same parts give the same id in any process, so that two that ask for the same at the
    /// same time still make one job.
    /// </summary>
    internal static string JobId(Guid journal, string workspace, string key, int attempt)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, journal.ToByteArray(bigEndian: true));
        Append(hash, Encoding.UTF8.GetBytes(workspace));
        Append(hash, Encoding.UTF8.GetBytes(key));
        Append(hash, Bytes(attempt, 0, 0));
        var id = hash.GetHashAndReset().AsSpan(0, 16);
        id[6] = (byte)(id[6] & 0x0f | 0x80);
        id[8] = (byte)(id[8] & 0x3f | 0x80);
        return new Guid(id, bigEndian: true).ToString("D");
    }

    private static byte[] Bytes(int first, int second, long third)
    {
        var bytes = new byte[16];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, first);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(4), second);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(8), third);
        return bytes;
    }

    // Lengths go in as well: "ab" + "c" is not "a" + "bc".
    private static void Append(IncrementalHash hash, ReadOnlySpan<byte> bytes)
    {
        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, bytes.Length);
        hash.AppendData(length);
        hash.AppendData(bytes);
    }
}
