using System.CommandLine;
using QaaHybrid.Azure;
using QaaHybrid.Circuits;
using QaaHybrid.Cli.Commands.Azure;

namespace QaaHybrid.Cli.Commands.Circuits;

/// <summary><c>qaa circuit run</c>: exact states, or shots.</summary>
internal static class RunStatesCommand
{
    // More amplitudes than this are no answer for a terminal or a pipe.
    private const int MostQubitsForAmplitudes = 12;

    private static readonly Option<string?> Input = new("--input") { Description = "real amplitudes it starts from, 0.1,0.2,… or @FILE (default: |0…0⟩)", HelpName = "VALUES" };

    private static readonly Option<bool> NoWait = new("--no-wait") { Description = "azure:TARGET: submit, print the job's id and end; 'qaa jobs' finds it on any day" };

    public static Command Create()
    {
        var command = new Command("run", "amplitudes, probabilities and <Z>, or counts; on azure:TARGET as a job") { Input, NoWait };
        BackendOptions.AddTo(command);
        CircuitArguments.AddTo(command);
        return command.Does(async (context, cancellationToken) =>
        {
            await using var session = new QaaSession();
            var jobs = new JobRemarks(context) { TellsRepeats = true };
            await using var azure = await BackendOptions.OpenAzureAsync(context, jobs, cancellationToken).ConfigureAwait(false);
            var backend = BackendOptions.Create(context, session, azure);
            if (context.Get(NoWait) && backend is not AzureBackend)
                throw new UsageException("--no-wait belongs to --backend azure:TARGET, and leaves no results to mitigate or to extrapolate");
            var (circuit, theta) = await CircuitArguments.ReadBoundAsync(context, session, cancellationToken).ConfigureAwait(false);
            var run = new BackendRun(circuit, theta, CircuitArguments.InputState(context.Get(Input), circuit));
            var shots = BackendOptions.ShotCount(context);
            if (context.Get(NoWait))
            {
                var entries = await jobs.DuringAsync(() => ((AzureBackend)backend).SubmitAsync([run], shots, context.Seed ?? 0, cancellationToken), cancellationToken).ConfigureAwait(false);
                Submitted(context, entries[0]);
                return;
            }
            var results = await jobs.DuringAsync(
                async () => await (await BackendOptions.MitigatedAsync(context, session, backend, circuit, cancellationToken).ConfigureAwait(false))
                    .RunAsync([run], shots, context.Seed ?? 0, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
            context.Answer(
                shots is { } count ? Sampled(results[0], count, jobs, azure) : Exact(results[0], jobs, azure),
                ResultText.Of(results[0]) + (azure is null ? "" : $"{Environment.NewLine}{jobs.Sentence(azure, BackendOptions.AzureTarget(context)!)}"));
        });
    }

    private static void Submitted(CommandContext context, JournalEntry entry) => context.Answer(
        new { job = entry.Id, target = entry.Target, shots = entry.Shots, state = entry.State, price = entry.Price },
        $"job {entry.Id}{Environment.NewLine}'qaa jobs fetch {entry.Id}{AzureOptions.Again(context)}' gives its result");

    // Counts stay as measured; what mitigation makes of them are quasi-probabilities, which may be negative.
    private static object Sampled(BackendResult result, int shots, JobRemarks jobs, AzureSession? azure) => new
    {
        jobs.Job, jobs.Jobs, emulator = azure?.IsEmulator, shots, result.Counts, quasi_probabilities = result.Qubits <= MostQubitsForAmplitudes ? result.Probabilities : null, z = result.Z, z_error = result.ZError,
    };

    // Exact values of a noisy circuit may be means over trajectories: then they have errors, and there are no probabilities.
    private static object Exact(BackendResult result, JobRemarks jobs, AzureSession? azure) => new
    {
        jobs.Job, jobs.Jobs, emulator = azure?.IsEmulator, result.Qubits,
        amplitudes = result.Qubits <= MostQubitsForAmplitudes ? result.Amplitudes?.Select(amplitude => new[] { amplitude.Real, amplitude.Imaginary }) : null,
        probabilities = result.Qubits <= MostQubitsForAmplitudes ? result.Probabilities : null,
        z = result.Z,
        z_error = result.ZError,
    };
}
