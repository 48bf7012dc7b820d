namespace QaaHybrid.Models;

/// <summary>
/// An open safetensors file. Its tensors lie in the mapped file: nothing is read before it is used, and nothing is copied. They may be changed in
/// place (the file stays as it is) and outlive the instance; the mapping goes with the last of them.
/// </summary>
public sealed class SafetensorsFile : IDisposable
{
    private readonly MappedMemory memory;

    private SafetensorsFile(string path, SafetensorsHeader header, MappedMemory memory)
    {
        File = path;
        Header = header;
        this.memory = memory;
    }

    /// <summary>Path of the file.</summary>
    public string File { get; }

    /// <summary>Names, types and shapes of the tensors, and the metadata.</summary>
    public SafetensorsHeader Header { get; }

    /// <summary>Opens a file and checks its header.</summary>
    /// <exception cref="ModelFileException">The file is no complete safetensors file; the message says where and how.</exception>
    public static SafetensorsFile Open(string path) => new(path, SafetensorsHeader.Read(path), MappedMemory.Open(path));

    /// <summary>The tensor of a name, as it is stored.</summary>
    /// <exception cref="ModelFileException">There is none, or it is a BOOL tensor with bytes other than 0 and 1.</exception>
    public Tensor Load(string name)
    {
        var entry = Header.Find(name)
            ?? throw new ModelFileException(File, $"tensor '{name}'", $"it is missing; the file has {Header.Entries.Count} tensors");
        if (entry.ByteCount == 0)
            return torch.empty([.. entry.Shape], entry.Dtype.ToScalarType());
        var address = memory.Address + (nint)(Header.DataStart + entry.Begin);
        if (entry.Dtype == SafetensorsDtype.BOOL)
            CheckBooleans(entry, address);
        // Writers other than ours may put a tensor where its elements are not aligned; libtorch expects that they are.
        if (address % entry.Dtype.Size() != 0)
            return CopyUnaligned(entry, address);
        memory.AddReference();
        return torch.from_blob(address, [.. entry.Shape], entry.Dtype.ToScalarType(), memory.Release);
    }

    /// <summary>Lets go of the file; tensors that were loaded stay.</summary>
    public void Dispose() => memory.Dispose();

    private static unsafe Tensor CopyUnaligned(SafetensorsEntry entry, nint address)
    {
        var copy = torch.empty([.. entry.Shape], entry.Dtype.ToScalarType());
        SafetensorsTensors.ForEachPart(copy, part =>
        {
            new ReadOnlySpan<byte>((void*)address, part.bytes.Length).CopyTo(part.bytes);
            address += part.bytes.Length;
        });
        return copy;
    }

    private void CheckBooleans(SafetensorsEntry entry, nint address)
    {
        using var bytes = torch.from_blob(address, [entry.ByteCount], ScalarType.Byte);
        using var highest = bytes.max();
        if (highest.ToInt64() > 1)
            throw new ModelFileException(File, $"tensor '{entry.Name}'", $"a BOOL tensor holds the byte {highest.ToInt64()}, "
                + "expected 0 and 1 only");
    }
}
