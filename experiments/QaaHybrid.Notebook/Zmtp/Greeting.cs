namespace QaaHybrid.Notebook.Zmtp;

/// <summary>
/// The 64 bytes with which both sides of a ZMTP connection begin: signature FF 00×8 7F, version 3.0, mechanism NULL (no encryption;
/// Jupyter signs its messages instead). RFC 23/ZMTP. Peers of version 3.1 speak 3.0 with us.
/// </summary>
internal static class Greeting
{
    private const int Length = 64;
    private const int MechanismAt = 12;

    /// <summary>Sends ours and reads theirs.</summary>
    /// <exception cref="InvalidDataException">The peer does not speak ZMTP 3 without encryption.</exception>
    public static async Task ExchangeAsync(Stream stream, CancellationToken cancellationToken)
    {
        var ours = new byte[Length];
        (ours[0], ours[9], ours[10]) = (0xFF, 0x7F, 3);
        "NULL"u8.CopyTo(ours.AsSpan(MechanismAt));
        await stream.WriteAsync(ours, cancellationToken).ConfigureAwait(false);

        var theirs = new byte[Length];
        await stream.ReadExactlyAsync(theirs, cancellationToken).ConfigureAwait(false);
        if (theirs[0] != 0xFF || theirs[9] != 0x7F)
            throw new InvalidDataException("the peer does not speak ZMTP");
        if (theirs[10] < 3)
            throw new InvalidDataException($"the peer speaks ZMTP {theirs[10]}, expected 3 or newer");
        if (!theirs.AsSpan(MechanismAt, 20).StartsWith("NULL\0"u8))
            throw new InvalidDataException("the peer asks for encryption; only the mechanism NULL is spoken here");
    }
}
