using System.CommandLine;
using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;
using QaaHybrid.Cli.Commands;
using QaaHybrid.Cli.Commands.Azure;
using QaaHybrid.Cli.Commands.Notebooks;

namespace QaaHybrid.Cli;

/// <summary>The <c>qaa</c> command: exit code 0 done, 2 the user's mistake, 1 ours.</summary>
internal static class Program
{
    /// <summary>Every command.</summary>
    public static RootCommand Root() =>
        new("QaaHybrid fine-tunes language models with adapters that are quantum circuits, written in Q#.")
        {
            GlobalOptions.Json, GlobalOptions.Seed, GlobalOptions.Threads, GlobalOptions.Verbose, GlobalOptions.Quiet,
            RunCommand.Create(), TrainCommand.Create(), ResumeCommand.Create(), CompareCommand.Create(), RunsCommand.Create(), EvalCommand.Create(), PredictCommand.Create(), GenerateCommand.Create(), MergeCommand.Create(), VerifyCommand.Create(),
            PretrainCommand.Create(), ParamsCommand.Create(), MethodsCommand.Create(), TrainMethodCommand.Create(), SendJobsCommand.Create(),
            CircuitCommand.Create(), CostCommand.Create(), JobsCommand.Create(), AzureEmulatorCommand.Create(), BenchCommand.Create(), DoctorCommand.Create(), NotebookCommand.Create(),
        };

    private static async Task<int> Main(string[] args)
    {
        Console.SetError(new RemarkWriter(Console.Error));
        // @FILE is a value here (--theta @FILE), not a file of arguments.
        var parsed = Root().Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors)
                Console.Error.WriteLine($"qaa: {Sentence(error.Message, parsed.CommandResult.Command)}");
            Console.Error.WriteLine("qaa: './qaa --help' lists the commands, './qaa COMMAND --help' their options");
            return ExitCode.UsersMistake;
        }
        // A minute, so that a step under way can finish and the checkpoint can be written after Ctrl-C. To notebooks Ctrl-C is no end.
        var configuration = new InvocationConfiguration
        {
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = NotebookCommand.KeepsInterrupts(parsed) ? null : TimeSpan.FromMinutes(1),
        };
        return await parsed.InvokeAsync(configuration).ConfigureAwait(false);
    }

    // The parser names .NET's types, and no commands.
    private static string Sentence(string message, Command command) => message == "Required command was not provided."
        ? $"'{command.Name}' is followed by one of {string.Join(", ", command.Subcommands.Where(known => !known.Hidden).Select(known => known.Name))}"
        : Regex.Replace(
            message, @"^Cannot parse argument '(.*)' for option '(.*)' as expected type '.*(?:(Int32|Int64)|Double)\]?'\.$",
            match => $"{match.Groups[2].Value} is '{match.Groups[1].Value}', expected a {(match.Groups[3].Success ? "whole " : "")}number{Most(match)}", RegexOptions.Singleline);

    // A whole number that is refused is too large.
    private static string Most(Match match) => !BigInteger.TryParse(match.Groups[1].Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? ""
        : string.Create(CultureInfo.InvariantCulture, $" of at {(number < 0 ? "least" : "most")} {(match.Groups[3].Value, number < 0) switch { ("Int64", true) => long.MinValue, ("Int64", _) => long.MaxValue, (_, true) => int.MinValue, _ => int.MaxValue }}");
}
