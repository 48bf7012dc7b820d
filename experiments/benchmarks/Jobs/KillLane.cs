using System.Diagnostics;
using QaaHybrid.AzureEmulator;

namespace QaaHybrid.Benchmarks;

/// <summary>Processes one after the other on one journal: each is killed at a random moment, and the next goes on.</summary>
internal sealed class KillLane(string folder, int firstBatch, int batchStep, AzureEmulatorServer service, KillOptions options, KillPlaces places)
{
    // Everything that a request may suffer; a job that fails by itself is no matter of this campaign.
    private static readonly string[] FaultySteps =
        [AzureEmulator.Steps.SasUri, AzureEmulator.Steps.BlobUpload, AzureEmulator.Steps.JobPut, AzureEmulator.Steps.JobGet, AzureEmulator.Steps.BlobDownload];

    private static readonly FaultKind[] FaultKinds =
    [
        FaultKind.Unauthorized, FaultKind.Forbidden, FaultKind.Conflict, FaultKind.TooManyRequests, FaultKind.InternalError, FaultKind.Unavailable,
        FaultKind.CutBefore, FaultKind.CutAfter, FaultKind.CutDuring,
    ];

    private readonly Random _random = new(unchecked((int)(31 * options.Seed) + firstBatch));

    // Kills come at any time up to this, milliseconds from the opened journal on. It grows with every kill and shrinks with every process that ended first, so
    // that one in four does, on a machine of any speed.
    private double _latest = 1000;

    public string Folder => folder;

    public int Finished { get; private set; }

    /// <summary>The batches that are complete.</summary>
    public List<int> Batches { get; } = [];

    /// <summary>Kills until <paramref name="claim"/> has no kill left to give, then lets the batch under way end.</summary>
    /// <param name="claim">Takes one of the kills; false where there is none left.</param>
    /// <param name="giveBack">Gives a kill back that met a process which had ended.</param>
    /// <param name="cancellationToken">Ends the campaign.</param>
    public async Task RunAsync(Func<bool> claim, Action giveBack, CancellationToken cancellationToken)
    {
        var batch = firstBatch;
        while (claim())
        {
            if (_random.Next(2) == 0)
                service.Faults.Add(new Fault(FaultySteps[_random.Next(FaultySteps.Length)], FaultKinds[_random.Next(FaultKinds.Length)]));
            var isDone = await LiveAsync(batch, TimeSpan.FromMilliseconds(_random.NextDouble() * _latest), cancellationToken).ConfigureAwait(false);
            if (isDone is null)
            {
                _latest *= 1.05;
                places.Add(folder, batch, service.State);
                continue;
            }
            _latest *= 0.85;
            giveBack();
            Finished++;
            if (isDone.Value)
            {
                Batches.Add(batch);
                batch += batchStep;
            }
        }
        await EndAsync(batch, cancellationToken).ConfigureAwait(false);
        Batches.Add(batch);
    }

    // The other lanes may still make requests fail, so one process may not be enough.
    private async Task EndAsync(int batch, CancellationToken cancellationToken)
    {
        const int tries = 20;
        for (var i = 0; i < tries; i++)
        {
            service.Faults.Clear();
            if (await LiveAsync(batch, Timeout.InfiniteTimeSpan, cancellationToken).ConfigureAwait(false) == true)
                return;
        }
        throw new InvalidOperationException($"{folder}: batch {batch} did not end in {tries} processes that were left alone");
    }

    // Null: killed. Else whether the batch is complete; a fault that cannot be repeated ends a process, too.
    private async Task<bool?> LiveAsync(int batch, TimeSpan life, CancellationToken cancellationToken)
    {
        var start = options.Child(folder, batch);
        start.RedirectStandardInput = start.RedirectStandardOutput = start.RedirectStandardError = true;
        start.Environment["AZURE_QUANTUM_CONNECTION_STRING"] = service.ConnectionString;
        using var process = Process.Start(start) ?? throw new InvalidOperationException("no process was started");
        var errors = process.StandardError.ReadToEndAsync(cancellationToken);
        try
        {
            if (await process.StandardOutput.ReadLineAsync(cancellationToken).ConfigureAwait(false) is null)
                throw new InvalidOperationException($"a process ended before it had opened the journal: {await errors.ConfigureAwait(false)}");
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            patience.CancelAfter(life);
            try
            {
                await process.WaitForExitAsync(patience.Token).ConfigureAwait(false);
                return process.ExitCode == 0;
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                // SIGKILL: nothing in the process is asked or told.
                process.Kill();
                await process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
                return process.ExitCode == 0 ? true : null;
            }
        }
        finally
        {
            if (!process.HasExited)
                process.Kill();
        }
    }
}
