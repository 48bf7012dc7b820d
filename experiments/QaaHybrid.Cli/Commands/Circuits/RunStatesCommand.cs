using System.CommandLine;
using QaaHybrid.Circuits;

namespace QaaHybrid.Cli.Commands.Circuits;

/// <summary><c>qaa circuit run</c>: exact states, or shots.</summary>
internal static class RunStatesCommand
{
    // More amplitudes than this are no answer for a terminal or a pipe.
    private const int MostQubitsForAmplitudes = 12;

    private static readonly Option<string?> Input = new("--input") { Description = "real amplitudes it starts from, 0.1,0.2,… or @FILE (default: |0…0⟩)", HelpName = "VALUES" };

    public static Command Create()
    {
        var command = new Command("run", "amplitudes, probabilities and <Z>, or counts") { Input };
        BackendOptions.AddTo(command);
        CircuitArguments.AddTo(command);
        return command.Does(async (context, cancellationToken) =>
        {
            await using var session = new QaaSession();
            var backend = BackendOptions.Create(context, session);
            var (circuit, theta) = await CircuitArguments.ReadBoundAsync(context, session, cancellationToken).ConfigureAwait(false);
            var input = CircuitArguments.InputState(context.Get(Input), circuit);
            var shots = BackendOptions.ShotCount(context);
            backend = await BackendOptions.MitigatedAsync(context, session, backend, circuit, cancellationToken).ConfigureAwait(false);
            var results = await backend.RunAsync([new BackendRun(circuit, theta, input)], shots, context.Seed ?? 0, cancellationToken).ConfigureAwait(false);
            context.Answer(shots is { } count ? Sampled(results[0], count) : Exact(results[0]), ResultText.Of(results[0]));
        });
    }

    // Counts stay as measured; what mitigation makes of them are quasi-probabilities, which may be negative.
    private static object Sampled(BackendResult result, int shots) => new
    {
        shots, result.Counts, quasi_probabilities = result.Qubits <= MostQubitsForAmplitudes ? result.Probabilities : null, z = result.Z, z_error = result.ZError,
    };

    // Exact values of a noisy circuit may be means over trajectories: then they have errors, and there are no probabilities.
    private static object Exact(BackendResult result) => new
    {
        result.Qubits,
        amplitudes = result.Qubits <= MostQubitsForAmplitudes ? result.Amplitudes?.Select(amplitude => new[] { amplitude.Real, amplitude.Imaginary }) : null,
        probabilities = result.Qubits <= MostQubitsForAmplitudes ? result.Probabilities : null,
        z = result.Z,
        z_error = result.ZError,
    };
}
