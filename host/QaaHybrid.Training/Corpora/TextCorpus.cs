namespace QaaHybrid.Training;

/// <summary>Plain text files. A document ends at two blank lines or more; other line ends are kept.</summary>
public static class TextCorpus
{
    /// <summary>Reads the corpus.</summary>
    /// <param name="name">What it is called.</param>
    /// <param name="files">The files, UTF-8.</param>
    /// <param name="licence">The notice that has to stand beside a model trained on it; required, because nothing else knows it.</param>
    /// <exception cref="DataFileException">A file is missing, not UTF-8, or empty.</exception>
    public static Corpus Read(string name, IReadOnlyList<string> files, string licence)
    {
        var documents = new List<string>();
        foreach (var file in files)
        {
            var before = documents.Count;
            documents.AddRange(TextFile.ReadAll(file).Split("\n\n\n", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
            if (documents.Count == before)
                throw new DataFileException(file, "is empty");
        }
        return new Corpus(name, $"plain text: {string.Join(", ", files.Select(Path.GetFileName))}", licence, documents);
    }
}
