namespace QaaHybrid.Files;

/// <summary>Where programs keep things for a user, by the XDG base directory specification: the variable's folder, else the usual one at home. None of them need exist.</summary>
public static class UserFolder
{
    /// <summary>What can be made again: <c>XDG_CACHE_HOME</c>, else <c>~/.cache</c>.</summary>
    public static string Cache => Of("XDG_CACHE_HOME", ".cache");

    /// <summary>What is kept from one time to the next: <c>XDG_STATE_HOME</c>, else <c>~/.local/state</c>.</summary>
    public static string State => Of("XDG_STATE_HOME", Path.Combine(".local", "state"));

    /// <summary>What is installed for the user: <c>XDG_DATA_HOME</c>, else <c>~/.local/share</c>.</summary>
    public static string Data => Of("XDG_DATA_HOME", Path.Combine(".local", "share"));

    private static string Of(string variable, string usual) => Environment.GetEnvironmentVariable(variable) is { Length: > 0 } named
        ? named
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), usual);
}
