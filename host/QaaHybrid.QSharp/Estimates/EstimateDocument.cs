using System.Text.Json;

namespace QaaHybrid.QSharp;

/// <summary>The estimator's documents, from JSON into this project's types.</summary>
internal static class EstimateDocument
{
    /// <summary>Whether it is an estimate; else it holds <c>code</c> and <c>message</c>.</summary>
    public static bool IsSuccess(JsonElement document) => document.TryGetProperty("status", out var status) && status.GetString() == "success";

    public static string Failure(JsonElement document) =>
        document.TryGetProperty("message", out var message) ? message.GetString()! : "the estimator gave no reason";

    public static LogicalCounts Counts(JsonElement document)
    {
        var counts = document.GetProperty("logicalCounts");
        return new LogicalCounts(
            Long(counts, "numQubits"), Long(counts, "tCount"), Long(counts, "rotationCount"), Long(counts, "rotationDepth"),
            Long(counts, "cczCount"), Long(counts, "ccixCount"), Long(counts, "measurementCount"));
    }

    public static QubitModelEstimate Model(string name, JsonElement document)
    {
        if (!IsSuccess(document))
            return new QubitModelEstimate(name, null, Failure(document));
        var (physical, scheme) = (document.GetProperty("physicalCounts"), document.GetProperty("jobParams").GetProperty("qecScheme"));
        var breakdown = physical.GetProperty("breakdown");
        return new QubitModelEstimate(
            name,
            new PhysicalResources(
                scheme.GetProperty("name").GetString()!,
                document.GetProperty("logicalQubit").GetProperty("codeDistance").GetInt32(),
                Long(breakdown, "algorithmicLogicalQubits"), Long(breakdown, "logicalDepth"), Long(breakdown, "numTstates"), Long(breakdown, "numTfactories"),
                Long(physical, "physicalQubits"), physical.GetProperty("runtime").GetDouble()),
            null);
    }

    private static long Long(JsonElement element, string name) => element.GetProperty(name).GetInt64();
}
