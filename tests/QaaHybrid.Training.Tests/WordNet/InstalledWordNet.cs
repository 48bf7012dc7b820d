namespace QaaHybrid.Training.Tests;

internal static class InstalledWordNet
{
    /// <summary>WordNet's folder; where the package is absent the running test is skipped, and says why.</summary>
    public static string OrSkip()
    {
        var folder = WordNetFolder.Resolve();
        if (!File.Exists(Path.Combine(folder, "data.noun")))
            Assert.Ignore($"WordNet is not in {folder} (Debian package wordnet-base)");
        return folder;
    }
}
