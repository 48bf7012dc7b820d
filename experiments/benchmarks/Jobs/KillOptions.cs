using System.Diagnostics;

namespace QaaHybrid.Benchmarks;

/// <summary>How a campaign of killed processes is carried out.</summary>
/// <param name="Runs">How many processes are killed.</param>
/// <param name="Child">The command that opens the journal in a folder, says so by a line on standard output, and sends a batch to the workspace of its environment.</param>
public sealed record KillOptions(int Runs, Func<string, int, ProcessStartInfo> Child)
{
    /// <summary>Governs when processes are killed and which requests fail.</summary>
    public long Seed { get; init; }

    /// <summary>How many processes, with a journal each, work at a time.</summary>
    public int Lanes { get; init; } = 2;

    /// <summary>Is told how far it is.</summary>
    public IProgress<string>? Remarks { get; init; }
}
