using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace QaaHybrid.AzureEmulator;

/// <summary>Where every request comes in: counted, hit by its fault if one is due, answered.</summary>
internal sealed class Front(FaultPlan faults, CallCounts counts)
{
    private int _requests;

    /// <summary>Serves a request of the workspace.</summary>
    /// <param name="context">The request.</param>
    /// <param name="step">One of <see cref="Steps"/>.</param>
    /// <param name="target">The target that it names, for faults that single one out.</param>
    /// <param name="answer">What it does; told whether signatures are to be made expired.</param>
    public Task ServeAsync(HttpContext context, string step, string? target, Func<bool, Task<Answer>> answer) =>
        ServeAsync(context, step, target, OfService, async expired =>
        {
            try
            {
                return await answer(expired);
            }
            catch (ServiceException error)
            {
                return error.Answer;
            }
        });

    /// <summary>Serves a request of storage.</summary>
    public Task ServeStorageAsync(HttpContext context, Func<Task<Answer>> answer) =>
        ServeAsync(context, Steps.OfStorage(context.Request), null, OfStorage, _ => answer());

    private async Task ServeAsync(
        HttpContext context, string step, string? target, Func<Fault, Answer> asAnswer, Func<bool, Task<Answer>> answer)
    {
        counts.Add(step);
        var fault = faults.Take(step, target);
        if (fault is { Kind: FaultKind.CutBefore })
        {
            context.Abort();
            return;
        }
        var isAnswer = fault is not (null or { Kind: FaultKind.CutAfter or FaultKind.CutDuring or FaultKind.ExpiredSas });
        var given = isAnswer ? asAnswer(fault!) : await answer(fault is { Kind: FaultKind.ExpiredSas });
        if (fault is { Kind: FaultKind.CutAfter })
        {
            context.Abort();
            return;
        }
        await WriteAsync(context, given, cut: fault is { Kind: FaultKind.CutDuring });
    }

    private async Task WriteAsync(HttpContext context, Answer answer, bool cut)
    {
        var response = context.Response;
        response.StatusCode = answer.Status;
        response.Headers["x-ms-request-id"] = $"emulator-{Interlocked.Increment(ref _requests).ToString(CultureInfo.InvariantCulture)}";
        foreach (var (name, value) in answer.Headers)
            response.Headers[name] = value;
        if (answer.ContentType is { } type)
            response.ContentType = type;
        if (answer.Status is 204 or 304)
            return;
        response.ContentLength = answer.Body.Length;
        if (HttpMethods.IsHead(context.Request.Method))
            return;
        await response.Body.WriteAsync(cut ? answer.Body[..(answer.Body.Length / 2)] : answer.Body, context.RequestAborted);
        if (!cut)
            return;
        await response.Body.FlushAsync(context.RequestAborted);
        context.Features.GetRequiredFeature<IHttpRequestLifetimeFeature>().Abort();
    }

    private static Answer OfService(Fault fault) => With(fault, fault.Kind switch
    {
        FaultKind.Unauthorized => Unauthorized(),
        FaultKind.Forbidden => Error(fault, 403, "Forbidden", "The workspace does not have the required access to its storage account."),
        FaultKind.Conflict => Error(fault, 409, "TargetUnavailable", "The target specified is currently unavailable. Please try again later."),
        FaultKind.TooManyRequests => Error(fault, 429, "TooManyRequests", "Too many requests. Please try again later."),
        FaultKind.Unavailable => Error(fault, 503, "ServiceUnavailable", "The service is unavailable. Please try again later."),
        _ => Error(fault, 500, "InternalError", "An internal error occurred."),
    });

    private static Answer OfStorage(Fault fault) => With(fault, fault.Kind switch
    {
        FaultKind.Unauthorized => Unauthorized(),
        FaultKind.Forbidden => StorageError(fault, 403, "AuthorizationFailure", "This request is not authorized to perform this operation."),
        FaultKind.Conflict => StorageError(fault, 409, "LeaseIdMissing", "There is currently a lease on the resource."),
        FaultKind.TooManyRequests => StorageError(fault, 429, "TooManyRequests", "Too many requests."),
        FaultKind.Unavailable => StorageError(fault, 503, "ServerBusy", "The server is currently unable to receive requests."),
        _ => StorageError(fault, 500, "InternalError", "The server encountered an internal error."),
    });

    private static Answer Error(Fault fault, int status, string code, string message) => Answer.Error(status, fault.Code ?? code, fault.Message ?? message);

    private static Answer StorageError(Fault fault, int status, string code, string message) =>
        Answer.StorageError(status, fault.Code ?? code, fault.Message ?? message);

    private static Answer With(Fault fault, Answer answer) => fault.RetryAfter is not { } seconds
        ? answer
        : answer with { Headers = [.. answer.Headers, KeyValuePair.Create("retry-after", seconds.ToString(CultureInfo.InvariantCulture))] };

    /// <summary>The recorded answer to a refused key: nothing but a header.</summary>
    public static Answer Unauthorized() => Answer.Empty(401) with { Headers = [KeyValuePair.Create("www-authenticate", "Bearer error=\"invalid_token\"")] };
}
