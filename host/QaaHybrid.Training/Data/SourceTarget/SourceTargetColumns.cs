namespace QaaHybrid.Training;

/// <summary>Which two columns (CSV) or members (JSON) of a file are source and target.</summary>
/// <param name="Source">Name of the source column.</param>
/// <param name="Target">Name of the target column.</param>
public sealed record SourceTargetColumns(string Source, string Target)
{
    /// <summary>The pairs of names that are recognised without being told, in this order.</summary>
    public static IReadOnlyList<SourceTargetColumns> Known { get; } =
    [
        new("source", "target"), new("mr", "ref"), new("prompt", "completion"), new("input", "output"), new("question", "answer"),
    ];

    /// <summary>
    /// The columns to use among <paramref name="present"/>: the <paramref name="wanted"/> ones, else the first known pair that is
    /// there. A null answer comes with the sentence that says why.
    /// </summary>
    public static SourceTargetColumns? Choose(IReadOnlyCollection<string> present, SourceTargetColumns? wanted, out string why)
    {
        bool There(SourceTargetColumns pair) => present.Contains(pair.Source) && present.Contains(pair.Target);
        var choice = wanted ?? Known.FirstOrDefault(There);
        var found = $"found: {string.Join(", ", present)}";
        why = choice is null
            ? $"no pair of columns is recognised ({found}); name them with source_column and target_column"
            : $"there are no columns '{choice.Source}' and '{choice.Target}' ({found})";
        return choice is not null && There(choice) ? choice : null;
    }
}
