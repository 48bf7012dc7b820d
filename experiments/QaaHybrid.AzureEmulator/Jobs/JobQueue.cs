using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using QaaHybrid.Azure;

namespace QaaHybrid.AzureEmulator;

/// <summary>Runs jobs after their time in the queue and writes down how they end.</summary>
internal sealed class JobQueue(JobStore store, IBlobStore blobs, FaultPlan faults, AzureEmulatorOptions options) : IAsyncDisposable
{
    // What the service calls a provider's own output, and the output of a failed job.
    private const string RawOutput = "rawOutputData";

    private readonly ProgramRunner _runner = new(options.Noise);
    private readonly SemaphoreSlim _workers = new(options.Workers);
    private readonly CancellationTokenSource _stopped = new();
    private readonly ConcurrentDictionary<string, Task> _running = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Takes a job in.</summary>
    public void Add(string id) => _running[id] = Task.Run(async () =>
    {
        try
        {
            await RunAsync(id);
        }
#pragma warning disable CA1031 // whatever an interrupted request throws
        catch (Exception) when (_stopped.IsCancellationRequested)
#pragma warning restore CA1031
        {
            // The emulator ends; with a state folder the job goes on when it starts again.
        }
        finally
        {
            _running.TryRemove(id, out _);
        }
    });

    /// <summary>Waits for what is under way to stop.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopped.CancelAsync();
        await Task.WhenAll(_running.Values);
        _stopped.Dispose();
        _workers.Dispose();
    }

    private async Task RunAsync(string id)
    {
        if (store.Find(id) is not { } waiting)
            return;
        await Task.Delay(options.DelayOf(waiting.Target), _stopped.Token);
        await _workers.WaitAsync(_stopped.Token);
        try
        {
            var begun = DateTimeOffset.UtcNow;
            var job = store.Update(id, job => job.HasEnded ? job : job with
            {
                Status = JobStatus.Executing, BeginExecutionTime = begun, LastModifiedTime = begun, Executions = job.Executions + 1,
            });
            if (job is { HasEnded: false })
                await ExecuteAsync(job, faults.Take(Steps.JobRun, job.Target));
        }
        finally
        {
            _workers.Release();
        }
    }

    private async Task ExecuteAsync(EmulatedJob job, Fault? fault)
    {
        switch (fault?.Kind)
        {
            // Whoever hangs holds no worker: the other jobs go on.
            case FaultKind.Hang:
                return;
            case FaultKind.Cancel:
                End(job.Id, ended => ended with { Status = JobStatus.Cancelled, CancellationTime = DateTimeOffset.UtcNow });
                return;
        }
        try
        {
            if (fault is not null)
                throw new JobFailureException(fault.Code ?? JobFailureException.InternalError, fault.Message ?? "The emulator was told to fail this job.");
            await FinishAsync(job);
        }
        catch (JobFailureException error)
        {
            await FailAsync(job, error.Code, error.Message);
        }
#pragma warning disable CA1031 // whatever it is, the job has to end, and to say so
        catch (Exception error) when (!_stopped.IsCancellationRequested)
#pragma warning restore CA1031
        {
            await FailAsync(job, JobFailureException.InternalError, $"The emulator failed: {error.Message}");
        }
    }

    private async Task FailAsync(EmulatedJob job, string code, string message)
    {
        try
        {
            await blobs.WriteAsync(job.Container, RawOutput, Encoding.UTF8.GetBytes(message), "text/plain", _stopped.Token);
        }
        catch (IOException)
        {
            // Storage may be why it failed; the job says so itself.
        }
        End(job.Id, ended => ended with
        {
            Status = JobStatus.Failed, OutputBlob = RawOutput, ErrorCode = code, ErrorMessage = message, EndExecutionTime = DateTimeOffset.UtcNow,
        });
    }

    private async Task FinishAsync(EmulatedJob job)
    {
        var target = TargetCatalogue.Require(job.Target);
        var input = await blobs.ReadAsync(job.Container, job.InputBlob, _stopped.Token)
            ?? throw new JobFailureException(JobFailureException.InvalidInputData, $"there is no blob {job.Container}/{job.InputBlob}");
        var parameters = job.Parameters ?? [];
        JobParameters.RefuseWhatIsNotEmulated(parameters);
        var shots = JobParameters.Shots(parameters);
        if (shots > target.MaxShots)
            throw new JobFailureException(JobFailureException.InvalidProperty, $"{target.Id} takes at most {target.MaxShots} shots, the job asks for {shots}");
        var program = job.InputDataFormat == JobFormats.IonQCircuit
            ? IonQInput.Read(input, job.Name, target)
            : QirInput.Read(input, job.Name, target, JobParameters.EntryPoint(parameters));
        var kind = target.Kind == EmulationKind.Noisy && !JobParameters.ErrorModel(parameters) ? EmulationKind.Sampled : target.Kind;
        var outcome = await _runner.RunAsync(program.Circuit, kind, shots, SeedOf(job.Id), _stopped.Token);
        var charge = JobCharges.Of(program.Circuit, shots, target, PriceOptions.Of(parameters));
        var isIonQ = job.OutputDataFormat == JobFormats.IonQResults;
        var blob = isIonQ ? RawOutput : "outputData";
        var output = isIonQ ? ResultsWriter.IonQ(outcome) : ResultsWriter.MicrosoftV2(outcome, program.Output, exact: target.Id == "emulator.exact");
        await blobs.WriteAsync(job.Container, blob, output, "application/octet-stream", _stopped.Token);
        End(job.Id, ended => ended with
        {
            Status = JobStatus.Succeeded, OutputBlob = blob, Shots = shots, InputHash = Convert.ToHexStringLower(SHA256.HashData(input)),
            EndExecutionTime = DateTimeOffset.UtcNow, Charge = charge,
        });
    }

    // A job draws the same whatever runs before it, and again after a restart.
    private long SeedOf(string id) => options.Seed ^ BinaryPrimitives.ReadInt64LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(id)));

    private void End(string id, Func<EmulatedJob, EmulatedJob> change) => store.Update(
        id, job => job.HasEnded ? job : change(job) with { LastModifiedTime = DateTimeOffset.UtcNow });
}
