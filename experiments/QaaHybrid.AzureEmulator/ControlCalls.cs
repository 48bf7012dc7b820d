using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace QaaHybrid.AzureEmulator;

/// <summary>
/// The calls that are the emulator's own: <c>GET /emulator/state</c>; <c>GET</c>, <c>PUT</c> and <c>DELETE /emulator/faults</c>.
/// They need no key, are not counted, and no fault strikes them.
/// </summary>
internal sealed class ControlCalls(FaultPlan faults, Func<EmulatorState> state)
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/emulator/state", (HttpContext context) => context.Response.WriteAsJsonAsync(state(), Options));
        routes.MapGet("/emulator/faults", (HttpContext context) => context.Response.WriteAsync(FaultFile.Write(faults.Pending).ToJsonString()));
        routes.MapPut("/emulator/faults", PutAsync);
        routes.MapDelete("/emulator/faults", (HttpContext context) =>
        {
            faults.Clear();
            context.Response.StatusCode = StatusCodes.Status204NoContent;
            return Task.CompletedTask;
        });
    }

    private async Task PutAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        try
        {
            faults.Replace(FaultFile.Parse(await reader.ReadToEndAsync(context.RequestAborted), "the body"));
            context.Response.StatusCode = StatusCodes.Status204NoContent;
        }
        catch (InvalidDataException error)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            await context.Response.WriteAsync(error.Message, context.RequestAborted);
        }
    }
}
