namespace QaaHybrid.Training;

/// <summary>The examples of a task, dealt out. No source of one side stands on the other.</summary>
public sealed record TaskData
{
    /// <summary>One or two words for headings, such as <c>definitions</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Where the examples come from and how many there are, in a line for the report.</summary>
    public required string Description { get; init; }

    /// <summary>Examples to train on, in a seeded order.</summary>
    public required IReadOnlyList<SourceTarget> Training { get; init; }

    /// <summary>Held-out examples whose loss is measured.</summary>
    public required IReadOnlyList<SourceTarget> HeldOut { get; init; }

    /// <summary>Held-out sources to generate for, with all their references.</summary>
    public required IReadOnlyList<HeldOutItem> Generation { get; init; }
}
