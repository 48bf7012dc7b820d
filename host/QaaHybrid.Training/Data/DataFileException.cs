namespace QaaHybrid.Training;

/// <summary>
/// A data file cannot be read: missing, not in the expected format, or not text. The message names the file and, where there is one,
/// the line, says what was found and what to do.
/// </summary>
public sealed class DataFileException : IOException
{
    /// <summary>An error of a whole file.</summary>
    public DataFileException(string file, string what, Exception? inner = null)
        : base($"{file}: {what}", inner) => File = file;

    /// <summary>An error in one line; lines count from 1.</summary>
    public DataFileException(string file, int line, string what, Exception? inner = null)
        : base($"{file}, line {line}: {what}", inner) => (File, Line) = (file, line);

    /// <summary>The file, as the caller named it.</summary>
    public string File { get; }

    /// <summary>The line, counted from 1; null where the error is not in one line.</summary>
    public int? Line { get; }
}
