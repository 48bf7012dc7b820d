using System.CommandLine;
using System.Globalization;
using QaaHybrid.Benchmarks;
using QaaHybrid.Cli.Commands.Azure;
using QaaHybrid.Training;

namespace QaaHybrid.Cli.Commands;

/// <summary><c>qaa bench quantum|subspace|executors|step|model|torch|adapters|tokenizer|agreement|jobs</c>: timings, mostly as ratios to a yardstick that runs in the same call. Run nothing beside it.</summary>
internal static class BenchCommand
{
    private static readonly Option<int?> Rounds = new Option<int?>("--rounds") { Description = "turns of each job; the best counts (default: 12, of models 3, beside torch 10)", HelpName = "N" }.AtLeast(1);
    private static readonly Option<double> Seconds = new("--seconds") { Description = "time for each job and its yardstick; the best repetition counts", DefaultValueFactory = _ => 1 };

    public static Command Create() => new("bench", "timings, mostly as ratios to a yardstick run in the same call")
    {
        Quantum(), BenchExecutorsCommand.CreateSubspace(), BenchExecutorsCommand.Create(), Step(), BenchModelCommand.Create(Rounds), BenchModelCommand.CreateTorch(Rounds),
        BenchAdaptersCommand.Create(), BenchTokenizerCommand.Create(), BenchAgreementCommand.Create(), BenchJobsCommand.Create(),
    };

    private static Command Quantum() => new Command("quantum", "the circuit simulator against hand-written C++ (limit.cpp; needs g++)") { Seconds }.Does(async (context, cancellationToken) =>
    {
        if (context.Get(Seconds) is not (> 0 and < 3600) and var seconds)
            throw new UsageException(FormattableString.Invariant($"--seconds is {seconds}, expected more than 0 and less than 3600"));
        await using var session = new QaaSession();
        var options = new BenchmarkOptions(context.Threads ?? 2, context.Get(Seconds));
        Answer(context, "hand-written C++", await QuantumBenchmark.RunAsync(session.Circuits, options, cancellationToken).ConfigureAwait(false));
    });

    private static Command Step() => new Command("step", "an optimiser step of every method of the default recipe against LoRA's with the nearest number of parameters") { RunArguments.Set, Rounds }
        .Does(async (context, cancellationToken) =>
        {
            var recipe = RecipeFile.Load(Places.DefaultRecipe, (context.Get(RunArguments.Set) ?? []).Concat(
                context.Threads is { } threads ? [FormattableString.Invariant($"threads={threads}")] : []));
            await using var session = new QaaSession();
            Answer(context, "LoRA", await StepBenchmark.RunAsync(session, recipe, context.Get(Rounds) ?? 12, cancellationToken: cancellationToken).ConfigureAwait(false));
        });

    private static void Answer(CommandContext context, string yardstick, IReadOnlyList<BenchmarkJob> jobs) => context.Answer(
        new { jobs },
        string.Join(Environment.NewLine, TextTable.Lines(["job", "ms", $"{yardstick}, ms", "ratio"], jobs.Select(job => new[]
        {
            job.Name, Number(job.Ms, "0.000"), Number(job.YardstickMs, "0.000"), Number(job.Ratio, "0.00"),
        }))));

    private static string Number(double? value, string format) => value?.ToString(format, CultureInfo.InvariantCulture) ?? "–";
}
