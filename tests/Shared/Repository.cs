namespace QaaHybrid.TestSupport;

/// <summary>Where things lie: the repository's root, and the folder of development data that may be absent.</summary>
internal static class Repository
{
    /// <summary>The folder that holds <c>QaaHybrid.sln</c>.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>A file of the repository, by its path from the root.</summary>
    public static string File(params string[] parts) => Path.Combine([Root, .. parts]);

    /// <summary>
    /// A file or folder of the development data beside the repository. Where it is absent the running test is skipped, and says why.
    /// </summary>
    public static string SharedOrSkip(params string[] parts)
    {
        var path = Path.GetFullPath(Path.Combine([Root, "..", "shared", .. parts]));
        if (!System.IO.File.Exists(path) && !Directory.Exists(path))
            Assert.Ignore($"development data is absent: shared/{string.Join('/', parts)}");
        return path;
    }

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder != null; folder = folder.Parent)
            if (System.IO.File.Exists(Path.Combine(folder.FullName, "QaaHybrid.sln")))
                return folder.FullName;
        throw new InvalidOperationException("QaaHybrid.sln was not found above " + AppContext.BaseDirectory);
    }
}
