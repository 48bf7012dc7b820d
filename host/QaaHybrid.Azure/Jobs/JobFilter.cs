using System.Globalization;

namespace QaaHybrid.Azure;

/// <summary>What a list is ordered by.</summary>
public enum JobOrder
{
    /// <summary>When it was made.</summary>
    CreationTime,

    /// <summary>Its name.</summary>
    Name,

    /// <summary>Job or session.</summary>
    ItemType,

    /// <summary>The kind of job.</summary>
    JobType,

    /// <summary>Who runs it.</summary>
    ProviderId,

    /// <summary>What runs it.</summary>
    Target,

    /// <summary>Where it stands.</summary>
    State,
}

/// <summary>Which jobs or sessions to list, and in what order. Several values of one kind mean any of them; several kinds must all hold.</summary>
public sealed record JobFilter
{
    /// <summary>How the name begins.</summary>
    public string? NamePrefix { get; init; }

    /// <summary>Who runs it.</summary>
    public IReadOnlyList<string> Providers { get; init; } = [];

    /// <summary>What runs it.</summary>
    public IReadOnlyList<string> Targets { get; init; } = [];

    /// <summary>Where it stands. V1 and V2 workspaces have different words: <see cref="JobState"/>.</summary>
    public IReadOnlyList<JobState> States { get; init; } = [];

    /// <summary>The kind of job, e.g. <c>QuantumComputing</c>.</summary>
    public IReadOnlyList<string> JobTypes { get; init; } = [];

    /// <summary><c>Job</c> or <c>Session</c>, for <see cref="QuantumWorkspace.ListItemsAsync"/>.</summary>
    public IReadOnlyList<string> ItemTypes { get; init; } = [];

    /// <summary>The first day, UTC.</summary>
    public DateOnly? CreatedFrom { get; init; }

    /// <summary>The day up to whose beginning (UTC) it was made, as the service compares.</summary>
    public DateOnly? CreatedTo { get; init; }

    /// <summary>What it is ordered by; left to the service where null.</summary>
    public JobOrder? OrderBy { get; init; }

    /// <summary>Largest, or latest, first.</summary>
    public bool Descending { get; init; }

    /// <summary>How many to pass over.</summary>
    public int Skip { get; init; }

    /// <summary>How many the service sends at a time, at most 100.</summary>
    public int PageSize { get; init; } = 100;

    /// <summary>The query of a list, unescaped.</summary>
    internal List<KeyValuePair<string, string>> Query()
    {
        var query = new List<KeyValuePair<string, string>>();
        if (Expression() is { Length: > 0 } filter)
            query.Add(new("filter", filter));
        query.Add(new("skip", Skip.ToString(CultureInfo.InvariantCulture)));
        query.Add(new("top", PageSize.ToString(CultureInfo.InvariantCulture)));
        if (OrderBy is { } order)
            query.Add(new("orderby", $"{order} {(Descending ? "desc" : "asc")}"));
        return query;
    }

    private string Expression()
    {
        var parts = new List<string>();
        if (NamePrefix is not null)
            parts.Add($"startswith(Name, {Quote(NamePrefix)})");
        parts.AddRange(Any("ItemType", ItemTypes));
        parts.AddRange(Any("JobType", JobTypes));
        parts.AddRange(Any("ProviderId", Providers));
        parts.AddRange(Any("Target", Targets));
        parts.AddRange(Any("State", [.. States.Select(state => state.Text)]));
        if (CreatedFrom is { } from)
            parts.Add($"CreationTime ge {from.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}");
        if (CreatedTo is { } to)
            parts.Add($"CreationTime le {to.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}");
        return string.Join(" and ", parts);
    }

    private static IEnumerable<string> Any(string name, IReadOnlyList<string> values) => values.Count switch
    {
        0 => [],
        _ => [$"({string.Join(" or ", values.Select(value => $"{name} eq {Quote(value)}"))})"],
    };

    private static string Quote(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
}
