using System.CommandLine;
using QaaHybrid.Adapters;
using QaaHybrid.Azure;
using QaaHybrid.Circuits;
using QaaHybrid.QSharp;
using QaaHybrid.Training;

namespace QaaHybrid.Cli;

/// <summary>Carries a command out and turns what goes wrong into a sentence and an exit code.</summary>
internal static class CommandAction
{
    /// <summary>Sets what <paramref name="command"/> does.</summary>
    public static Command Does(this Command command, Func<CommandContext, CancellationToken, Task> action)
    {
        command.SetAction(async (parsed, cancellationToken) =>
        {
            // System.CommandLine listens to Ctrl-C from the moment the action first waits; training would not wait before its end.
            await Task.Yield();
            var context = new CommandContext(parsed);
            try
            {
                await action(context, cancellationToken).ConfigureAwait(false);
                return ExitCode.Done;
            }
            catch (OperationCanceledException error) when (cancellationToken.IsCancellationRequested)
            {
                Console.Error.WriteLine($"qaa: {(error is RunInterruptedException ? error.Message : "interrupted")}");
                return ExitCode.Interrupted;
            }
#pragma warning disable CA1031 // the one place where everything is caught: it becomes the exit code
            catch (Exception error)
#pragma warning restore CA1031
            {
                var mistake = IsUsersMistake(error);
                Console.Error.WriteLine($"qaa: {Sentence(error)}");
                if (context.Verbose)
                    Console.Error.WriteLine(error);
                else if (!mistake)
                    Console.Error.WriteLine("qaa: this is a fault of QaaHybrid; --verbose shows where");
                return mistake ? ExitCode.UsersMistake : ExitCode.Ours;
            }
        });
        return command;
    }

    /// <summary>Keeps a command out of the help: one that another command starts.</summary>
    public static Command Hide(this Command command)
    {
        command.Hidden = true;
        return command;
    }

    private static bool IsUsersMistake(Exception error) => error
        is UsageException or AdapterOptionException or CircuitImportException or TrainingFailedException or InvalidDataException or IOException
        or UnauthorizedAccessException or TrainingsFailedException { UsersMistake: true } or DllNotFoundException or NotSupportedException or QSharpException { Failure: not QSharpFailure.Panic }
        or BudgetExceededException or BudgetMissingException or UnknownPriceException or QuantumServiceException or ResultFormatException or JobWaitTimeoutException;

    private static string Sentence(Exception error) => error is AggregateException { InnerExceptions: [var only] } ? only.Message : error.Message;
}
