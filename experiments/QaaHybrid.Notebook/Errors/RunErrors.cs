using System.Diagnostics;
using System.Reflection;
using System.Text.RegularExpressions;
using QaaHybrid.Notebook.Scripting;
using QaaHybrid.QSharp;

namespace QaaHybrid.Notebook.Errors;

/// <summary>
/// What a cell has thrown, as a person reads it: the message, the lines of cells that led there, and the first function of QaaHybrid that is concerned; no
/// frames of the framework, the compiler's own classes or this kernel.
/// </summary>
internal static partial class RunErrors
{
    private const int MostPlaces = 12;

    /// <summary>Describes it.</summary>
    /// <param name="error">What was thrown.</param>
    /// <param name="codes">The text of a cell by what stack traces call it.</param>
    public static CellError Of(Exception error, Func<string, string?> codes)
    {
        error = Bare(error);
        var lines = new List<string>();
        for (var cause = error; cause is not null; cause = cause.InnerException is { } inner ? Bare(inner) : null)
        {
            // A cause whose words are in what it has caused says nothing new.
            if (cause != error && error.Message.Contains(cause.Message, StringComparison.Ordinal))
                continue;
            lines.Add($"{(cause == error ? "" : "caused by ")}{Ansi.Red(Name(cause))}: {cause.Message}");
            lines.AddRange(Frames(cause, codes));
        }
        return new CellError(Name(error), error.Message, lines);
    }

    /// <summary>Describes where a cell was stopped.</summary>
    /// <inheritdoc cref="Of"/>
    public static CellError Interrupted(Exception error, Func<string, string?> codes) =>
        new("Interrupted", "the cell was interrupted",
        [
            $"{Ansi.Red("Interrupted")}: what the cell has assigned so far stays",
            // A run that was stopped says how it is gone on with.
            .. error is RunInterruptedException ? (string[])[error.Message] : [],
            .. Frames(Bare(error), codes),
        ]);

    // Wrappers that say nothing by themselves.
    private static Exception Bare(Exception error) => error switch
    {
        AggregateException { InnerExceptions: [var only] } => Bare(only),
        TargetInvocationException { InnerException: { } inner } => Bare(inner),
        TypeInitializationException { InnerException: { } inner } => Bare(inner),
        _ => error,
    };

    // Q#'s failures say what they are by their kind, and a command has said it by itself.
    private static string Name(Exception error) => error switch
    {
        QSharpException { Failure: var failure } => $"Q# ({failure})",
        Magics.CommandFailedException => "qaa",
        PackageException => "NuGet",
        _ => error.GetType().Name,
    };

    private static IEnumerable<string> Frames(Exception error, Func<string, string?> codes)
    {
        var frames = new StackTrace(error, fNeedFileInfo: true).GetFrames();
        if (frames.FirstOrDefault(frame => IsOfQaaHybrid(frame.GetMethod())) is { } thrower && frames.TakeWhile(frame => frame != thrower).All(frame => Code(frame, codes) is null))
            yield return $"    in {NameOf(thrower.GetMethod()!)}";
        var ofCells = frames.Where(frame => Code(frame, codes) is not null).ToList();
        // A recursion is one line however deep it was.
        var places = new List<(string Place, string Text, int Times)>();
        foreach (var frame in ofCells)
        {
            var place = $"{Path.GetFileName(frame.GetFileName())}, line {frame.GetFileLineNumber()}";
            if (places.Count > 0 && places[^1].Place == place)
                places[^1] = places[^1] with { Times = places[^1].Times + 1 };
            else
                places.Add((place, Code(frame, codes)!.Split('\n').ElementAtOrDefault(frame.GetFileLineNumber() - 1)?.Trim() ?? "", 1));
        }
        foreach (var (place, text, times) in places.Take(MostPlaces))
            yield return $"    at {Ansi.Cyan(place)}: {text}{(times > 1 ? $" ({times} times)" : "")}";
        if (places.Count > MostPlaces)
            yield return $"    and {places.Count - MostPlaces} more calls";
    }

    private static string? Code(StackFrame frame, Func<string, string?> codes) =>
        frame.GetFileName() is { } file && frame.GetFileLineNumber() > 0 ? codes(Path.GetFileName(file)) : null;

    private static bool IsOfQaaHybrid(MethodBase? method) =>
        method?.DeclaringType?.FullName is { } name && name.StartsWith("QaaHybrid.", StringComparison.Ordinal)
        && !name.StartsWith("QaaHybrid.Notebook.", StringComparison.Ordinal);

    // An async method's frame is a class of the compiler's: Type+<Method>d__7.MoveNext.
    private static string NameOf(MethodBase method)
    {
        var type = method.DeclaringType!;
        return CompilersName().Match(type.Name) is { Success: true } match ? $"{type.DeclaringType?.FullName}.{match.Groups[1].Value}" : $"{type.FullName}.{method.Name}";
    }

    [GeneratedRegex(@"^<(\w+)>")]
    private static partial Regex CompilersName();
}
