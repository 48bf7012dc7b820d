using QaaHybrid.Azure;
using QaaHybrid.AzureEmulator.Tests.Support;
using QaaHybrid.Circuits;

namespace QaaHybrid.AzureEmulator.Tests;

/// <summary>QaaHybrid's own client against the emulator, with storage by Azurite where it is installed.</summary>
[TestFixture(StorageKind.BuiltIn)]
[TestFixture(StorageKind.Azurite, Category = "Azurite")]
public class ClientTest(StorageKind storage)
{
    private static readonly WaitOptions Soon = new() { FirstDelay = TimeSpan.FromMilliseconds(5), MaxDelay = TimeSpan.FromMilliseconds(50) };

    private AzureEmulatorServer _server = null!;
    private QuantumWorkspace _workspace = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        if (storage == StorageKind.Azurite && !AzuriteInstallation.IsInstalled(AzuriteInstallation.Find()))
            Assert.Ignore("Azurite is not installed: 'qaa azure-emulator' installs it, or 'npm ci' in experiments/QaaHybrid.AzureEmulator/azurite");
        _server = await AzureEmulatorServer.StartAsync(new AzureEmulatorOptions { Storage = storage });
        _workspace = new QuantumWorkspace(
            WorkspaceConnection.Parse(_server.ConnectionString),
            new WorkspaceOptions { RetryDelay = TimeSpan.FromMilliseconds(5), MaxRetryDelay = TimeSpan.FromMilliseconds(20) });
    }

    [TearDown]
    public void NoFaultsLeft() => _server.Faults.Clear();

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();
    }

    [Test]
    public async Task A_job_gives_the_simulators_distribution_first_qubit_leftmost()
    {
        var circuit = Programs.Ansatz(4);
        var result = await RunAsync(circuit, "emulator.exact", 1000);
        var expected = (await new SimulatorBackend().RunAsync([new BackendRun(circuit, [])]))[0].Probabilities!;

        for (var state = 0; state < expected.Count; state++)
            Assert.That(result.Probabilities![Measurement.BitString(state, 4)], Is.EqualTo(expected[state]).Within(1e-12));
        Assert.That(result.Counts.Values.Sum(), Is.EqualTo(1000));
        Assert.That(result.Warnings, Is.Empty);
    }

    // On 12 qubits all outcomes are listed, on 18 the client multiplies the parts, on 48 it reads them one by one.
    [TestCase(12)]
    [TestCase(18)]
    [TestCase(48)]
    public async Task Packed_circuits_have_their_exact_values(int qubits)
    {
        using var folder = new TemporaryFolder();
        BackendRun[] runs = [.. Enumerable.Range(0, qubits / 6).SelectMany(i => (BackendRun[])[Bound(4, i), Bound(2, i)])];
        var backend = new AzureBackend(
            new JournalledJobs(new JobJournal(folder.Path), _workspace, Soon), "emulator.exact", new AzureBackendOptions { Packing = new PackingOptions(), Qubits = qubits });
        var found = await backend.RunAsync(runs);
        var expected = await new SimulatorBackend().RunAsync(runs);

        Assert.That(backend.Usage.Jobs, Is.EqualTo(1));
        for (var i = 0; i < runs.Length; i++)
        {
            Assert.That(found[i].Probabilities, Is.EqualTo(expected[i].Probabilities!).Within(1e-12), $"run {i}");
            Assert.That(found[i].Z, Is.EqualTo(expected[i].Z).Within(1e-12), $"run {i}");
        }

        static BackendRun Bound(int width, int turn) => new(
            new Circuit("own", width, 0, 1, [.. Programs.Ansatz(width).Gates, .. Enumerable.Range(0, width).Select(q => new Gate(GateKind.RY, q, new Angle(0, 1 + q, 0)))]), [0.3 + turn]);
    }

    [TestCase("emulator.sampled")]
    [TestCase("emulator.noisy")]
    [TestCase("ionq.simulator")]
    [TestCase("quantinuum.sim.h2-1e")]
    [TestCase("quantinuum.sim.h2-1sc")]
    [TestCase("rigetti.sim.qvm")]
    public async Task Every_kind_of_target_answers(string target)
    {
        var result = await RunAsync(Programs.Ghz(3), target, 100);

        Assert.That((result.Shots, result.Counts.Values.Sum(), result.Warnings.Count), Is.EqualTo((100L, 100L, 0)));
    }

    [TestCase(Steps.SasUri, FaultKind.CutBefore)]
    [TestCase(Steps.SasUri, FaultKind.CutAfter)]
    [TestCase(Steps.BlobUpload, FaultKind.CutBefore)]
    [TestCase(Steps.BlobUpload, FaultKind.CutAfter)]
    [TestCase(Steps.BlobUpload, FaultKind.InternalError)]
    [TestCase(Steps.JobPut, FaultKind.CutBefore)]
    [TestCase(Steps.JobPut, FaultKind.CutAfter)]
    [TestCase(Steps.JobPut, FaultKind.CutDuring)]
    [TestCase(Steps.JobPut, FaultKind.TooManyRequests)]
    [TestCase(Steps.JobPut, FaultKind.Unavailable)]
    [TestCase(Steps.JobGet, FaultKind.CutDuring)]
    [TestCase(Steps.JobGet, FaultKind.InternalError)]
    [TestCase(Steps.JobGet, FaultKind.ExpiredSas)]
    [TestCase(Steps.BlobDownload, FaultKind.CutDuring)]
    [TestCase(Steps.BlobDownload, FaultKind.Forbidden)]
    public async Task What_passes_is_survived_with_one_job(string step, FaultKind kind)
    {
        var before = _server.State.JobCount;
        _server.Faults.Add(new Fault(step, kind) { Times = step == Steps.JobGet && kind == FaultKind.ExpiredSas ? null : 1 });

        var result = await RunAsync(Programs.Ghz(2), "emulator.exact", 10);

        Assert.Multiple(() =>
        {
            Assert.That(result.Counts, Is.EqualTo(new Dictionary<string, long> { ["00"] = 5, ["11"] = 5 }));
            Assert.That(_server.State.JobCount, Is.EqualTo(before + 1));
            Assert.That(_server.State.Jobs[^1].Executions, Is.EqualTo(1));
        });
    }

    [TestCase(FaultKind.Unauthorized, 401)]
    [TestCase(FaultKind.Forbidden, 403)]
    [TestCase(FaultKind.Conflict, 409)]
    public void What_does_not_pass_is_reported(FaultKind kind, int status)
    {
        var before = _server.State.JobCount;
        _server.Faults.Add(new Fault(Steps.JobPut, kind) { Times = null });

        Assert.That(
            async () => await RunAsync(Programs.Ghz(2), "emulator.exact", 10),
            Throws.TypeOf<QuantumServiceException>().With.Property(nameof(QuantumServiceException.Status)).EqualTo(status));
        Assert.That(_server.State.JobCount, Is.EqualTo(before));
    }

    [Test]
    public void A_failed_job_says_why()
    {
        Assert.That(
            async () => await RunAsync(Programs.Ghz(26), "ionq.qpu.aria-1", 10),
            Throws.TypeOf<QuantumServiceException>().With.Message.Contains("has 25 qubits, the program needs 26"));
    }

    [Test]
    public async Task Lists_cancellation_deletion_and_update_work()
    {
        _server.Faults.Add(new Fault(Steps.JobRun, FaultKind.Hang));
        var job = await _workspace.SubmitAsync(Request(Programs.Ghz(2), "rigetti.sim.qvm", 10), default);
        var renamed = await _workspace.UpdateJobAsync(job.Id, new JobUpdate { Name = "renamed" });
        var listed = new List<Job>();
        await foreach (var found in _workspace.ListJobsAsync(new JobFilter { NamePrefix = "rena", Targets = ["rigetti.sim.qvm"], OrderBy = JobOrder.CreationTime }))
            listed.Add(found);
        var cancelled = await _workspace.CancelJobAsync(job.Id);
        var deleted = await _workspace.DeleteJobAsync(job.Id);

        Assert.Multiple(async () =>
        {
            Assert.That(renamed.Name, Is.EqualTo("renamed"));
            Assert.That(listed.Select(found => found.Id), Is.EqualTo(new[] { job.Id }));
            Assert.That(cancelled.State.Text, Is.EqualTo("Cancelled"));
            Assert.That(deleted);
            Assert.That(await _workspace.FindJobAsync(job.Id), Is.Null);
        });
    }

    private async Task<JobResult> RunAsync(Circuit circuit, string target, int shots)
    {
        var job = await _workspace.SubmitAsync(Request(circuit, target, shots), default);
        return await _workspace.GetResultAsync(await _workspace.WaitAsync(job.Id, Soon));
    }

    private static JobRequest Request(Circuit circuit, string target, int shots) =>
        JobRequest.Qir(JobRequest.NewId(), circuit.Name, target, Programs.Qir(circuit), shots);
}
