using System.CommandLine;
using QaaHybrid.Circuits;

namespace QaaHybrid.Cli.Commands.Circuits;

/// <summary><c>qaa circuit info</c>.</summary>
internal static class InfoCommand
{
    private static readonly Option<int?> Rows = new Option<int?>("--rows") { Description = "rows of the batch that an executor is chosen for (default: 64)", HelpName = "N" }.AtLeast(1);
    private static readonly Option<int?> Weight = new Option<int?>("--weight") { Description = "simulate states of this Hamming weight only (default: all states)", HelpName = "K" }.AtLeast(0);

    public static Command Create()
    {
        var command = new Command("info", "qubits, parameters, gates, blocks, depth, and how it is simulated and why") { Rows, Weight };
        CircuitArguments.AddTo(command, withTheta: false);
        return command.Does(async (context, cancellationToken) =>
        {
            await using var session = new QaaSession(progress: context.Remarks());
            var (circuit, _) = await CircuitArguments.ReadAsync(context, session, cancellationToken, withTheta: false).ConfigureAwait(false);
            var info = Look(circuit, context.Get(Rows) ?? CircuitInfo.UsualRows, context.Get(Weight));
            var gates = info.GateCounts.ToDictionary(count => count.Key.ToString(), count => count.Value);
            context.Answer(
                new
                {
                    operation = circuit.Name, info.Qubits, info.AuxiliaryQubits, info.Parameters, info.GateCount, info.Depth, real = info.IsReal,
                    info.PreservesWeight, info.StartWeight, info.Executor, choice = info.Choice?.Executor.ToString(), why = info.Choice?.Reason, info.Blocks, gates,
                },
                string.Join(Environment.NewLine, Lines(circuit, info, gates)));
        });
    }

    private static CircuitInfo Look(Circuit circuit, int rows, int? weight)
    {
        try
        {
            return CircuitInfo.Of(circuit, rows, weight);
        }
        catch (NotSupportedException e)
        {
            throw new UsageException(e.Message);
        }
    }

    private static IEnumerable<string> Lines(Circuit circuit, CircuitInfo info, Dictionary<string, int> gates)
    {
        var blocks = info.Blocks;
        yield return circuit.Name;
        yield return $"  qubits      {info.Qubits}{(info.AuxiliaryQubits > 0 ? $" and {info.AuxiliaryQubits} auxiliary" : "")}";
        yield return $"  parameters  {info.Parameters}";
        yield return $"  gates       {info.GateCount}: {string.Join(", ", gates.Select(count => $"{count.Value} {count.Key}"))}";
        yield return $"  depth       {info.Depth}";
        yield return $"  blocks      {blocks.All} of at most {blocks.MostQubits} qubits: {blocks.Real} real, {blocks.WeightPreserving} preserve the Hamming weight, "
            + $"{blocks.Diagonal} diagonal, {blocks.Permutation} permutations";
        yield return $"  amplitudes  {(info.IsReal ? "real" : "complex")}";
        yield return $"  weight      {(info.PreservesWeight ? "preserved" : "not preserved")}"
            + (info.StartWeight is { } start ? $", from the basis state with ones on the {start} flipped qubits" : "");
        yield return $"  simulated   {info.Executor}";
        if (info.Choice is { } choice)
            yield return $"  executor    {choice.Executor}, {choice.Reason}";
    }
}
