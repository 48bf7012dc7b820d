using System.CommandLine;
using System.Globalization;
using QaaHybrid.Benchmarks;

namespace QaaHybrid.Cli.Commands;

/// <summary><c>qaa bench model|torch</c>: a checkpoint of GPT-2 small's shape, loaded, trained and generating, and its training step beside python3-torch's.</summary>
internal static class BenchModelCommand
{
    private static readonly Option<string?> Python = new("--python") { Description = $"an interpreter that has torch (default: {TorchBenchmark.DefaultPython})", HelpName = "PATH" };

    public static Command Create(Option<int?> rounds) =>
        new Command("model", "a checkpoint of GPT-2 small's shape: loading beside reading the file, training steps of LoRA and QAA in every precision, generation") { rounds }
        .Does(async (context, cancellationToken) =>
        {
            await using var session = new QaaSession();
            var jobs = await ModelBenchmark.RunAsync(session, context.Threads ?? 1, context.Get(rounds) ?? 3, context.Remarks(), cancellationToken).ConfigureAwait(false);
            context.Answer(
                new { jobs },
                string.Join(Environment.NewLine, TextTable.Lines(["job", "ms", "yardstick, ms", "ratio", "tokens/s", "memory, MB", "process, MB"], jobs.Select(job => new[]
                {
                    job.Name, Number(job.Ms, "0.0"), Number(job.YardstickMs, "0.0"), Number(job.Ratio, "0.00"), Number(job.TokensPerSecond, "0"), Number(job.MemoryMb, "0"),
                    Number(job.PeakMb, "0"),
                }))));
        });

    public static Command CreateTorch(Option<int?> rounds) =>
        new Command("torch", "a training step of LoRA here and written in python3-torch on the same libtorch, turn by turn") { rounds, Python }
        .Does(async (context, cancellationToken) =>
        {
            var python = context.Get(Python) ?? TorchBenchmark.DefaultPython;
            if (!await TorchBenchmark.IsAvailableAsync(python, cancellationToken).ConfigureAwait(false))
                throw new UsageException($"{python} has no torch to compare with: install Debian's python3-torch, or name another interpreter by --python");
            await using var session = new QaaSession();
            var found = await TorchBenchmark.RunAsync(session, python, context.Threads ?? 1, context.Get(rounds) ?? 10, cancellationToken).ConfigureAwait(false);
            context.Answer(found, string.Join(Environment.NewLine, TextTable.Lines(["step of LoRA", "libtorch", "ms", "of a processor, ms", "last loss"],
            [
                ["QaaHybrid", found.Libtorch, Number(found.Ours.Ms, "0.0"), Number(found.Ours.CpuMs, "0.0"), Number(found.Ours.Loss, "0.000000")],
                ["python3-torch", found.PythonTorch, Number(found.Python.Ms, "0.0"), Number(found.Python.CpuMs, "0.0"), Number(found.Python.Loss, "0.000000")],
                ["python's time over ours", "", Number(found.Speed, "0.000"), Number(found.CpuSpeed, "0.000"), ""],
            ])));
        });

    private static string Number(double? value, string format) => value?.ToString(format, CultureInfo.InvariantCulture) ?? "–";
}
