namespace QaaHybrid.Training;

/// <summary>One method in a report.</summary>
/// <param name="Result">Its line of the table.</param>
/// <param name="Metrics">Its log.</param>
/// <param name="Samples">Generated texts.</param>
/// <param name="Evidence">Circuits and their agreement.</param>
public sealed record ReportedMethod(
    MethodResult Result, IReadOnlyList<MetricRow> Metrics, IReadOnlyList<GeneratedSample> Samples, MethodEvidence Evidence)
{
    /// <summary>What came out for each held-out example; empty in runs of before it was kept.</summary>
    public IReadOnlyList<HeldOutExample> Examples { get; init; } = [];

    /// <summary>Reads a method's files.</summary>
    /// <exception cref="DataFileException">A file is missing or damaged.</exception>
    internal static ReportedMethod FromFolder(MethodFolder folder) => new(
        JsonFiles.Read<MethodResult>(folder.ResultFile),
        MetricsLog.Read(folder.MetricsFile),
        JsonFiles.ReadLines<GeneratedSample>(folder.SamplesFile),
        File.Exists(folder.EvidenceFile) ? JsonFiles.Read<MethodEvidence>(folder.EvidenceFile) : MethodEvidence.None)
    {
        Examples = File.Exists(folder.HeldOutFile) ? HeldOutExample.Read(folder.HeldOutFile) : [],
    };

    /// <summary>The values of one column over the steps.</summary>
    internal IReadOnlyList<(double X, double Y)> Column(string name) =>
        [.. Metrics.Where(row => row.Values.ContainsKey(name)).Select(row => ((double)row.Step, row.Values[name]))];
}
