namespace QaaHybrid.Files;

/// <summary>Folders that something is written into.</summary>
public static class OutputFolder
{
    /// <summary>Makes a folder with those above it; one that is there is left as it is.</summary>
    /// <param name="path">The folder.</param>
    /// <exception cref="FileWriteException">It cannot be made.</exception>
    public static void Make(string path)
    {
        try
        {
            Directory.CreateDirectory(path);
        }
        catch (Exception error) when (FileWriteException.Explains(error))
        {
            throw new FileWriteException(path, "made", error);
        }
    }

    /// <summary>A new folder for what a call needs while it lasts, below <c>TMPDIR</c>.</summary>
    /// <param name="prefix">What its name begins with.</param>
    /// <exception cref="FileWriteException">It cannot be made.</exception>
    public static DirectoryInfo MakeTemporary(string prefix)
    {
        try
        {
            return Directory.CreateTempSubdirectory(prefix);
        }
        catch (Exception error) when (FileWriteException.Explains(error))
        {
            throw new FileWriteException(Path.TrimEndingDirectorySeparator(Path.GetTempPath()), "written (the folder for temporary files, TMPDIR)", error);
        }
    }
}
