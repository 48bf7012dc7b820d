using System.Text.Json.Nodes;

namespace QaaHybrid.AzureEmulator;

internal sealed partial class Workspace
{
    // Limits of nobody's contract: high enough never to matter, so that the use beside them is what is read.
    private const double Limit = 1_000_000;

    /// <summary>What ended jobs have consumed, by provider and dimension.</summary>
    private Task<Answer> QuotasAsync(WorkspaceCall call) => Task.FromResult(Answer.Json(new JsonObject
    {
        ["value"] = new JsonArray([.. store.Jobs
            .SelectMany(job => job.Charge?.Events ?? [], (job, used) => (job.ProviderId, used.DimensionId, used.Amount))
            .GroupBy(used => (used.ProviderId, used.DimensionId))
            .OrderBy(group => group.Key)
            .Select(group => new JsonObject
            {
                ["dimension"] = group.Key.DimensionId,
                ["scope"] = "Workspace",
                ["providerId"] = group.Key.ProviderId,
                ["utilization"] = group.Sum(used => used.Amount),
                ["holds"] = 0,
                ["limit"] = Limit,
                ["period"] = "Infinite",
            })]),
        ["nextLink"] = null,
    }));
}
