namespace QaaHybrid.Files;

/// <summary>Why a place cannot be written, and what to do, in the half of a sentence.</summary>
internal static class WriteObstacle
{
    // .NET hands the system's number on as HResult.
    private const int NoSpace = 28, ReadOnly = 30, Quota = 122, QuotaOnMac = 69;
    private const int DiskFullOnWindows = unchecked((int)0x80070070), HandleDiskFullOnWindows = unchecked((int)0x80070027), WriteProtectedOnWindows = unchecked((int)0x80070013);

    private const string MakeRoom = "make room there, or name a place on another disk";
    private const string NameAnother = "name a place that can be written";

    /// <summary>Of a file, in whose place there may be a folder.</summary>
    public static string OfFile(string path, Exception error) => Directory.Exists(path) ? $"it is a folder, expected a file; {NameAnother}" : Of(path, error);

    /// <summary>Of a file or a folder.</summary>
    public static string Of(string path, Exception error) => error switch
    {
        { HResult: NoSpace or DiskFullOnWindows or HandleDiskFullOnWindows } => $"No space left on device; {MakeRoom}",
        { HResult: Quota or QuotaOnMac } => $"Disk quota exceeded; {MakeRoom}",
        { HResult: ReadOnly or WriteProtectedOnWindows } => $"Read-only file system; {NameAnother}",
        _ when IsTooLarge(error) => "File too large, for this user (ulimit -f) or for the file system; allow larger files, or name a place on another disk",
        _ when FileAmong(path) is { } file => $"{file} is a file, expected a folder; {NameAnother}",
        UnauthorizedAccessException => $"Permission denied; {NameAnother} by this user, or change who may write there",
        _ => $"{Words(error)}; {NameAnother}",
    };

    /// <summary>Whether an exception is what .NET makes of EFBIG, which looks like a wrong argument of its own.</summary>
    public static bool IsTooLarge(Exception? error) => error is ArgumentOutOfRangeException { ParamName: "value", ActualValue: null } && error.StackTrace?.TrimStart() is { } trace && trace.StartsWith("at System.IO.", StringComparison.Ordinal);

    // A folder on the way that is none.
    private static string? FileAmong(string path)
    {
        for (var folder = Path.GetDirectoryName(Path.GetFullPath(path)); folder is not null; folder = Path.GetDirectoryName(folder))
            if (File.Exists(folder))
                return folder;
        return null;
    }

    // The system's words without the path that .NET puts behind them.
    private static string Words(Exception error) => error.Message.Split(" : '")[0].TrimEnd('.');
}
