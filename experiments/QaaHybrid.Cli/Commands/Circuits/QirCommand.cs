using System.CommandLine;
using QaaHybrid.Circuits;
using QaaHybrid.Files;

namespace QaaHybrid.Cli.Commands.Circuits;

/// <summary><c>qaa circuit qir</c>: base-profile QIR with the angles in it.</summary>
internal static class QirCommand
{
    private static readonly Option<string?> Out = new("--out") { Description = "write it to this file (default: standard output)", HelpName = "FILE" };

    public static Command Create()
    {
        var command = new Command("qir", "QIR (base profile) with the angles bound, ready to submit") { Out };
        CircuitArguments.AddTo(command);
        return command.Does(async (context, cancellationToken) =>
        {
            await using var session = new QaaSession();
            var (circuit, theta) = await CircuitArguments.ReadBoundAsync(context, session, cancellationToken).ConfigureAwait(false);
            // The compiler's own text where the circuit is an operation as compiled; a composed tape is written by us.
            var text = circuit.Origin?.Stages is [{ Adjoint: false }]
                ? await session.Circuits.QirAsync(circuit, theta, cancellationToken).ConfigureAwait(false)
                : QirWriter.ToText(circuit, [.. theta]);
            if (context.Get(Out) is { } file)
            {
                AtomicFile.WriteText(file, text);
                context.Answer(new { qubits = circuit.Qubits, file }, $"written to {file}");
            }
            else
                context.Answer(new { qubits = circuit.Qubits, qir = text }, text.TrimEnd());
        });
    }
}
