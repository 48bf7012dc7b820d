using QaaHybrid.Azure;
using QaaHybrid.AzureEmulator;

namespace QaaHybrid.Tests.Cli;

/// <summary><c>qaa compare --processes</c> whose jobs are charged: one budget over all processes, against an emulator in this one.</summary>
public class CompareBudgetTest
{
    [Test]
    public async Task All_processes_of_a_comparison_share_its_budget_and_go_on_with_a_higher_one()
    {
        if (Environment.ProcessorCount < 2)
            Assert.Ignore("one core: two processes are refused");
        await using var service = await AzureEmulatorServer.StartAsync(new AzureEmulatorOptions { Storage = StorageKind.BuiltIn });
        (string, string?)[] environment = [("AZURE_QUANTUM_CONNECTION_STRING", service.ConnectionString)];
        TinyRun.Write("compare-jobs.yaml",
            $$"""
            name: jobs
            model: {{TinyRun.Model}}
            model_dtype: float64
            task: { kind: file, data: {{TinyRun.Data}}, max_length: 16, eval_examples: 4, generate_examples: 0 }
            methods:
              - { name: z, adapter: qaa, layers: 1, read_out: z, bottleneck: 4, train_bottleneck: false, norm: multiply, target_modules: [model.layers.1.self_attn.o_proj], optimizer: { lr: 0.1 } }
            training: { steps: 3, batch_size: 1, checkpoint_every: 1 }
            backend: { name: 'azure:quantinuum.sim.h2-1e', shots: 20, input_gradient: none, packing: true }
            comparison: { seeds: [1, 2] }
            threads: 1
            """);
        // Two trainings take some sixty each: enough for one of them, by the upper figures of its last step too, and not for both.
        const decimal limit = 100;
        var folder = TinyRun.File("compared-jobs");
        var result = await Qaa.RunAsync(environment, "compare", "compare-jobs.yaml", "--out", folder, "--processes", "2", "--budget", "100hqc");
        Assert.That(result.ExitCode, Is.EqualTo(2), result.Error);
        Assert.That(result.Error, Does.Contain($"above the budget of 100.00 HQC; 'qaa compare {folder} --budget SUM' goes on with another one"));
        var before = Jobs(folder);
        Assert.That(Spent(before), Is.GreaterThan(0).And.LessThanOrEqualTo(limit));

        result = await Qaa.RunAsync(environment, "compare", folder, "--processes", "2", "--budget", "1000hqc");
        Assert.That(result.ExitCode, Is.Zero, result.Error);
        var after = Jobs(folder);
        Assert.That(Spent(after), Is.GreaterThan(limit), "the first budget was not enough for both");
        Assert.That(after.Select(job => job.Entry.Id), Is.SupersetOf(before.Select(job => job.Entry.Id)).And.Unique);
        Assert.That(after.Select(job => (job.PlannedBy, job.Entry.Key)), Is.Unique, "what was sent before was not sent again");
        Assert.That(Directory.GetFiles(folder, ".at-work", SearchOption.AllDirectories), Is.Empty);
    }

    private static IReadOnlyList<(int PlannedBy, JournalEntry Entry)> Jobs(string comparison) =>
        [.. new[] { 1, 2 }.SelectMany(seed => new JobJournal(Path.Combine(comparison, "seeds", $"{seed}", "methods", "z")).Entries.Select(entry => (seed, entry)))];

    private static decimal Spent(IEnumerable<(int PlannedBy, JournalEntry Entry)> jobs) => jobs.Sum(job => job.Entry.Charge?.Amount ?? job.Entry.Price!.Amount!.Value);
}
