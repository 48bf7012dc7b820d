using System.CommandLine;
using System.Globalization;
using QaaHybrid.Circuits;
using QaaHybrid.Files;
using QaaHybrid.QSharp;

namespace QaaHybrid.Cli.Commands.Circuits;

/// <summary><c>qaa circuit export</c>: every circuit of a trained adapter as Q# and as QIR, and what each costs.</summary>
internal static class ExportCommand
{
    private static readonly Option<string> Adapter = new("--adapter") { Description = "a trained QAA or QuIC adapter: a run's folder, or a method's folder in it", HelpName = "RUN", Required = true };
    private static readonly Option<string> Out = new("--out") { Description = "the folder that gets NAME.qs and NAME.ll of every module and block", HelpName = "DIR", Required = true };

    public static Command Create() => new Command("export", "every circuit of a trained adapter, module by module and block by block: Q# program, QIR, gates, depth") { Adapter, Out }
        .Does(async (context, cancellationToken) =>
        {
            await using var session = new QaaSession(progress: context.Remarks());
            var folder = context.Get(Out)!;
            OutputFolder.Make(folder);
            var lines = new List<Line>();
            await foreach (var trained in TrainedCircuit.ReadAllAsync(session, context.Get(Adapter)!, cancellationToken: cancellationToken).ConfigureAwait(false))
            {
                var summary = $"{trained.FullName}: {trained.Circuit.Name} on {trained.Circuit.Qubits} qubits, angles as trained.";
                AtomicFile.WriteText(Path.Combine(folder, trained.FullName + ".qs"), QSharpCircuitSource.SourceFile(trained.Circuit, trained.Theta, summary));
                AtomicFile.WriteText(Path.Combine(folder, trained.FullName + ".ll"), await session.Circuits.QirAsync(trained.Circuit, trained.Theta, cancellationToken).ConfigureAwait(false));
                lines.Add(Count(trained));
            }
            context.Answer(new { folder, circuits = lines }, string.Join(Environment.NewLine, TextTable.Lines(
                ["circuit", "operation", "qubits", "angles", "gates", "of two qubits", "depth"], lines.Select(line => new[]
                {
                    line.Name, line.Operation, Number(line.Qubits), Number(line.Angles), Number(line.Gates), Number(line.TwoQubitGates), Number(line.Depth),
                }))));
        });

    private static Line Count(TrainedCircuit trained)
    {
        var (circuit, info) = (trained.Circuit, CircuitInfo.Of(trained.Circuit));
        return new(trained.FullName, circuit.Name, info.Qubits, trained.Theta.Count, info.GateCount, circuit.Gates.Count(gate => gate.Arity > 1), info.Depth);
    }

    private static string Number(int value) => value.ToString("#,0", CultureInfo.InvariantCulture);

    private sealed record Line(string Name, string Operation, int Qubits, int Angles, int Gates, int TwoQubitGates, int Depth);
}
