using System.Globalization;

namespace QaaHybrid.Cli;

/// <summary>A number of things in words.</summary>
internal static class Counted
{
    /// <summary><c>1 job</c>, <c>1,062 jobs</c>.</summary>
    public static string Of(long count, string thing) => string.Create(CultureInfo.InvariantCulture, $"{count:#,0} {thing}{(count == 1 ? "" : "s")}");
}
