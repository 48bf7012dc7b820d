using System.Globalization;

namespace QaaHybrid.Azure;

public sealed partial class QuantumWorkspace
{
    /// <summary>The result of a job that has ended well.</summary>
    /// <param name="job">The job in a terminal state, as <see cref="WaitAsync"/> or <see cref="GetJobAsync"/> gave it.</param>
    /// <param name="cancellationToken">Ends the download.</param>
    /// <exception cref="InvalidOperationException">The job has not ended.</exception>
    /// <exception cref="QuantumServiceException">The job failed or was cancelled: its code and message; or storage refuses.</exception>
    /// <exception cref="ResultFormatException">The output is not of its format, or is a batch (<see cref="GetResultsAsync"/>).</exception>
    public async Task<JobResult> GetResultAsync(Job job, CancellationToken cancellationToken = default)
    {
        var results = await GetResultsAsync(job, cancellationToken).ConfigureAwait(false);
        return results is [var only] ? only
            : throw new ResultFormatException($"job {job.Id}: the output holds {results.Count} results; take them by GetResultsAsync");
    }

    /// <summary>As <see cref="GetResultAsync"/>, for a job whose output may hold several results.</summary>
    public async Task<IReadOnlyList<JobResult>> GetResultsAsync(Job job, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(job);
        ThrowUnlessGood(job);
        var output = await GetOutputAsync(job, cancellationToken).ConfigureAwait(false);
        var qubits = int.TryParse(
            job.Metadata.GetValueOrDefault(JobRequest.QubitsKey), NumberStyles.None, CultureInfo.InvariantCulture, out var known) ? known : (int?)null;
        try
        {
            return ResultReader.Read(output, job.OutputFormat ?? JobFormats.MicrosoftResults, new ResultContext(job.Shots, qubits));
        }
        catch (ResultFormatException exception)
        {
            throw new ResultFormatException($"job {job.Id} on {job.Target}: {exception.Message}", exception);
        }
    }

    /// <summary>
    /// The bytes of a job's output blob, whatever they are; of a failed job what its provider wrote, if anything. Where the address in
    /// <paramref name="job"/> has expired, a fresh one is asked for.
    /// </summary>
    /// <exception cref="QuantumServiceException">There is no output, or storage refuses.</exception>
    public async Task<BinaryData> GetOutputAsync(Job job, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(job);
        // Only the answer about a job that has ended says where its output lies at last.
        if (job.Output is null || !job.State.IsTerminal)
            job = await GetJobAsync(job.Id, cancellationToken).ConfigureAwait(false);
        var address = job.Output
            ?? throw new QuantumServiceException(0, "OutputMissing", $"job {job.Id} is {job.State} and has no output");
        return await DownloadAsync(job, address, cancellationToken).ConfigureAwait(false);
    }

    private static void ThrowUnlessGood(Job job)
    {
        if (job.State.IsGood)
            return;
        if (!job.State.IsTerminal)
            throw new InvalidOperationException($"job {job.Id} is {job.State}; its result can be had when it has ended: WaitAsync");
        var code = job.Error?.Code is { Length: > 0 } said ? said : job.State.Text;
        throw new QuantumServiceException(0, code, $"job {job.Id} on {job.Target} is {job.State}: "
            + (job.Error?.ToString() ?? (job.State == JobState.Cancelled ? "it has no result" : "the service gave no reason")).TrimEnd('.'));
    }
}
