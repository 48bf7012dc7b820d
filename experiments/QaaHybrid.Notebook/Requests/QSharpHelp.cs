using System.Text.RegularExpressions;
using QaaHybrid.Notebook.Magics;
using QaaHybrid.QSharp;

namespace QaaHybrid.Notebook.Requests;

/// <summary>Q#'s names in a cell that is being written, as Microsoft's language service knows them: keywords, the libraries, earlier cells, the cell itself.</summary>
/// <param name="cells">The cells before.</param>
internal sealed partial class QSharpHelp(QSharpCells cells)
{
    // The compiler may be busy with what a cell has started; who types does not wait for that.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>How the name before a place could go on.</summary>
    public async Task<(int Start, IReadOnlyList<(string Name, string Kind)> Matches)> CompleteAsync(string code, int at)
    {
        var start = at;
        while (start > 0 && (char.IsLetterOrDigit(code[start - 1]) || code[start - 1] == '_'))
            start--;
        var begun = code[start..at];
        var found = await AskAsync(patience => Qaa.Session.Engine.CompleteAsync(cells.Place(code, at), patience)).ConfigureAwait(false);
        var names = (found ?? []).Where(item => item.Name.Split('.')[^1].StartsWith(begun, StringComparison.OrdinalIgnoreCase))
            .Select(item => (item.Name, item.Kind)).Distinct()
            // As it is written first, then in the service's order.
            .OrderBy(item => !item.Name.StartsWith(begun, StringComparison.Ordinal));
        return (start, [.. names]);
    }

    /// <summary>The name at a place with its documentation, or else the call around it; null where neither is known.</summary>
    public async Task<string?> ExplainAsync(string code, int at)
    {
        var found = await AtAsync(at).ConfigureAwait(false);
        // Behind a name the cursor still means the name.
        if (found is { Meaning: null, Signature: null } && at > 0)
            found = await AtAsync(at - 1).ConfigureAwait(false);
        return found?.Meaning is { } meaning ? Text(meaning)
            : found?.Signature is { } signature ? Text($"{signature}\n---\n{found.Documentation}")
            : null;

        Task<QSharpExplanation?> AtAsync(int place) => AskAsync(patience => Qaa.Session.Engine.ExplainAsync(cells.Place(code, place), patience));
    }

    /// <summary>What a name means wherever it may stand; null where it is unknown.</summary>
    public Task<string?> ExplainNameAsync(string name)
    {
        const string before = "operation Asked() : Unit { let _ = ";
        return FullName().IsMatch(name) ? ExplainAsync($"\n{before}{name}; }}", 1 + before.Length + name.Length - 1) : Task.FromResult<string?>(null);
    }

    // Where the compiler is missing or does not answer in time, nothing is known.
    private static async Task<T?> AskAsync<T>(Func<CancellationToken, Task<T>> ask)
        where T : class
    {
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            return await ask(patience.Token).ConfigureAwait(false);
        }
        catch (Exception error) when (error is OperationCanceledException or QSharpException)
        {
            return null;
        }
    }

    // The service's Markdown without its fences; a rule becomes an empty line.
    private static string Text(string markdown) =>
        string.Join('\n', markdown.Split('\n').Where(line => !line.StartsWith("```", StringComparison.Ordinal)).Select(line => line == "---" ? "" : line)).Trim();

    [GeneratedRegex(@"^\w+(\.\w+)*$")]
    private static partial Regex FullName();
}
