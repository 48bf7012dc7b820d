namespace QaaHybrid.Training;

/// <summary>
/// What a reader does with a line that it cannot use: refuse the file, naming the line, or leave the line out and count it. Errors of a whole file
/// (missing, no such column, no example) are always refused.
/// </summary>
/// <param name="skip">Whether bad lines are left out.</param>
public sealed class BadLines(bool skip = false)
{
    private DataFileException? first;

    /// <summary>Lines left out so far.</summary>
    public int Count { get; private set; }

    /// <summary>How many lines were left out, and what was wrong with the first; null where there was none.</summary>
    public string? Summary => first is null ? null
        : FormattableString.Invariant($"{Count} bad line{(Count == 1 ? "" : "s")} left out; the first: {first.Message}");

    /// <summary>Takes note of a line that is left out.</summary>
    /// <param name="error">What is wrong with it.</param>
    /// <param name="isItem">Whether the error is in one of many files, each of which counts as a line.</param>
    /// <exception cref="DataFileException">The error itself, where bad lines are refused or it is one of the whole file.</exception>
    internal void Note(DataFileException error, bool isItem = false)
    {
        if (!skip || (error.Line is null && !isItem))
            throw error;
        first ??= error;
        Count++;
    }

    /// <summary>Converts records one by one; those that cannot be converted are bad lines.</summary>
    internal IEnumerable<TResult> Select<TRecord, TResult>(IEnumerable<TRecord> records, Func<TRecord, TResult> convert, bool areItems = false)
    {
        foreach (var record in records)
        {
            TResult result;
            try
            {
                result = convert(record);
            }
            catch (DataFileException error)
            {
                Note(error, areItems);
                continue;
            }
            yield return result;
        }
    }
}
