using System.Text.RegularExpressions;

namespace QaaHybrid.QSharp;

/// <summary>What a project's files declare, by their text: enough to say what somebody may have meant.</summary>
internal static partial class QSharpDeclarations
{
    /// <summary>Full names of the operations that could become a circuit; none where the folder or a file cannot be read.</summary>
    /// <param name="project">Folder with <c>src/</c>.</param>
    public static IReadOnlyList<string> Operations(string project)
    {
        try
        {
            var sources = Path.Combine(Path.GetFullPath(project), "src");
            return [.. Directory.GetFiles(sources, "*.qs", SearchOption.AllDirectories).Order(StringComparer.Ordinal).SelectMany(file => InFile(sources, file))];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    // A file's namespace is its path.
    private static IEnumerable<string> InFile(string sources, string file)
    {
        var prefix = Path.ChangeExtension(Path.GetRelativePath(sources, file), null).Replace(Path.DirectorySeparatorChar, '.');
        return Operation().Matches(File.ReadAllText(file)).Select(match => $"{prefix}.{match.Groups["name"].Value}");
    }

    [GeneratedRegex(@"^\s*operation\s+(?<name>\w+)\s*\(\s*\w+\s*:\s*Double\[\]\s*,\s*\w+\s*:\s*Qubit\[\]\s*\)", RegexOptions.Multiline)]
    private static partial Regex Operation();
}
