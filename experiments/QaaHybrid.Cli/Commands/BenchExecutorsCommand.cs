using System.CommandLine;
using System.Globalization;
using QaaHybrid.Benchmarks;

namespace QaaHybrid.Cli.Commands;

/// <summary><c>qaa bench subspace|executors</c>: circuits too wide for a state vector, and what the choice between executors rests on.</summary>
internal static class BenchExecutorsCommand
{
    private static readonly Option<double> Seconds = new("--seconds") { Description = "time for each job; the best repetition counts", DefaultValueFactory = _ => 1 };

    public static Command CreateSubspace() => new Command("subspace", "pyramids on 64, 100 and 768 qubits in the subspace of one Hamming weight: import, forward, adjoint") { Seconds }
        .Does(async (context, cancellationToken) =>
        {
            var options = new BenchmarkOptions(context.Threads ?? 2, SecondsOf(context));
            await using var session = new QaaSession(progress: context.Remarks());
            var jobs = await SubspaceBenchmark.RunAsync(session.Circuits, options, cancellationToken).ConfigureAwait(false);
            context.Answer(
                new { jobs },
                string.Join(Environment.NewLine, TextTable.Lines(
                    ["circuit", "gates", "amplitudes", "import, s", "again, s", "prepare, s", "forward, ms", "with adjoint, ms", "memory, MB"],
                    jobs.Select(job => new[]
                    {
                        job.Name, Number(job.Gates, "0"), Number(job.States, "0"), Number(job.ImportSeconds, "0.00"), Number(job.CachedSeconds, "0.00"),
                        Number(job.PrepareSeconds, "0.00"), Number(job.ForwardMs, "0.000"), Number(job.GradientMs, "0.000"), Number(job.MemoryMb, "0.0"),
                    }))));
        });

    public static Command Create() => new Command("executors", "circuits gate by gate and by their whole matrix, beside what the cost model predicts, and the constants that fit this machine") { Seconds }
        .Does(async (context, cancellationToken) =>
        {
            var seconds = SecondsOf(context) / 10;
            await using var session = new QaaSession(progress: context.Remarks());
            var timings = await ExecutorBenchmark.RunAsync(session.Circuits, seconds, cancellationToken).ConfigureAwait(false);
            var jobs = TextTable.Lines(["circuit", "rows", "gate by gate, ms", "predicted", "dense, ms", "predicted", "choice"], timings.Jobs.Select(job => new[]
            {
                job.Circuit, Number(job.Rows, "0"), Number(job.DirectMs, "0.000"), Number(job.DirectPredictedMs, "0.000"), Number(job.DenseMs, "0.000"),
                Number(job.DensePredictedMs, "0.000"), job.IsRight ? "right" : "wrong",
            }));
            var constants = TextTable.Lines(["constant, ns", "in use", "fitted"], timings.Constants.Select(constant => new[]
            {
                constant.Name, Number(constant.InUse, "0.###"), Number(constant.Fitted, "0.###"),
            }));
            context.Answer(timings, string.Join(Environment.NewLine, [.. jobs, "", .. constants]));
        });

    private static double SecondsOf(CommandContext context) => context.Get(Seconds) is > 0 and < 3600 and var seconds
        ? seconds
        : throw new UsageException(FormattableString.Invariant($"--seconds is {context.Get(Seconds)}, expected more than 0 and less than 3600"));

    private static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
