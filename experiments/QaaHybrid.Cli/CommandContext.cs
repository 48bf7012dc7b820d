using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using QaaHybrid.Display;
using QaaHybrid.Files;
using QaaHybrid.Training;

namespace QaaHybrid.Cli;

/// <summary>What a command gets beside its own arguments: the global options, and where its answer goes.</summary>
internal sealed class CommandContext(ParseResult parsed)
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public bool Json => parsed.GetValue(GlobalOptions.Json);

    public bool Quiet => parsed.GetValue(GlobalOptions.Quiet);

    public bool Verbose => parsed.GetValue(GlobalOptions.Verbose);

    public long? Seed => parsed.GetValue(GlobalOptions.Seed);

    public int? Threads => parsed.GetValue(GlobalOptions.Threads);

    /// <summary>The value of one of the command's own options or arguments.</summary>
    public T? Get<T>(Option<T> option) => parsed.GetValue(option);

    /// <inheritdoc cref="Get{T}(Option{T})"/>
    public T? Get<T>(Argument<T> argument) => parsed.GetValue(argument);

    /// <summary>The command's answer: the document with <c>--json</c>, else the text.</summary>
    public void Answer(object document, string text) =>
        FileWriteException.Guard("standard output", () => Console.Out.WriteLine(Json ? JsonSerializer.Serialize(document, Options) : text));

    /// <summary>A table for a person: on a terminal as wide as that is, with a line on the columns that had no room.</summary>
    /// <param name="table">The table.</param>
    /// <param name="first">Columns from the left that stay in any case.</param>
    /// <param name="last">Columns from the right that stay in any case.</param>
    public string Fitted(Table table, int first, int last)
    {
        if (Console.IsOutputRedirected || Json)
            return table.ToString();
        var (fitted, leftOut) = table.Within(Console.WindowWidth, first, last);
        return leftOut.Count == 0 ? fitted.ToString() : $"{fitted}{Environment.NewLine}not shown for want of room, but in the report: {string.Join(", ", leftOut)}";
    }

    /// <summary>Where long work says how far it is: a bar on a terminal, a line now and then elsewhere, nothing with <c>--quiet</c>.</summary>
    public IProgressSink Progress() => Quiet ? new NoProgress() : new ConsoleProgress(Console.Error, !Console.IsErrorRedirected, () => Console.WindowWidth);

    /// <summary>Where long work that is no training says what it is at; null with <c>--quiet</c>.</summary>
    public IProgress<string>? Remarks() => Quiet ? null : new SaidAtOnce(Say);

    /// <summary>A remark for a person; never on standard output.</summary>
    public void Say(string text)
    {
        if (!Quiet)
            Console.Error.WriteLine($"qaa: {text}");
    }

    // Progress<T> would say it later, on another thread.
    private sealed class SaidAtOnce(Action<string> say) : IProgress<string>
    {
        public void Report(string value) => say(value);
    }
}
