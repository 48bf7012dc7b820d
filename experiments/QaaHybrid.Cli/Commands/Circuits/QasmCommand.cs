using System.CommandLine;
using QaaHybrid.Circuits;
using QaaHybrid.Files;

namespace QaaHybrid.Cli.Commands.Circuits;

/// <summary><c>qaa circuit qasm</c>: OpenQASM 2 or 3, with the angles in it or as inputs.</summary>
internal static class QasmCommand
{
    private static readonly Option<int> Version = new("--version") { Description = "2 or 3", HelpName = "V", DefaultValueFactory = _ => 3 };
    private static readonly Option<bool> Symbolic = new("--symbolic") { Description = "angles stay parameters, 'input float[64] theta_0;' and so on (version 3 only)" };
    private static readonly Option<bool> Unmeasured = new("--unmeasured") { Description = "do not measure the register at the end" };
    private static readonly Option<string?> Out = new("--out") { Description = "write it to this file (default: standard output)", HelpName = "FILE" };

    public static Command Create()
    {
        var command = new Command("qasm", "OpenQASM 2 or 3 with the angles bound, or as inputs") { Version, Symbolic, Unmeasured, Out };
        CircuitArguments.AddTo(command);
        return command.Does(async (context, cancellationToken) =>
        {
            var version = context.Get(Version) switch
            {
                2 => OpenQasmVersion.V2,
                3 => OpenQasmVersion.V3,
                var other => throw new UsageException($"--version is {other}, expected 2 or 3"),
            };
            if (context.Get(Symbolic) && version == OpenQasmVersion.V2)
                throw new UsageException("OpenQASM 2 has no inputs: --symbolic needs --version 3");
            await using var session = new QaaSession();
            var (circuit, text) = await TextAsync(context, session, version, cancellationToken).ConfigureAwait(false);
            if (context.Get(Out) is { } file)
            {
                AtomicFile.WriteText(file, text);
                context.Answer(new { circuit.Qubits, circuit.AuxiliaryQubits, file }, $"written to {file}");
            }
            else
                context.Answer(new { circuit.Qubits, circuit.AuxiliaryQubits, qasm = text }, text.TrimEnd());
        });
    }

    private static async Task<(Circuit, string)> TextAsync(CommandContext context, QaaSession session, OpenQasmVersion version, CancellationToken cancellationToken)
    {
        var measure = !context.Get(Unmeasured);
        if (context.Get(Symbolic))
        {
            var (unbound, _) = await CircuitArguments.ReadAsync(context, session, cancellationToken, withTheta: false).ConfigureAwait(false);
            return (unbound, OpenQasmWriter.ToSymbolicText(unbound, measure));
        }
        var (circuit, theta) = await CircuitArguments.ReadBoundAsync(context, session, cancellationToken).ConfigureAwait(false);
        return (circuit, OpenQasmWriter.ToText(circuit, [.. theta], version, measure));
    }
}
