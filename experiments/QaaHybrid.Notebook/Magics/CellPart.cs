namespace QaaHybrid.Notebook.Magics;

/// <summary>What a part of a cell is written in.</summary>
internal enum PartKind
{
    /// <summary>C#.</summary>
    CSharp,

    /// <summary>Q#, the whole cell: <c>%%qsharp</c>.</summary>
    QSharp,

    /// <summary>A command of the command line: <c>%qaa …</c>.</summary>
    Command,

    /// <summary>A question about a name: <c>?name</c> or <c>name?</c>.</summary>
    Question,
}

/// <summary>A part of a cell.</summary>
/// <param name="Kind">What it is written in.</param>
/// <param name="Text">
/// The text. C# has empty lines in place of the parts before it, and Q# one in place of <c>%%qsharp</c>, so that lines are counted as in the cell; of the
/// others what stands after the sign.
/// </param>
internal sealed record CellPart(PartKind Kind, string Text)
{
    /// <summary>What begins a cell in Q#.</summary>
    public const string QSharpSign = "%%qsharp";

    /// <summary>What begins a line with a command.</summary>
    public const string CommandSign = "%qaa";

    /// <summary>The parts of a cell, in order.</summary>
    /// <exception cref="UnknownMagicException">It begins like a magic that there is not.</exception>
    public static IReadOnlyList<CellPart> Split(string code)
    {
        var start = code.TrimStart();
        if (IsSign(start, QSharpSign))
            return [new CellPart(PartKind.QSharp, QSharpOf(code))];
        if (start.StartsWith('%') && !IsSign(start, CommandSign))
            throw new UnknownMagicException(start.Split((char[]?)null, 2)[0]);
        if (start.TrimEnd() is ['?', .. { Length: > 0 } asked] && !asked.Contains('\n'))
            return [new CellPart(PartKind.Question, asked.Trim('?', ' '))];
        if (start.TrimEnd() is [.. { Length: > 0 } name, '?'] && name.All(character => char.IsLetterOrDigit(character) || character is '_' or '.'))
            return [new CellPart(PartKind.Question, name)];
        return SplitLines(code);
    }

    /// <summary>What the cell is written in at a place, and where that begins: a command behind its sign, everything else with the cell.</summary>
    /// <param name="code">The cell.</param>
    /// <param name="at">The place, in characters.</param>
    public static (PartKind Kind, int Begin) At(string code, int at)
    {
        var cell = code.Length - code.TrimStart().Length;
        if (IsSign(code[cell..], QSharpSign) && at > cell + QSharpSign.Length)
            return (PartKind.QSharp, 0);
        var line = at == 0 ? 0 : code.LastIndexOf('\n', at - 1) + 1;
        while (line < at && char.IsWhiteSpace(code[line]))
            line++;
        return IsSign(code[line..], CommandSign) && at > line + CommandSign.Length ? (PartKind.Command, line + CommandSign.Length) : (PartKind.CSharp, 0);
    }

    /// <summary>A cell in Q# without its sign; lines and columns stay.</summary>
    public static string QSharpOf(string code)
    {
        var at = code.IndexOf(QSharpSign, StringComparison.Ordinal);
        return at < 0 ? code : code[..at] + new string(' ', QSharpSign.Length) + code[(at + QSharpSign.Length)..];
    }

    private static List<CellPart> SplitLines(string code)
    {
        var parts = new List<CellPart>();
        var lines = code.Split('\n');
        var begin = 0;
        void EndCSharp(int end)
        {
            if (lines[begin..end].Any(line => !string.IsNullOrWhiteSpace(line)))
                parts.Add(new CellPart(PartKind.CSharp, new string('\n', begin) + string.Join('\n', lines[begin..end])));
        }
        for (var i = 0; i < lines.Length; i++)
        {
            if (!IsSign(lines[i].TrimStart(), CommandSign))
                continue;
            EndCSharp(i);
            parts.Add(new CellPart(PartKind.Command, lines[i].TrimStart()[CommandSign.Length..].Trim()));
            begin = i + 1;
        }
        EndCSharp(lines.Length);
        return parts;
    }

    private static bool IsSign(string text, string sign) =>
        text.StartsWith(sign, StringComparison.Ordinal) && (text.Length == sign.Length || char.IsWhiteSpace(text[sign.Length]));
}

/// <summary>A cell begins with a magic that there is not.</summary>
internal sealed class UnknownMagicException(string magic) : Exception($"there is no {magic}; there are {CellPart.QSharpSign} (a cell in Q#), {CellPart.CommandSign} … (a command of the command line) and ?name");
