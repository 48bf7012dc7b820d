using System.Collections.Concurrent;

namespace QaaHybrid.QSharp.Tests.Support;

/// <summary>Folders that live as long as the test run.</summary>
internal static class TemporaryFolders
{
    private static readonly ConcurrentBag<DirectoryInfo> Made = [];

    public static string Make()
    {
        var folder = Directory.CreateTempSubdirectory("qaahybrid-test-");
        Made.Add(folder);
        return folder.FullName;
    }

    public static void DeleteAll()
    {
        foreach (var folder in Made)
            folder.Delete(recursive: true);
    }
}
