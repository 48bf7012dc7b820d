using QaaHybrid.Notebook.Magics;
using QaaHybrid.Notebook.Scripting;

namespace QaaHybrid.Notebook.Requests;

/// <summary>What someone who writes a cell asks: how a name could go on, and what one means; each asked of the language that the cursor is in.</summary>
/// <param name="csharp">The cells in C# before.</param>
/// <param name="qsharp">The cells in Q# before.</param>
/// <param name="commands">The command line.</param>
internal sealed class Questions(CSharpSession csharp, QSharpCells qsharp, KernelCommands commands)
{
    private readonly Completer _completer = new(csharp);
    private readonly Inspector _inspector = new(csharp);
    private readonly QSharpHelp _help = new(qsharp);

    /// <summary>The names that fit, what of the text they take the place of, and what kind each is.</summary>
    /// <param name="code">The cell as far as it is written.</param>
    /// <param name="at">Where the cursor stands, in characters.</param>
    public async Task<(int Start, IReadOnlyList<(string Name, string Kind)> Matches)> CompleteAsync(string code, int at)
    {
        switch (CellPart.At(code, at))
        {
            case (PartKind.QSharp, _):
                return await _help.CompleteAsync(code, at).ConfigureAwait(false);
            case (PartKind.Command, var begin):
                var (start, words) = commands.Complete(code[begin..at]);
                return (begin + start, [.. words.Select(word => (word, "magic"))]);
            default:
                return _completer.Complete(code, at);
        }
    }

    /// <summary>What stands at a place; null where nothing is known.</summary>
    /// <inheritdoc cref="CompleteAsync"/>
    public async Task<string?> ExplainAsync(string code, int at)
    {
        switch (CellPart.At(code, at))
        {
            case (PartKind.QSharp, _):
                return await _help.ExplainAsync(code, at).ConfigureAwait(false);
            case (PartKind.Command, var begin):
                var end = code.IndexOf('\n', begin);
                return commands.Help(end < 0 ? code[begin..] : code[begin..end]);
            default:
                return qsharp.Declares(Word(code, at)) ? await _help.ExplainNameAsync(Word(code, at)).ConfigureAwait(false) : _inspector.Describe(code, at);
        }
    }

    /// <summary>What a name means, in C# or else in Q#; null where nothing is known.</summary>
    public async Task<string?> ExplainNameAsync(string name) =>
        await ExplainAsync(name, name.Length).ConfigureAwait(false) ?? await _help.ExplainNameAsync(name).ConfigureAwait(false);

    private static string Word(string code, int at)
    {
        var (start, end) = (at, at);
        while (start > 0 && IsOfName(code[start - 1]))
            start--;
        while (end < code.Length && IsOfName(code[end]))
            end++;
        return code[start..end];
    }

    private static bool IsOfName(char character) => char.IsLetterOrDigit(character) || character == '_';
}
