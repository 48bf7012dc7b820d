using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace QaaHybrid.QSharp;

/// <summary>
/// The text that a compile depends on: the sources and manifests of a project, of the projects that its manifest names by path, and of the
/// shipped library, which every project sees.
/// </summary>
internal static class QSharpSources
{
    private const string Manifest = "qsharp.json";

    /// <summary>A hash of all of it; where the folders lie does not matter.</summary>
    /// <exception cref="QSharpException">The folder is no Q# project.</exception>
    public static byte[] Hash(string? project, QSharpLibrary library)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        if (project is not null)
            Add(hash, Path.GetFullPath(project), seen);
        Add(hash, Path.GetFullPath(library.Directory), seen);
        return hash.GetHashAndReset();
    }

    private static void Add(IncrementalHash hash, string folder, HashSet<string> seen)
    {
        if (!seen.Add(folder))
            return;
        var manifest = Path.Combine(folder, Manifest);
        if (!File.Exists(manifest))
            throw new QSharpException(QSharpFailure.Project, $"{folder} is no Q# project: it has no {Manifest}");
        var sources = Path.Combine(folder, "src");
        var files = Directory.Exists(sources) ? Directory.GetFiles(sources, "*.qs", SearchOption.AllDirectories) : [];
        Array.Sort(files, StringComparer.Ordinal);
        foreach (var file in files.Prepend(manifest))
        {
            Append(hash, Encoding.UTF8.GetBytes(Path.GetRelativePath(folder, file)));
            Append(hash, File.ReadAllBytes(file));
        }
        foreach (var dependency in Dependencies(manifest))
            Add(hash, Path.GetFullPath(dependency, folder), seen);
    }

    // Lengths go in as well: "ab" + "c" is not "a" + "bc".
    private static void Append(IncrementalHash hash, byte[] bytes)
    {
        hash.AppendData(BitConverter.GetBytes(bytes.Length));
        hash.AppendData(bytes);
    }

    // A manifest that cannot be read gives nothing here; the compiler says what is wrong with it.
    private static IEnumerable<string> Dependencies(string manifest)
    {
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(File.ReadAllBytes(manifest));
        }
        catch (JsonException)
        {
            yield break;
        }
        using (document)
        {
            if (document.RootElement.ValueKind != JsonValueKind.Object
                || !document.RootElement.TryGetProperty("dependencies", out var dependencies) || dependencies.ValueKind != JsonValueKind.Object)
                yield break;
            foreach (var dependency in dependencies.EnumerateObject())
                if (dependency.Value.ValueKind == JsonValueKind.Object
                    && dependency.Value.TryGetProperty("path", out var path) && path.ValueKind == JsonValueKind.String)
                    yield return path.GetString()!;
        }
    }
}
