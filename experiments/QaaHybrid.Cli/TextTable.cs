using QaaHybrid.Display;

namespace QaaHybrid.Cli;

/// <summary>A table in plain text: the first column to the left, the others to the right.</summary>
internal static class TextTable
{
    public static IEnumerable<string> Lines(IReadOnlyList<string> header, IEnumerable<IReadOnlyList<string>> rows) => new Table(header, [.. rows]).Lines();
}
