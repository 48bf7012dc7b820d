using QaaHybrid.Benchmarks;

namespace QaaHybrid.Circuits.Tests;

public class QuantumBenchmarkTest
{
    [Test]
    public async Task Every_job_is_timed_beside_its_yardstick()
    {
        var jobs = await QuantumBenchmark.RunAsync(new Source(), new BenchmarkOptions(Threads: 1, SecondsPerJob: 0.01));

        Assert.That(jobs.Select(job => job.Name), Is.EqualTo(new[]
        {
            "hea-forward", "hea-gradient", "hea-input-gradient", "rbs-forward", "rbs-gradient", "rbs-input-gradient", "20q-real", "20q-complex",
        }));
        Assert.That(jobs.Select(job => job.Ms), Is.All.Positive);
        Assert.That(jobs[2].YardstickMs, Is.EqualTo(jobs[1].Ms), "the input gradient is held against the gradient of θ alone");
        if (jobs[0].YardstickMs is null)
            Assert.Ignore("skipped: no g++ to build the yardstick");
        Assert.That(jobs.Select(job => job.YardstickMs), Is.All.Positive);
        Assert.That(jobs.Select(job => job.Ratio), Is.EqualTo(jobs.Select(job => job.Ms / job.YardstickMs)));
    }

    private sealed class Source : ICircuitSource
    {
        public Task<Circuit> ImportAsync(CircuitRequest operation, CancellationToken cancellationToken = default) =>
            Task.FromResult(Make(operation.Operation, operation.Qubits, 4));

        public Task<int?> CountParametersAsync(
            string? projectDirectory, string operation, int qubits, int layers, CancellationToken cancellationToken = default) =>
            Task.FromResult<int?>(Make(operation, qubits, layers).Parameters);

        private static Circuit Make(string operation, int qubits, int layers) =>
            operation.EndsWith("Brick", StringComparison.Ordinal) ? Tapes.Brick(qubits, layers) : Tapes.Ring(qubits, layers);
    }
}
