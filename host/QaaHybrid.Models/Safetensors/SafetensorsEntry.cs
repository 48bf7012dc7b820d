namespace QaaHybrid.Models;

/// <summary>What the header says about one tensor.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Dtype">Type of its elements.</param>
/// <param name="Shape">Sizes of its dimensions; empty for a scalar.</param>
/// <param name="Begin">First byte, counted from the start of the data.</param>
/// <param name="End">First byte after it.</param>
public sealed record SafetensorsEntry(string Name, SafetensorsDtype Dtype, IReadOnlyList<long> Shape, long Begin, long End)
{
    /// <summary>Length of its data in bytes.</summary>
    public long ByteCount => End - Begin;

    /// <summary>The shape as it is written in messages: <c>[2, 3]</c>.</summary>
    public string ShapeText => Describe(Shape);

    internal static string Describe(IEnumerable<long> shape) => "[" + string.Join(", ", shape) + "]";
}
