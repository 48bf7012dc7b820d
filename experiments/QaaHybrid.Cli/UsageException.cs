namespace QaaHybrid.Cli;

/// <summary>Arguments that a command cannot work with.</summary>
internal sealed class UsageException(string message) : Exception(message);
