using System.CommandLine;
using QaaHybrid.Files;
using QaaHybrid.QSharp;

namespace QaaHybrid.Cli.Commands.Circuits;

/// <summary><c>qaa circuit qsharp</c>: the Q# program with the angles in it.</summary>
internal static class QSharpCommand
{
    private static readonly Option<string?> Out = new("--out") { Description = "write it to this file (default: standard output)", HelpName = "FILE" };

    public static Command Create()
    {
        var command = new Command("qsharp", "a Q# program that applies the operation with its angles and measures: to be put into a project that depends on the library") { Out };
        CircuitArguments.AddTo(command);
        return command.Does(async (context, cancellationToken) =>
        {
            await using var session = new QaaSession();
            var (circuit, theta) = await CircuitArguments.ReadBoundAsync(context, session, cancellationToken).ConfigureAwait(false);
            var text = QSharpCircuitSource.SourceFile(circuit, theta, $"{circuit.Name} on {circuit.Qubits} qubits.");
            if (context.Get(Out) is { } file)
            {
                AtomicFile.WriteText(file, text);
                context.Answer(new { qubits = circuit.Qubits, file }, $"written to {file}");
            }
            else
                context.Answer(new { qubits = circuit.Qubits, qsharp = text }, text.TrimEnd());
        });
    }
}
