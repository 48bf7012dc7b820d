namespace QaaHybrid.Models;

/// <summary>How encodings are filled up to one length.</summary>
/// <param name="PadId">Id of the filler.</param>
/// <param name="Length">The length; null: that of the longest of a batch.</param>
/// <param name="Direction">Which side is filled.</param>
/// <param name="PadToMultipleOf">The length is raised to a multiple of it; null: it is not.</param>
/// <param name="PadTypeId">Type of the filler.</param>
public sealed record Padding(int PadId, int? Length = null, Direction Direction = Direction.Right, int? PadToMultipleOf = null, int PadTypeId = 0)
{
    /// <summary>The encodings, all of one length unless one is longer than a fixed one.</summary>
    internal TokenEncoding[] Apply(TokenEncoding[] encodings)
    {
        var length = Length ?? encodings.Select(encoding => encoding.Length).DefaultIfEmpty(0).Max();
        if (PadToMultipleOf is > 0 and var multiple)
            length = (length + multiple - 1) / multiple * multiple;
        return Array.ConvertAll(encodings, encoding => encoding.PadTo(length, this));
    }
}
