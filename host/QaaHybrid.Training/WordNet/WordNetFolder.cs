namespace QaaHybrid.Training;

/// <summary>Where WordNet lies: an option, the environment's <c>QAAHYBRID_WORDNET</c>, or Debian's <c>/usr/share/wordnet</c>.</summary>
public static class WordNetFolder
{
    /// <summary>Name of the environment variable.</summary>
    public const string Variable = "QAAHYBRID_WORDNET";

    /// <summary>Folder of Debian's package wordnet-base.</summary>
    public const string Debian = "/usr/share/wordnet";

    /// <summary>The folder to read, whether it exists or not.</summary>
    public static string Resolve(string? option = null) => DataFolder.Resolve(option, Variable, Debian);

    /// <summary>The folder to read; it holds <c>data.noun</c>.</summary>
    /// <exception cref="DataFileException">It does not; the message says how to get WordNet.</exception>
    public static string Require(string? option = null)
    {
        var folder = Resolve(option);
        return File.Exists(Path.Combine(folder, "data.noun"))
            ? folder
            : throw new DataFileException(folder, "WordNet 3.0 is not here (no data.noun). Install it (apt-get install wordnet-base), or unpack it "
                + $"without root (apt-get download wordnet-base; dpkg -x wordnet-base_*.deb FOLDER) and name FOLDER/usr/share/wordnet by {Variable}");
    }
}
