using System.Diagnostics;

namespace QaaHybrid.Notebook.Magics;

/// <summary>The command line, as cells use it behind <c>%qaa</c>.</summary>
/// <param name="Start">How it is started with these words.</param>
/// <param name="Complete">For a begun command: where its last word begins, and how that could go on.</param>
/// <param name="Help">What a command is for and takes; null where there is no such command.</param>
public sealed record KernelCommands(
    Func<IEnumerable<string>, ProcessStartInfo> Start, Func<string, (int Start, IReadOnlyList<string> Words)> Complete, Func<string, string?> Help);
