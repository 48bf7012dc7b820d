namespace QaaHybrid.Training;

/// <summary>A row of a table with named columns: of a TSV or CSV file, or the members of a JSON object.</summary>
/// <param name="File">The file, for messages.</param>
/// <param name="Line">The line that it starts on.</param>
/// <param name="Columns">Names of the columns.</param>
/// <param name="Fields">Their values; <c>true</c>, <c>false</c> and numbers of JSON as they are written.</param>
public sealed record TableRow(string File, int Line, IReadOnlyList<string> Columns, IReadOnlyList<string> Fields)
{
    /// <summary>The value of a column, trimmed; null where there is no such column.</summary>
    public string? Find(string column)
    {
        for (var i = 0; i < Columns.Count; i++)
            if (Columns[i] == column)
                return Fields[i].Trim();
        return null;
    }

    /// <summary>The value of a column, trimmed.</summary>
    /// <exception cref="DataFileException">There is no such column, or it is empty.</exception>
    public string Required(string column) => Find(column) switch
    {
        null => throw new DataFileException(File, Line, $"has no '{column}' (found: {string.Join(", ", Columns)})"),
        "" => throw new DataFileException(File, Line, $"'{column}' is empty; drop the line or fill it in"),
        var text => text,
    };
}
