namespace QaaHybrid.QSharp.Tests.Support;

/// <summary>A Q# project that a test writes: what a user would have in a folder of his own.</summary>
internal static class QSharpTestProject
{
    /// <summary>A project with one file, <c>src/Mine.qs</c>: its callables are called <c>Mine.…</c>.</summary>
    public static string With(string source, string manifest = "{}") => WithFiles(("Mine.qs", source), manifest);

    public static string WithFiles((string Name, string Text) file, string manifest = "{}", params (string Name, string Text)[] more)
    {
        var folder = TemporaryFolders.Make();
        File.WriteAllText(Path.Combine(folder, "qsharp.json"), manifest);
        foreach (var (name, text) in more.Prepend(file))
        {
            var path = Path.Combine(folder, "src", name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, text);
        }
        return folder;
    }
}
