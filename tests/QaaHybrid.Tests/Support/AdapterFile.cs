using System.Text.Json;

namespace QaaHybrid.Tests.Support;

/// <summary>Tensors of a saved adapter, read by the format alone: eight bytes of length, a JSON header, little-endian float32.</summary>
internal static class AdapterFile
{
    public const string Name = "adapter_model.safetensors";

    /// <summary>The file of one method of a run.</summary>
    public static string Of(string run, string method) => Path.Combine(run, "methods", method, "adapter", Name);

    /// <summary>A tensor by its name within the adapter.</summary>
    public static double[] Read(string path, string tensor)
    {
        var bytes = File.ReadAllBytes(path);
        var start = 8 + (int)BitConverter.ToInt64(bytes);
        using var header = JsonDocument.Parse(bytes.AsMemory(8, start - 8));
        var entry = header.RootElement.GetProperty("base_model.model." + tensor);
        Assert.That(entry.GetProperty("dtype").GetString(), Is.EqualTo("F32"));
        var (begin, end) = (entry.GetProperty("data_offsets")[0].GetInt32(), entry.GetProperty("data_offsets")[1].GetInt32());
        return [.. Enumerable.Range(0, (end - begin) / 4).Select(i => (double)BitConverter.ToSingle(bytes, start + begin + 4 * i))];
    }
}
