namespace QaaHybrid.Models;

/// <summary>A tensor to be written.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Dtype">Type of its elements in the file.</param>
/// <param name="Shape">Sizes of its dimensions.</param>
/// <param name="Write">Writes its elements, little-endian and in row-major order; called once.</param>
public sealed record SafetensorsItem(string Name, SafetensorsDtype Dtype, IReadOnlyList<long> Shape, Action<Stream> Write)
{
    /// <summary>Length of its data in bytes.</summary>
    public long ByteCount => Shape.Aggregate((long)Dtype.Size(), (bytes, size) => checked(bytes * size));
}
