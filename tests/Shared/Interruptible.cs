using System.Diagnostics;
using System.Globalization;

namespace QaaHybrid.TestSupport;

/// <summary>Processes that a test interrupts. Where the tests themselves run with SIGINT ignored, as in the background of a script, their children would ignore it too.</summary>
internal static class Interruptible
{
    private const ulong Interrupt = 1 << (2 - 1);

    /// <summary>Starts a process that SIGINT reaches.</summary>
    public static Process Start(ProcessStartInfo start)
    {
        if (IsIgnored())
        {
            foreach (var argument in (string[])[start.FileName, "--default-signal=INT"])
                start.ArgumentList.Insert(0, argument);
            start.FileName = "env";
        }
        return Process.Start(start)!;
    }

    private static bool IsIgnored() => OperatingSystem.IsLinux()
        && File.ReadLines("/proc/self/status").FirstOrDefault(line => line.StartsWith("SigIgn:", StringComparison.Ordinal)) is { } line
        && (ulong.Parse(line.AsSpan("SigIgn:".Length).Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture) & Interrupt) != 0;
}
