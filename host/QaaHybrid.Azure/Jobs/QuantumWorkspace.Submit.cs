using Azure.Core;

namespace QaaHybrid.Azure;

public sealed partial class QuantumWorkspace
{
    internal const string InputBlob = "inputData";

    /// <summary>
    /// Submits a job: container, upload, <c>PUT jobs/{id}</c>. The id is the client's, so a request that is submitted again, after a lost
    /// connection or a crash at any step, makes one job.
    /// </summary>
    /// <returns>The job as the service took it, or as it stands now where an earlier attempt had got through.</returns>
    /// <exception cref="ArgumentException">The request is malformed.</exception>
    /// <exception cref="InvalidOperationException">The id was used before, for other input.</exception>
    /// <exception cref="QuantumServiceException">
    /// The service refuses (403 or 400 <c>InvalidJobDefinition</c>, 409 <c>TargetUnavailable</c>, 401), or no answer came: then the job may
    /// or may not exist, which <see cref="FindJobAsync"/> or the same call again will tell.
    /// </exception>
    public async Task<Job> SubmitAsync(JobRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        request.Check();
        var (container, wasThere) = await UploadInputAsync(request, cancellationToken).ConfigureAwait(false);
        if (wasThere && await FindJobAsync(request.Id, cancellationToken).ConfigureAwait(false) is { } earlier)
            return earlier;
        try
        {
            var call = new ServiceCall(RequestMethod.Put, $"/jobs/{Checked(request.Id)}", $"submit job {request.Id}", request.Body(container));
            var answer = await service.SendAsync(call, cancellationToken).ConfigureAwait(false);
            return Job.Read(answer.Json, request.Id);
        }
        catch (QuantumServiceException exception) when (exception.IsTransient || exception.Status is 200 or 201 or 409)
        {
            // The refusal may answer a repetition of a request that had got through, and a cut-off answer says that it had.
            if (await FindAfterFailureAsync(request.Id, cancellationToken).ConfigureAwait(false) is { } job)
                return job;
            throw;
        }
    }

    private async Task<Job?> FindAfterFailureAsync(string id, CancellationToken cancellationToken)
    {
        try
        {
            return await FindJobAsync(id, cancellationToken).ConfigureAwait(false);
        }
        catch (QuantumServiceException)
        {
            // The first failure is the one to tell.
            return null;
        }
    }
}
