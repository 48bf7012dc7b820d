namespace QaaHybrid.Training;

/// <summary>The rule by which every data folder is found.</summary>
internal static class DataFolder
{
    /// <summary>The option where given, else the environment variable where set, else the place where Debian puts it.</summary>
    public static string Resolve(string? option, string variable, string standard) =>
        !string.IsNullOrEmpty(option) ? option
        : Environment.GetEnvironmentVariable(variable) is { Length: > 0 } named ? named
        : standard;
}
