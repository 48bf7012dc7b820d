using System.Buffers.Binary;
using System.Text;

namespace QaaHybrid.Training;

/// <summary>
/// Character vectors in R's XDR serialisation (R Internals, "Serialization Formats"; versions 2 and 3): big-endian, header <c>X\n</c>, then
/// items, each starting with a flags word whose low byte is the type. Only what a plain character vector needs is read.
/// </summary>
internal ref struct RObjectReader
{
    private const int CharacterString = 9, CharacterVector = 16;
    private const int HasAttributes = 1 << 9;

    private readonly string file;
    private ReadOnlySpan<byte> rest;

    private RObjectReader(string file, ReadOnlySpan<byte> data)
    {
        this.file = file;
        rest = data;
    }

    /// <summary>The strings of a serialised character vector; null where the object is of another type. NA is an empty string.</summary>
    /// <exception cref="DataFileException">The data are not R's XDR serialisation or end too early.</exception>
    public static string[]? Strings(string file, ReadOnlySpan<byte> data)
    {
        var reader = new RObjectReader(file, data);
        return reader.ReadStrings();
    }

    private string[]? ReadStrings()
    {
        if (!Take(2).SequenceEqual("X\n"u8))
            throw new DataFileException(file, "a record is not in R's XDR serialisation");
        var version = Int();
        Take(8); // the R that wrote it, the oldest R that reads it
        if (version == 3)
            Take(Int()); // name of the native encoding
        else if (version != 2)
            throw new DataFileException(file, $"R's serialisation format {version} is unknown; expected 2 or 3");
        var flags = Int();
        if ((flags & 0xFF) != CharacterVector || (flags & HasAttributes) != 0)
            return null;
        var count = Int();
        if (count < 0 || count > rest.Length / 8)
            throw new DataFileException(file, $"a vector claims {count} strings, more than its record holds");
        var strings = new string[count];
        for (var i = 0; i < count; i++)
        {
            if ((Int() & 0xFF) != CharacterString)
                throw new DataFileException(file, $"element {i} of a character vector is no string");
            var length = Int();
            strings[i] = length < 0 ? "" : Encoding.UTF8.GetString(Take(length));
        }
        return strings;
    }

    private int Int() => BinaryPrimitives.ReadInt32BigEndian(Take(4));

    private ReadOnlySpan<byte> Take(int count)
    {
        if (count < 0 || count > rest.Length)
            throw new DataFileException(file, "a record ends too early");
        var taken = rest[..count];
        rest = rest[count..];
        return taken;
    }
}
