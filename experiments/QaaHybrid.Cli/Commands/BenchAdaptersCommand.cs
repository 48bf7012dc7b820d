using System.CommandLine;
using System.Globalization;
using QaaHybrid.Adapters;
using QaaHybrid.Benchmarks;

namespace QaaHybrid.Cli.Commands;

/// <summary><c>qaa bench adapters</c>: a training step of every method relative to LoRA's on the same modules.</summary>
internal static class BenchAdaptersCommand
{
    private static readonly Option<string?> Methods = new("--methods") { Description = "only these, separated by commas (LoRA is always among them)", HelpName = "NAMES" };
    private static readonly Option<string> Targets = new("--targets") { Description = "where they go: names or roles", HelpName = "NAMES", DefaultValueFactory = _ => "@output,@down" };
    private static readonly Option<string[]> Set = new("--set") { Description = "change an option of a method, e.g. quic.blocks=1; repeatable", HelpName = "METHOD.KEY=VALUE", DefaultValueFactory = _ => [] };
    private static readonly Option<int?> Rounds = new Option<int?>("--rounds") { Description = "turns of each method; the best step counts (default: 3)", HelpName = "N" }.AtLeast(1);

    public static Command Create() => new Command("adapters", "a training step of every method relative to LoRA's on the same modules, at GPT-2 small's shape")
    {
        Methods, Targets, Set, Rounds,
    }.Does(async (context, cancellationToken) =>
    {
        var methods = Chosen(context.Get(Methods), context.Get(Set) ?? []);
        await using var session = new QaaSession();
        var jobs = await AdaptersBenchmark.RunAsync(session, methods, context.Get(Targets)!, context.Threads ?? 1, context.Get(Rounds) ?? 3, cancellationToken).ConfigureAwait(false);
        context.Answer(
            new { jobs },
            string.Join(Environment.NewLine, TextTable.Lines(["method", "stored", "ms", "of LoRA", "processor, ms", "of LoRA", "memory, MB", "of LoRA"], jobs.Select(job => new[]
            {
                job.Name, Number(job.Stored, "#,0"), Number(job.Ms, "0"), Number(job.Ratio, "0.00"), Number(job.CpuMs, "0"), Number(job.CpuRatio, "0.00"),
                Number(job.MemoryMb, "0"), Number(job.MemoryRatio, "0.00"),
            }))));
    });

    private static List<(string Method, IReadOnlyDictionary<string, object?> Options)> Chosen(string? names, string[] changes)
    {
        var chosen = names?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Prepend(AdaptersBenchmark.Yardstick).Distinct().ToList();
        var methods = chosen is null
            ? AdaptersBenchmark.Usual.ToDictionary(entry => entry.Method, entry => entry.Options.ToDictionary())
            : chosen.ToDictionary(name => name, name => AdaptersBenchmark.Usual.FirstOrDefault(entry => entry.Method == name).Options?.ToDictionary() ?? []);
        foreach (var change in changes)
        {
            if (change.Split('=', 2) is not [var key, var value] || key.Split('.', 2) is not [var method, var option])
                throw new UsageException($"--set {change}: expected METHOD.KEY=VALUE");
            if (!methods.TryGetValue(method, out var options))
                throw new UsageException($"--set {change}: '{method}' is not measured; there are {string.Join(", ", methods.Keys)}");
            options[option] = value;
        }
        return [.. methods.Select(entry => (entry.Key, (IReadOnlyDictionary<string, object?>)entry.Value))];
    }

    private static string Number(double? value, string format) => value?.ToString(format, CultureInfo.InvariantCulture) ?? "–";
}
