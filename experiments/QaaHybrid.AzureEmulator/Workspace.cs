using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace QaaHybrid.AzureEmulator;

/// <summary>The data plane of the workspace, call by call.</summary>
internal sealed partial class Workspace(
    AzureEmulatorOptions options, Front front, JobStore store, JobQueue queue, IBlobStore blobs, SignedAddresses addresses, Uri storage)
{
    private delegate Task<Answer> Handler(WorkspaceCall call);

    /// <summary>Adds the calls to the server.</summary>
    public void Map(IEndpointRouteBuilder routes)
    {
        Add(routes, "POST", "storage/sasUri", Steps.SasUri, SasUriAsync);
        Add(routes, "PUT", "jobs/{id}", Steps.JobPut, PutJobAsync);
        Add(routes, "GET", "jobs/{id}", Steps.JobGet, GetJobAsync);
        Add(routes, "GET", "jobs", Steps.JobList, ListJobsAsync);
        Add(routes, "POST", "jobs/{id}:cancel", Steps.JobCancel, CancelJobAsync);
        Add(routes, "DELETE", "jobs/{id}", Steps.JobDelete, DeleteJobAsync);
        Add(routes, "PATCH", "jobUpdateOptions/{id}", Steps.JobUpdate, UpdateJobAsync);
        Add(routes, "PUT", "sessions/{id}", Steps.SessionPut, PutSessionAsync);
        Add(routes, "GET", "sessions/{id}", Steps.SessionGet, GetSessionAsync);
        Add(routes, "GET", "sessions", Steps.SessionGet, ListSessionsAsync);
        Add(routes, "GET", "sessions/{id}/jobs", Steps.JobList, ListSessionJobsAsync);
        Add(routes, "POST", "sessions/{id}:close", Steps.SessionClose, CloseSessionAsync);
        Add(routes, "GET", "topLevelItems", Steps.JobList, ListTopLevelAsync);
        Add(routes, "GET", "providerStatus", Steps.ProviderStatus, ProviderStatusAsync);
        Add(routes, "GET", "quotas", Steps.Quotas, QuotasAsync);
    }

    private void Add(IEndpointRouteBuilder routes, string method, string path, string step, Handler handler)
    {
        routes.MapMethods($"{WorkspaceName.Path}/{path}", [method], ServeAsync);

        async Task ServeAsync(HttpContext context)
        {
            var request = context.Request;
            var call = new WorkspaceCall(request, request.RouteValues["id"]?.ToString() ?? "");
            // Read before the fault is taken: a fault may be meant for one target only.
            var target = step == Steps.JobPut ? await call.TargetAsync() : null;
            await front.ServeAsync(context, StepOf(step, request), target, expired => AnswerAsync(call, handler, expired));
        }
    }

    private async Task<Answer> AnswerAsync(WorkspaceCall call, Handler handler, bool expired)
    {
        if (call.Request.Headers["x-ms-quantum-api-key"] != options.ApiKey)
            return Front.Unauthorized();
        call.ExpiredSignatures = expired;
        call.ApiVersion = ApiVersion.Require(call.Request.Query["api-version"]);
        return await handler(call);
    }

    // DELETE cancelled before it deleted.
    private static string StepOf(string step, HttpRequest request) =>
        step == Steps.JobDelete && request.Query["api-version"].ToString() is { Length: > 0 } version && !ApiVersion.HasCancel(version) ? Steps.JobCancel : step;

    private async Task<Answer> SasUriAsync(WorkspaceCall call)
    {
        var body = await JsonFields.BodyAsync(call.Request);
        var container = body.Required("containerName");
        if (body.Text("blobName") is { Length: > 0 } blob)
            return Answer.Json(new JsonObject { ["sasUri"] = addresses.Blob(container, blob, "rcw", expired: call.ExpiredSignatures) });
        if (ApiVersion.MakesContainers(call.ApiVersion))
            await blobs.CreateContainerAsync(container, call.Request.HttpContext.RequestAborted);
        return Answer.Json(new JsonObject { ["sasUri"] = addresses.Account(container, call.ExpiredSignatures) });
    }

    private Task<Answer> ProviderStatusAsync(WorkspaceCall call) => Task.FromResult(Answer.Json(new JsonObject
    {
        ["value"] = new JsonArray([.. TargetCatalogue.All.GroupBy(target => target.ProviderId).Select(provider => new JsonObject
        {
            ["id"] = provider.Key,
            ["currentAvailability"] = "Available",
            ["targets"] = new JsonArray([.. provider.Select(target => new JsonObject
            {
                ["id"] = target.Id,
                ["currentAvailability"] = "Available",
                ["averageQueueTime"] = (int)Math.Ceiling(options.DelayOf(target.Id).TotalSeconds),
                ["statusPage"] = "",
                ["numQubits"] = target.Qubits,
                ["targetProfile"] = target.Profile.ToString(),
                ["metadata"] = new JsonObject { [EmulatorName.MetadataKey] = EmulatorName.Text },
            })]),
        })]),
        ["nextLink"] = null,
    }));
}
