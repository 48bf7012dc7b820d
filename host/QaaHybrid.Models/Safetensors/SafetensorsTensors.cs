namespace QaaHybrid.Models;

/// <summary>Tensors to and from safetensors files.</summary>
public static class SafetensorsTensors
{
    // A span holds at most 2 GB: larger tensors are written in parts.
    private const long PartElements = 1 << 26;

    /// <summary>libtorch's element type.</summary>
    public static ScalarType ToScalarType(this SafetensorsDtype dtype) => dtype switch
    {
        SafetensorsDtype.BOOL => ScalarType.Bool,
        SafetensorsDtype.U8 => ScalarType.Byte,
        SafetensorsDtype.I8 => ScalarType.Int8,
        SafetensorsDtype.I16 => ScalarType.Int16,
        SafetensorsDtype.I32 => ScalarType.Int32,
        SafetensorsDtype.I64 => ScalarType.Int64,
        SafetensorsDtype.F16 => ScalarType.Float16,
        SafetensorsDtype.BF16 => ScalarType.BFloat16,
        SafetensorsDtype.F32 => ScalarType.Float32,
        SafetensorsDtype.F64 => ScalarType.Float64,
        _ => throw new ArgumentOutOfRangeException(nameof(dtype), dtype, null),
    };

    /// <summary>The file's name of libtorch's element type.</summary>
    /// <exception cref="NotSupportedException">The format has none (complex numbers).</exception>
    public static SafetensorsDtype ToSafetensorsDtype(this ScalarType type)
    {
        foreach (var dtype in Enum.GetValues<SafetensorsDtype>())
            if (dtype.ToScalarType() == type)
                return dtype;
        throw new NotSupportedException($"a safetensors file cannot hold {type}");
    }

    /// <summary>Writes named tensors as they are; see <see cref="SafetensorsWriter"/> for what is promised.</summary>
    public static void Save(string path, IEnumerable<(string Name, Tensor Tensor)> tensors, IReadOnlyDictionary<string, string>? metadata = null) =>
        SafetensorsWriter.Write(path, tensors.Select(pair => Item(pair.Name, pair.Tensor)), metadata);

    /// <summary>A tensor as something to be written, converted on the way where <paramref name="dtype"/> says so.</summary>
    public static SafetensorsItem Item(string name, Tensor tensor, ScalarType? dtype = null)
    {
        var type = dtype ?? tensor.dtype;
        return new SafetensorsItem(name, type.ToSafetensorsDtype(), tensor.shape, stream => WriteElements(tensor, type, stream));
    }

    /// <summary>Reads all tensors of a file into memory of their own, with the metadata.</summary>
    /// <exception cref="ModelFileException">The file is no complete safetensors file.</exception>
    public static (Dictionary<string, Tensor> Tensors, IReadOnlyDictionary<string, string> Metadata) Read(string path)
    {
        using var file = SafetensorsFile.Open(path);
        var tensors = new Dictionary<string, Tensor>(StringComparer.Ordinal);
        foreach (var entry in file.Header.Entries)
        {
            using var mapped = file.Load(entry.Name);
            tensors.Add(entry.Name, mapped.clone());
        }
        return (tensors, file.Header.Metadata);
    }

    /// <summary>Hands over the elements of a contiguous tensor in stretches that a span can hold.</summary>
    internal static void ForEachPart(Tensor tensor, Action<Tensor> use)
    {
        using var scope = torch.NewDisposeScope();
        var flat = tensor.view(-1);
        for (var start = 0L; start < flat.numel(); start += PartElements)
            use(flat.narrow(0, start, Math.Min(PartElements, flat.numel() - start)));
    }

    private static void WriteElements(Tensor tensor, ScalarType dtype, Stream stream)
    {
        using var scope = torch.NewDisposeScope();
        using var unrecorded = torch.no_grad();
        ForEachPart(tensor.cpu().contiguous(), part => stream.Write(part.to(dtype).bytes));
    }
}
