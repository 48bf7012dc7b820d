namespace QaaHybrid.Models;

/// <summary>
/// A file of a model that cannot be used: the message names the file, the tensor, key or token in question, what was found and what was expected.
/// </summary>
public sealed class ModelFileException : IOException
{
    /// <summary>Says what is wrong with <paramref name="file"/> as a whole.</summary>
    public ModelFileException(string file, string problem, Exception? inner = null) : base($"{file}: {problem}", inner) => File = file;

    /// <summary>Says what is wrong at one place of <paramref name="file"/>.</summary>
    /// <param name="file">Path of the file.</param>
    /// <param name="place">What the problem is about, in words: <c>tensor 'model.norm.weight'</c>, <c>key 'rope_theta'</c>.</param>
    /// <param name="problem">What was found, and what was expected.</param>
    /// <param name="inner">What led to it.</param>
    public ModelFileException(string file, string place, string problem, Exception? inner = null) : base($"{file}: {place}: {problem}", inner)
    {
        File = file;
        Place = place;
    }

    /// <summary>Path of the file.</summary>
    public string File { get; }

    /// <summary>The tensor, key or token in question; null where it is the file as a whole.</summary>
    public string? Place { get; }
}
