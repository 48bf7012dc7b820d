namespace QaaHybrid.Adapters;

/// <summary>An option that a method does not have or cannot take: the user's mistake.</summary>
/// <param name="key">The option's name, so that whoever read it from a file can name the line.</param>
/// <param name="message">What was found and what is allowed.</param>
public sealed class AdapterOptionException(string key, string message) : Exception(message)
{
    /// <summary>The option's name.</summary>
    public string Key { get; } = key;
}
