using System.Text.Json.Nodes;

namespace QaaHybrid.Azure;

/// <summary>What to change about a job; null leaves it as it is.</summary>
public sealed record JobUpdate
{
    /// <summary>Its new name.</summary>
    public string? Name { get; init; }

    /// <summary><c>Standard</c> or <c>High</c>.</summary>
    public string? Priority { get; init; }

    /// <summary>All its labels from now on.</summary>
    public IReadOnlyList<string>? Tags { get; init; }

    internal JsonObject Body()
    {
        var body = new JsonObject();
        if (Name is not null)
            body["name"] = Name;
        if (Priority is not null)
            body["priority"] = Priority;
        if (Tags is not null)
            body["tags"] = new JsonArray([.. Tags.Select(tag => JsonValue.Create(tag))]);
        return body;
    }
}
