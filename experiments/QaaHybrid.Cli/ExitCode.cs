namespace QaaHybrid.Cli;

/// <summary>What the process returns.</summary>
internal static class ExitCode
{
    public const int Done = 0;
    public const int Ours = 1;
    public const int UsersMistake = 2;

    /// <summary>What shells report for a process that Ctrl-C ended.</summary>
    public const int Interrupted = 130;
}
