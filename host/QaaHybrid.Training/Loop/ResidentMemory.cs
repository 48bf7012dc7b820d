using System.Globalization;
using System.Runtime.InteropServices;

namespace QaaHybrid.Training;

/// <summary>The memory of this process as Linux counts it, mapped files included; null elsewhere.</summary>
public static partial class ResidentMemory
{
    /// <summary>Bytes resident now.</summary>
    public static double? Now => Read("VmRSS:");

    /// <summary>Most bytes resident since <see cref="ResetPeak"/>.</summary>
    public static double? Peak => Read("VmHWM:");

    /// <summary>Starts the peak anew (Linux only), with what is free given back: the allocator keeps it otherwise, and what is allocated next would not show.</summary>
    public static void ResetPeak()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        _ = Trim(0);
        File.WriteAllText("/proc/self/clear_refs", "5");
    }

    /// <summary>The most that a piece of work has resident beyond what was resident before it, bytes; null where the system does not tell.</summary>
    /// <param name="work">The work.</param>
    public static double? PeakOf(Action work)
    {
        if (!OperatingSystem.IsLinux())
        {
            work();
            return null;
        }
        ResetPeak();
        var before = Now;
        work();
        return Peak - before;
    }

    private static double? Read(string key) => !OperatingSystem.IsLinux() ? null
        : 1024 * double.Parse(File.ReadLines("/proc/self/status").First(line => line.StartsWith(key, StringComparison.Ordinal))[key.Length..].Replace("kB", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);

    [LibraryImport("libc", EntryPoint = "malloc_trim")]
    private static partial int Trim(nuint keep);
}
