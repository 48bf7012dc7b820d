using System.CommandLine;
using QaaHybrid.Circuits;

namespace QaaHybrid.Cli.Commands.Circuits;

/// <summary><c>qaa circuit info</c>.</summary>
internal static class InfoCommand
{
    public static Command Create()
    {
        var command = new Command("info", "qubits, parameters, gates, depth, and how it is simulated");
        CircuitArguments.AddTo(command, withTheta: false);
        return command.Does(async (context, cancellationToken) =>
        {
            await using var session = new QaaSession();
            var (circuit, _) = await CircuitArguments.ReadAsync(context, session, cancellationToken, withTheta: false).ConfigureAwait(false);
            var info = CircuitInfo.Of(circuit);
            var gates = info.GateCounts.ToDictionary(count => count.Key.ToString(), count => count.Value);
            context.Answer(
                new
                {
                    operation = circuit.Name, info.Qubits, info.AuxiliaryQubits, info.Parameters, info.GateCount, info.Depth, real = info.IsReal, info.Executor, gates,
                },
                string.Join(Environment.NewLine,
                    circuit.Name,
                    $"  qubits      {info.Qubits}{(info.AuxiliaryQubits > 0 ? $" and {info.AuxiliaryQubits} auxiliary" : "")}",
                    $"  parameters  {info.Parameters}",
                    $"  gates       {info.GateCount}: {string.Join(", ", gates.Select(count => $"{count.Value} {count.Key}"))}",
                    $"  depth       {info.Depth}",
                    $"  amplitudes  {(info.IsReal ? "real" : "complex")}",
                    $"  simulated   {info.Executor}"));
        });
    }
}
