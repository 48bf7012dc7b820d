namespace QaaHybrid.Azure.Tests;

/// <summary>
/// The one test that talks to Azure Quantum: a Bell pair on the simulators that cost nothing, in the workspace that
/// <c>AZURE_QUANTUM_CONNECTION_STRING</c> names. Without it the test is skipped, and says so.
/// </summary>
public class LiveTests
{
    private const int Shots = 100;

    [TestCase("ionq.simulator")]
    [TestCase("rigetti.sim.qvm")]
    public async Task A_Bell_pair_on_a_free_simulator(string target)
    {
        if (string.IsNullOrEmpty(Environment.GetEnvironmentVariable("AZURE_QUANTUM_CONNECTION_STRING")))
            Assert.Ignore("AZURE_QUANTUM_CONNECTION_STRING is not set: nothing was sent to Azure Quantum");
        var workspace = new QuantumWorkspace(WorkspaceConnection.FromEnvironment()!);
        if (await workspace.FindTargetAsync(target) is not { TakesJobs: true })
            Assert.Ignore($"{target} is not in the workspace, or closed at the moment");

        var submitted = await workspace.SubmitAsync(JobRequest.Qir(JobRequest.NewId(), "QaaHybrid live check", target, Programs.Bell, Shots));
        var job = await workspace.WaitAsync(submitted.Id, new WaitOptions { Timeout = TimeSpan.FromMinutes(10) });
        var result = await workspace.GetResultAsync(job);
        await TestContext.Out.WriteLineAsync($"{job}: {string.Join(", ", result.Counts.Select(entry => $"{entry.Key} {entry.Value}"))}, cost {job.Cost?.EstimatedTotal} {job.Cost?.CurrencyCode}");

        Assert.That((result.Shots, result.Warnings.Count), Is.EqualTo((Shots, 0)), string.Join("; ", result.Warnings));
        Assert.That(result.Counts.Keys, Is.SubsetOf(new[] { "00", "11" }));
        // Six standard deviations of 100 fair draws; IonQ's simulator gives 50 exactly.
        Assert.That(result.Counts.GetValueOrDefault("00"), Is.InRange(20, 80));
        Assert.That(await workspace.FindJobAsync(job.Id), Is.Not.Null);
    }
}
