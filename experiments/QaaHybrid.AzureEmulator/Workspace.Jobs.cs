using System.Text.Json.Nodes;

namespace QaaHybrid.AzureEmulator;

internal sealed partial class Workspace
{
    private async Task<Answer> PutJobAsync(WorkspaceCall call)
    {
        var body = await call.BodyAsync();
        var id = call.Id;
        // The client chooses the id: a repetition finds the job that there is, and makes no second one.
        var (job, isNew) = store.Put(NewJob(id, body));
        if (isNew)
            queue.Add(id);
        return Answer.Json(JobDocument.OfPut(job, addresses, options.WorkspaceKind));
    }

    private EmulatedJob NewJob(string id, JsonObject body)
    {
        if (body.Text("itemType") is { } type and not "Job")
            throw new ServiceException(400, ServiceException.InvalidJobDefinition, $"The ItemType is '{type}', expected 'Job'.");
        var provider = body.Required("providerId");
        var target = TargetOf(provider, body.Required("target"));
        var (input, output) = (body.Required("inputDataFormat"), body.Required("outputDataFormat"));
        if (!target.Formats.TryGetValue(input, out var results))
            throw new ServiceException(
                400, ServiceException.InvalidJobDefinition,
                $"The emulator's {target.Id} does not read '{input}'; it reads {string.Join(", ", target.Formats.Keys)}.");
        if (output != results)
            throw new ServiceException(
                400, ServiceException.InvalidJobDefinition, $"The emulator's {target.Id} answers '{input}' with '{results}', not with '{output}'.");
        var (container, _) = BlobPath.Parse(body.Required("containerUri"), "ContainerUri", storage);
        var (inputContainer, blob) = body.Text("inputDataUri") is { } address ? BlobPath.Parse(address, "InputDataUri", storage) : (container, "inputData");
        if (inputContainer != container || blob.Length == 0)
            throw new ServiceException(400, ServiceException.InvalidJobDefinition, "The InputDataUri field is no blob of the container in ContainerUri.");
        var now = DateTimeOffset.UtcNow;
        return new EmulatedJob
        {
            Id = id,
            Number = 0,
            Name = body.Required("name"),
            ProviderId = target.ProviderId,
            Target = target.Id,
            InputDataFormat = input,
            OutputDataFormat = output,
            Container = container,
            InputBlob = blob,
            InputParams = body["inputParams"]?.ToJsonString(),
            Metadata = body.Texts("metadata"),
            Tags = body.TextList("tags"),
            Priority = body.Text("priority") ?? "Standard",
            SessionId = SessionOf(body.Text("sessionId"), id),
            CreationTime = now,
            LastModifiedTime = now,
        };
    }

    // The service writes providers in lower case, and clients name them as they like.
    private static EmulatedTarget TargetOf(string provider, string target)
    {
        if (!TargetCatalogue.All.Any(known => known.ProviderId.Equals(provider, StringComparison.OrdinalIgnoreCase)))
            throw new ServiceException(403, ServiceException.InvalidJobDefinition, "The provider specified does not exist or is not enabled for the workspace.");
        return TargetCatalogue.Find(target) is { } known && known.ProviderId.Equals(provider, StringComparison.OrdinalIgnoreCase)
            ? known
            : throw new ServiceException(403, ServiceException.InvalidJobDefinition, "The target specified does not exist or is not enabled for the workspace.");
    }

    private Task<Answer> GetJobAsync(WorkspaceCall call) => Task.FromResult(Answer.Json(Document(Job(call.Id), call)));

    private Task<Answer> ListJobsAsync(WorkspaceCall call) =>
        Task.FromResult(Answer.Json(ItemPage.Of(store.Jobs.Select(job => Row(job, call)), call.Request)));

    private Task<Answer> CancelJobAsync(WorkspaceCall call)
    {
        if (!ApiVersion.HasCancel(call.ApiVersion))
            throw new ServiceException(404, "ResourceNotFound", $"There is no :cancel in {call.ApiVersion}; DELETE cancels there.");
        // The specification's answer; a version before it answered 204.
        return Task.FromResult(Answer.Json(Document(Cancel(call.Id), call)));
    }

    private Task<Answer> DeleteJobAsync(WorkspaceCall call)
    {
        if (!ApiVersion.HasCancel(call.ApiVersion))
            Cancel(call.Id);
        else if (!store.Remove(call.Id))
            throw ServiceException.NotFound("job", call.Id);
        return Task.FromResult(Answer.Empty(204));
    }

    private async Task<Answer> UpdateJobAsync(WorkspaceCall call)
    {
        var body = await call.BodyAsync();
        var job = store.Update(call.Id, job => job with
        {
            Name = body.Text("name") ?? job.Name,
            Priority = body.Text("priority") ?? job.Priority,
            Tags = body.ContainsKey("tags") ? body.TextList("tags") : job.Tags,
            LastModifiedTime = DateTimeOffset.UtcNow,
        });
        return Answer.Json(Document(job ?? throw ServiceException.NotFound("job", call.Id), call));
    }

    private EmulatedJob Cancel(string id)
    {
        var now = DateTimeOffset.UtcNow;
        return store.Update(id, job => job.HasEnded ? job : job with { Status = JobStatus.Cancelled, CancellationTime = now, LastModifiedTime = now })
            ?? throw ServiceException.NotFound("job", id);
    }

    private EmulatedJob Job(string id) => store.Find(id) ?? throw ServiceException.NotFound("job", id);

    private JsonObject Document(EmulatedJob job, WorkspaceCall call) => JobDocument.OfGet(job, addresses, options.WorkspaceKind, call.ExpiredSignatures);

    private ListedItem Row(EmulatedJob job, WorkspaceCall call) => new(
        job.Name, "Job", "QuantumComputing", job.ProviderId, job.Target, JobDocument.State(job.Status, options.WorkspaceKind), job.CreationTime,
        () => Document(job, call));
}
