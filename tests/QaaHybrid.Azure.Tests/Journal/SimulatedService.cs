using System.Globalization;
using QaaHybrid.Circuits;

namespace QaaHybrid.Azure.Tests.Journal;

/// <summary>A service in memory that reads the QIR that it is sent and runs it on the local simulator.</summary>
internal sealed class SimulatedService : IJobService
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, JobRequest> _jobs = [];

    public string Workspace => "/subscriptions/s/resourceGroups/g/providers/Microsoft.Quantum/workspaces/simulated";

    public bool IsEmulated { get; init; }

    /// <summary>What a job that has ended is said to have cost; null says nothing.</summary>
    public Func<JobRequest, CostEstimate?> Cost { get; set; } = _ => null;

    /// <summary>Is asked before a submission takes effect.</summary>
    public Action<JobRequest> BeforeSubmit { get; set; } = _ => { };

    public int Submissions { get; private set; }

    /// <summary>How many jobs were under way at once at most.</summary>
    public int MostAtOnce { get; private set; }

    private int AtOnce { get; set; }

    public IReadOnlyList<JobRequest> Jobs
    {
        get
        {
            lock (_gate)
                return [.. _jobs.Values];
        }
    }

    public Task<Job> SubmitAsync(JobRequest request, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            BeforeSubmit(request);
            Submissions++;
            MostAtOnce = Math.Max(MostAtOnce, ++AtOnce);
            _jobs[request.Id] = request;
            return Task.FromResult(Of(request, JobState.Waiting));
        }
    }

    public Task<Job?> FindAsync(string id, CancellationToken cancellationToken)
    {
        lock (_gate)
            return Task.FromResult(_jobs.TryGetValue(id, out var request) ? Of(request, JobState.Waiting) : null);
    }

    public async Task<Job> WaitAsync(string id, CancellationToken cancellationToken)
    {
        await Task.Delay(1, cancellationToken);
        lock (_gate)
            return Of(_jobs[id], JobState.Succeeded) with { Cost = Cost(_jobs[id]) };
    }

    public Task<Job> CancelAsync(string id, CancellationToken cancellationToken) => throw new NotSupportedException();

    public async Task<JobResult> ResultAsync(Job job, CancellationToken cancellationToken)
    {
        JobRequest request;
        lock (_gate)
        {
            AtOnce--;
            request = _jobs[job.Id];
        }
        var circuit = QirReader.Read(request.Input.ToString()).ToCircuit("sent");
        var exact = (await new SimulatorBackend().RunAsync([new BackendRun(circuit, [])], cancellationToken: cancellationToken)).Single().Probabilities!;
        var seed = long.Parse(request.Id.AsSpan(0, 8), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        var drawn = Measurement.Sample([.. exact], request.Shots, seed);
        return new JobResult(drawn.Counts!, request.Shots)
        {
            Probabilities = request.Target == "emulator.exact"
                ? exact.Select((probability, state) => (Bits: Measurement.BitString(state, circuit.Qubits), probability)).ToDictionary(entry => entry.Bits, entry => entry.probability)
                : null,
        };
    }

    private static Job Of(JobRequest request, JobState state) => new(request.Id, request.Name, request.Target, "emulator", state) { InputParams = request.InputParams };
}
