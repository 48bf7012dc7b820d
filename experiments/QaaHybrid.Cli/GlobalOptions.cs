using System.CommandLine;

namespace QaaHybrid.Cli;

/// <summary>The options that every command takes.</summary>
internal static class GlobalOptions
{
    public static readonly Option<bool> Json = new("--json") { Description = "print one JSON document on standard output, everything else on standard error", Recursive = true };
    public static readonly Option<long?> Seed = new("--seed") { Description = "the seed that governs everything random (default: the recipe's)", Recursive = true };
    public static readonly Option<int?> Threads = new Option<int?>("--threads") { Description = "threads for tensors and circuits, 0 takes all cores (default: the recipe's)", Recursive = true }.AtLeast(0);
    public static readonly Option<bool> Verbose = new("--verbose") { Description = "show where an error comes from", Recursive = true };
    public static readonly Option<bool> Quiet = new("--quiet") { Description = "no progress", Recursive = true };
}
