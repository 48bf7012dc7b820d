using System.Globalization;

namespace QaaHybrid.Training;

/// <summary>What all text metrics ask of their input.</summary>
internal static class Segments
{
    /// <summary>Refuses what cannot be compared.</summary>
    /// <exception cref="ArgumentException">The counts differ, there is no segment, or a segment has no reference.</exception>
    public static void Check(IReadOnlyList<string> hypotheses, IReadOnlyList<IReadOnlyList<string>> references)
    {
        if (hypotheses.Count != references.Count || hypotheses.Count == 0)
            throw new ArgumentException($"{hypotheses.Count} hypotheses for {references.Count} segments", nameof(hypotheses));
        foreach (var (segment, accepted) in references.Index())
            if (accepted.Count == 0)
                throw new ArgumentException($"segment {segment} has no reference", nameof(references));
    }

    /// <summary>How many references each segment has, or <c>var</c>: as sacreBLEU's signatures say it.</summary>
    public static string ReferenceCount(IReadOnlyList<IReadOnlyList<string>> references) =>
        references.Select(accepted => accepted.Count).Distinct().ToList() is [var count] ? count.ToString(CultureInfo.InvariantCulture) : "var";
}
