using System.Text.Json;
using System.Text.Json.Nodes;
using QaaHybrid.Notebook.Errors;
using QaaHybrid.Notebook.Messaging;
using QaaHybrid.Notebook.Output;
using QaaHybrid.Notebook.Scripting;

namespace QaaHybrid.Notebook.Requests;

/// <summary>What the kernel does with each kind of request.</summary>
/// <param name="channels">Where answers go.</param>
/// <param name="runner">What runs cells.</param>
/// <param name="history">The cells of before.</param>
internal sealed class Dispatcher(Channels channels, CellRunner runner, History history)
{
    private readonly TaskCompletionSource _shutdown = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _count;

    /// <summary>Done when a front end wants the kernel to end.</summary>
    public Task Shutdown => _shutdown.Task;

    /// <summary>Works off the shell's requests, in turn.</summary>
    public async Task ServeShellAsync(CancellationToken cancellationToken)
    {
        await foreach (var request in channels.Shell.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
            await HandleAsync(request, control: false).ConfigureAwait(false);
    }

    /// <summary>Works off control's requests, beside whatever the shell does.</summary>
    public async Task ServeControlAsync(CancellationToken cancellationToken)
    {
        await foreach (var request in channels.Control.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
            await HandleAsync(request, control: true).ConfigureAwait(false);
    }

    private async Task HandleAsync(Request request, bool control)
    {
        channels.PublishStatus("busy", request);
        List<Request> queued = [];
        try
        {
            var reply = request.Type == "execute_request" ? await ExecuteAsync(request).ConfigureAwait(false) : await AnswerAsync(request).ConfigureAwait(false);
            if (request.Type == "execute_request" && reply?["status"]?.GetValue<string>() == "error" && request.Flag("stop_on_error", true))
                queued = TakeQueued();
            if (reply is not null)
                await channels.ReplyAsync(request, reply, control).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // a request that the kernel stumbles over is answered, and the next one served
        catch (Exception error) when (error is not OperationCanceledException)
#pragma warning restore CA1031
        {
            var reply = RunErrors.Of(error, _ => null).ToJson();
            reply["status"] = "error";
            await channels.ReplyAsync(request, reply, control).ConfigureAwait(false);
        }
        finally
        {
            channels.PublishStatus("idle", request);
            if (request.Type == "shutdown_request")
                _shutdown.TrySetResult();
        }
        foreach (var next in queued)
        {
            channels.PublishStatus("busy", next);
            await channels.ReplyAsync(next, new JsonObject { ["status"] = "aborted", ["execution_count"] = _count }, control: false).ConfigureAwait(false);
            channels.PublishStatus("idle", next);
        }
    }

    private async Task<JsonObject?> AnswerAsync(Request request)
    {
        switch (request.Type)
        {
            case "kernel_info_request":
                return KernelInfo.Content();
            case "complete_request":
                return await CompleteAsync(request).ConfigureAwait(false);
            case "inspect_request":
                return await InspectAsync(request).ConfigureAwait(false);
            case "is_complete_request":
                return Completeness.Of(request.Text("code"));
            case "history_request":
                return history.Answer(request);
            case "comm_info_request":
                return new JsonObject { ["status"] = "ok", ["comms"] = new JsonObject() };
            case "comm_open":
                // Nothing here speaks over comms; the front end is told that its end is closed.
                channels.Publish("comm_close", new JsonObject { ["comm_id"] = request.Text("comm_id"), ["data"] = new JsonObject() }, request);
                return null;
            case "interrupt_request":
                runner.Running?.Interrupt();
                return new JsonObject { ["status"] = "ok" };
            case "shutdown_request":
                runner.Running?.Interrupt();
                return new JsonObject { ["status"] = "ok", ["restart"] = request.Flag("restart", false) };
            default:
                // comm_msg, comm_close and what later protocols bring: nothing to say.
                return null;
        }
    }

    private async Task<JsonObject> ExecuteAsync(Request request)
    {
        var code = request.Text("code");
        var silent = request.Flag("silent", false);
        var stored = request.Flag("store_history", !silent) && !silent;
        var number = stored ? ++_count : _count;
        if (!silent)
            channels.Publish("execute_input", new JsonObject { ["code"] = code, ["execution_count"] = number }, request);
        if (stored)
            history.Add(number, code);
        var (error, page) = await runner.RunAsync(request, code, number, silent).ConfigureAwait(false);
        if (error is not null)
        {
            var failed = error.ToJson();
            failed["status"] = "error";
            failed["execution_count"] = number;
            return failed;
        }
        return new JsonObject
        {
            ["status"] = "ok",
            ["execution_count"] = number,
            ["payload"] = page is null ? [] : new JsonArray(new JsonObject { ["source"] = "page", ["data"] = Shown.Data(page), ["start"] = 0 }),
            ["user_expressions"] = await EvaluateAsync(request, number).ConfigureAwait(false),
        };
    }

    private async Task<JsonObject> EvaluateAsync(Request request, int number)
    {
        var values = new JsonObject();
        if (!request.Content.TryGetProperty("user_expressions", out var expressions) || expressions.ValueKind != JsonValueKind.Object)
            return values;
        foreach (var expression in expressions.EnumerateObject())
            try
            {
                var value = await runner.EvaluateAsync(request, expression.Value.GetString() ?? "", number).ConfigureAwait(false);
                values[expression.Name] = new JsonObject { ["status"] = "ok", ["data"] = Shown.Data(value), ["metadata"] = new JsonObject() };
            }
#pragma warning disable CA1031 // as with a cell: the front end is told
            catch (Exception error)
#pragma warning restore CA1031
            {
                var failed = error is CompilationFailedException compilation ? CompilationErrors.Of(compilation, expression.Value.GetString() ?? "") : RunErrors.Of(error, _ => null);
                values[expression.Name] = failed.ToJson();
                values[expression.Name]!["status"] = "error";
            }
        return values;
    }

    // The cells that were sent along with one that failed are not run. Taken before the failure is told: what is sent after that was meant.
    private List<Request> TakeQueued()
    {
        List<Request> queued = [];
        while (channels.Shell.Reader.TryPeek(out var next) && next.Type == "execute_request" && channels.Shell.Reader.TryRead(out next))
            queued.Add(next);
        return queued;
    }

    private async Task<JsonObject> CompleteAsync(Request request)
    {
        var code = request.Text("code");
        var at = CursorPosition.ToIndex(code, request.Number("cursor_pos", int.MaxValue));
        var (start, matches) = await runner.Questions.CompleteAsync(code, at).ConfigureAwait(false);
        var (first, last) = (CursorPosition.FromIndex(code, start), CursorPosition.FromIndex(code, at));
        return new JsonObject
        {
            ["status"] = "ok",
            ["matches"] = new JsonArray([.. matches.Select(match => (JsonNode)match.Name)]),
            ["cursor_start"] = first,
            ["cursor_end"] = last,
            ["metadata"] = new JsonObject
            {
                ["_jupyter_types_experimental"] = new JsonArray([.. matches.Select(match => (JsonNode)new JsonObject
                {
                    ["text"] = match.Name, ["type"] = match.Kind, ["start"] = first, ["end"] = last,
                })]),
            },
        };
    }

    private async Task<JsonObject> InspectAsync(Request request)
    {
        var code = request.Text("code");
        var found = await runner.Questions.ExplainAsync(code, CursorPosition.ToIndex(code, request.Number("cursor_pos", int.MaxValue))).ConfigureAwait(false);
        return new JsonObject
        {
            ["status"] = "ok",
            ["found"] = found is not null,
            ["data"] = found is null ? [] : new JsonObject { ["text/plain"] = found, ["text/html"] = $"<pre>{System.Net.WebUtility.HtmlEncode(found)}</pre>" },
            ["metadata"] = new JsonObject(),
        };
    }
}
