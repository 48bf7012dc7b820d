using System.Text.Json.Nodes;

namespace QaaHybrid.AzureEmulator;

/// <summary>A row of a list: what filters and orders look at, and what is shown.</summary>
internal sealed record ListedItem(
    string Name, string ItemType, string JobType, string ProviderId, string Target, string State, DateTimeOffset CreationTime, Func<JsonObject> Document)
{
    /// <summary>The value of a field of text.</summary>
    /// <exception cref="ServiceException">There is no such field.</exception>
    public string Text(string field) => field switch
    {
        "Name" => Name,
        "ItemType" => ItemType,
        "JobType" => JobType,
        "ProviderId" => ProviderId,
        "Target" => Target,
        "State" => State,
        _ => throw ServiceException.BadRequest($"Lists have no field '{field}'; they have Name, ItemType, JobType, ProviderId, Target, State, CreationTime."),
    };
}
