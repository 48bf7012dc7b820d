using System.CommandLine;
using System.Globalization;
using QaaHybrid.Benchmarks;
using QaaHybrid.Models;
using QaaHybrid.Training;

namespace QaaHybrid.Cli.Commands;

/// <summary><c>qaa bench tokenizer</c>: how much text a tokenizer reads a second on one core.</summary>
internal static class BenchTokenizerCommand
{
    private static readonly Option<string?> Model = new("--model") { Description = "a model's folder, or a tokenizer's file (default: the shipped wordnet-small)", HelpName = "PATH" };
    private static readonly Option<string?> Text = new("--text") { Description = "a text to read (default: WordNet's definitions of nouns)", HelpName = "FILE" };
    private static readonly Option<double> Seconds = new("--seconds") { Description = "time for each job; the best repetition counts", DefaultValueFactory = _ => 3 };

    public static Command Create() => new Command("tokenizer", "text read by a tokenizer, in MB/s on one core") { Model, Text, Seconds }.Does((context, _) =>
    {
        if (context.Get(Seconds) is not (> 0 and < 3600) and var seconds)
            throw new UsageException(FormattableString.Invariant($"--seconds is {seconds}, expected more than 0 and less than 3600"));
        var path = context.Get(Model) ?? Path.Combine(Places.Models, "wordnet-small");
        var jobs = TokenizerBenchmark.Run(() => Directory.Exists(path) ? Tokenizer.FromFolder(path) : Tokenizer.FromFile(path),
            context.Get(Text) is { } file ? File.ReadAllText(file) : Definitions(), context.Get(Seconds));
        context.Answer(new { jobs }, string.Join(Environment.NewLine, TextTable.Lines(["job", "tokens", "MB/s"], jobs.Select(job => new[]
        {
            job.Name, job.Tokens.ToString(CultureInfo.InvariantCulture), job.MegabytesPerSecond.ToString("0.0", CultureInfo.InvariantCulture),
        }))));
        return Task.CompletedTask;
    });

    private static string Definitions() => string.Join('\n', File.ReadLines(Path.Combine(WordNetFolder.Require(), "data.noun"))
        .Where(line => !line.StartsWith(' ')).Select(line => line[(line.IndexOf('|', StringComparison.Ordinal) + 1)..].Trim()));
}
