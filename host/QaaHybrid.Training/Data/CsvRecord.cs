namespace QaaHybrid.Training;

/// <summary>One record of a CSV file.</summary>
/// <param name="Line">The line on which it starts, counted from 1.</param>
/// <param name="Fields">Its fields, unquoted.</param>
public sealed record CsvRecord(int Line, IReadOnlyList<string> Fields);
