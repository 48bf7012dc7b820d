using System.CommandLine;
using System.Globalization;
using QaaHybrid.Circuits;

namespace QaaHybrid.Cli.Commands.Circuits;

/// <summary><c>qaa circuit run</c>: exact states, or shots.</summary>
internal static class RunStatesCommand
{
    // More amplitudes than this are no answer for a terminal or a pipe.
    private const int MostQubitsForAmplitudes = 12;
    private const int ShownStates = 16;

    private static readonly Option<string?> Input = new("--input") { Description = "real amplitudes it starts from, 0.1,0.2,… or @FILE (default: |0…0⟩)", HelpName = "VALUES" };
    private static readonly Option<string> Backend = new("--backend") { Description = "simulator, or qsharp (Microsoft's)", HelpName = "NAME", DefaultValueFactory = _ => "simulator" };
    private static readonly Option<int?> Shots = new Option<int?>("--shots") { Description = "measure this often (default: exact values)", HelpName = "S" }.AtLeast(1);

    public static Command Create()
    {
        var command = new Command("run", "amplitudes, probabilities and <Z>, or counts") { Input, Backend, Shots };
        CircuitArguments.AddTo(command);
        return command.Does(async (context, cancellationToken) =>
        {
            await using var session = new QaaSession();
            var backend = session.Backend(context.Get(Backend)!);
            var (circuit, theta) = await CircuitArguments.ReadBoundAsync(context, session, cancellationToken).ConfigureAwait(false);
            var input = CircuitArguments.InputState(context.Get(Input), circuit);
            var results = await backend.RunAsync([new BackendRun(circuit, theta, input)], context.Get(Shots), context.Seed ?? 0, cancellationToken).ConfigureAwait(false);
            if (context.Get(Shots) is { } shots)
                context.Answer(new { shots, results[0].Counts, z = results[0].Z, z_error = results[0].ZError }, Counts(results[0]));
            else
                context.Answer(
                    new
                    {
                        results[0].Qubits,
                        amplitudes = circuit.Qubits <= MostQubitsForAmplitudes ? results[0].Amplitudes?.Select(amplitude => new[] { amplitude.Real, amplitude.Imaginary }) : null,
                        probabilities = circuit.Qubits <= MostQubitsForAmplitudes ? results[0].Probabilities : null,
                        z = results[0].Z,
                    },
                    States(results[0]));
        });
    }

    private static string Counts(BackendResult result) => string.Join(Environment.NewLine,
        result.Counts!.OrderByDescending(count => count.Value).Select(count => $"{count.Key}  {count.Value}").Append(Expectations(result)));

    private static string States(BackendResult result)
    {
        var likely = result.Probabilities!.Select((probability, state) => (probability, state)).OrderByDescending(entry => entry.probability).ThenBy(entry => entry.state)
            .Where(entry => entry.probability > 1e-12).ToList();
        var lines = likely.Take(ShownStates).Select(entry => string.Create(CultureInfo.InvariantCulture,
            $"{Measurement.BitString(entry.state, result.Qubits)}  {entry.probability:0.000000}  {result.Amplitudes![entry.state].Real,9:0.000000} {result.Amplitudes[entry.state].Imaginary,9:0.000000;-0.000000}i"));
        var more = likely.Count > ShownStates ? [$"… and {likely.Count - ShownStates} more; --json gives all"] : Array.Empty<string>();
        return string.Join(Environment.NewLine, lines.Concat(more).Append(Expectations(result)));
    }

    private static string Expectations(BackendResult result) => "<Z>  " + string.Join("  ", result.Z.Select((z, qubit) =>
        z.ToString("0.0000", CultureInfo.InvariantCulture) + (result.ZError is { } errors ? "±" + errors[qubit].ToString("0.0000", CultureInfo.InvariantCulture) : "")));
}
