using System.Runtime.CompilerServices;
using Azure.Core;

namespace QaaHybrid.Azure;

public sealed partial class QuantumWorkspace
{
    /// <summary>A job as it stands.</summary>
    /// <exception cref="QuantumServiceException">404: the workspace has no such job.</exception>
    public async Task<Job> GetJobAsync(string id, CancellationToken cancellationToken = default)
    {
        var answer = await service.SendAsync(
            new ServiceCall(RequestMethod.Get, $"/jobs/{Checked(id)}", $"get job {id}"), cancellationToken).ConfigureAwait(false);
        return Job.Read(answer.Json, id);
    }

    /// <summary>A job as it stands; null where the workspace has no job of that id.</summary>
    public async Task<Job?> FindJobAsync(string id, CancellationToken cancellationToken = default)
    {
        try
        {
            return await GetJobAsync(id, cancellationToken).ConfigureAwait(false);
        }
        catch (QuantumServiceException exception) when (exception.Status == 404)
        {
            return null;
        }
    }

    /// <summary>The workspace's jobs, fetched page after page as they are asked for.</summary>
    /// <param name="filter">Which, and in what order; all where null.</param>
    /// <param name="cancellationToken">Ends the listing.</param>
    /// <exception cref="QuantumServiceException">Also where an answer's link to the next page leads to another host.</exception>
    public async IAsyncEnumerable<Job> ListJobsAsync(
        JobFilter? filter = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var call = new ServiceCall(RequestMethod.Get, "/jobs", "list jobs") { Query = (filter ?? new JobFilter()).Query() };
        await foreach (var item in ListAsync(call, cancellationToken).ConfigureAwait(false))
            yield return Job.Read(item);
    }

    /// <summary>Asks that a job be cancelled. The service may take its time, and a job that ends meanwhile has ended.</summary>
    /// <returns>The job as it stands afterwards; <see cref="WaitAsync"/> waits for its end.</returns>
    public async Task<Job> CancelJobAsync(string id, CancellationToken cancellationToken = default)
    {
        // Until 2025-12-01-preview DELETE cancelled.
        var call = options.IsAtLeast("2025-12-01")
            ? new ServiceCall(RequestMethod.Post, $"/jobs/{Checked(id)}:cancel", $"cancel job {id}")
            : new ServiceCall(RequestMethod.Delete, $"/jobs/{Checked(id)}", $"cancel job {id}");
        // By specification the answer is the job, in practice 204 and nothing: what it says is asked for.
        await service.SendAsync(call, cancellationToken).ConfigureAwait(false);
        return await GetJobAsync(id, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Deletes a job for good.</summary>
    /// <returns>false where the workspace has no such job, perhaps no longer.</returns>
    /// <exception cref="NotSupportedException">The api-version is older than <c>2025-12-01-preview</c>, where DELETE cancels instead.</exception>
    public async Task<bool> DeleteJobAsync(string id, CancellationToken cancellationToken = default)
    {
        Require("2025-12-01", "deleting a job");
        try
        {
            await service.SendAsync(
                new ServiceCall(RequestMethod.Delete, $"/jobs/{Checked(id)}", $"delete job {id}"), cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (QuantumServiceException exception) when (exception.Status == 404)
        {
            return false;
        }
    }

    /// <summary>Changes a job's name, priority or tags.</summary>
    /// <returns>The job as it stands afterwards.</returns>
    /// <exception cref="NotSupportedException">The api-version is older than <c>2025-09-01-preview</c>.</exception>
    public async Task<Job> UpdateJobAsync(string id, JobUpdate update, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(update);
        Require("2025-09-01", "changing a job");
        var call = new ServiceCall(RequestMethod.Patch, $"/jobUpdateOptions/{Checked(id)}", $"change job {id}", update.Body())
        {
            ContentType = "application/merge-patch+json",
        };
        await service.SendAsync(call, cancellationToken).ConfigureAwait(false);
        return await GetJobAsync(id, cancellationToken).ConfigureAwait(false);
    }

    private void Require(string version, string what)
    {
        if (!options.IsAtLeast(version))
            throw new NotSupportedException($"{what} needs api-version {version}-preview or newer; this workspace is spoken to in {options.ApiVersion}");
    }
}
