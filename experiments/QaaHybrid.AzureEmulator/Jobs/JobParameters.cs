using System.Text.Json.Nodes;

namespace QaaHybrid.AzureEmulator;

/// <summary>What stands in a job's <c>inputParams</c>.</summary>
internal static class JobParameters
{
    /// <summary><c>shots</c>, else its old name <c>count</c>, else 1, as recorded of the service.</summary>
    /// <exception cref="JobFailureException">It is no whole number of at least 1.</exception>
    public static int Shots(JsonObject parameters) => (parameters["shots"] ?? parameters["count"]) switch
    {
        null => 1,
        JsonValue value when value.TryGetValue<int>(out var shots) && shots >= 1 => shots,
        var other => throw Wrong($"\"shots\" is {other.ToJsonString()}, expected a whole number of at least 1"),
    };

    /// <summary>The entry point that the job names, at the top or in its single item; null where it names none.</summary>
    /// <exception cref="JobFailureException">There are several items, or arguments.</exception>
    public static string? EntryPoint(JsonObject parameters)
    {
        var holder = parameters;
        if (parameters["items"] is JsonArray items)
            holder = items is [JsonObject only] ? only : throw Wrong($"\"items\" has {items.Count} entries; the emulator takes one");
        if (holder["arguments"] is JsonArray { Count: > 0 })
            throw Wrong("\"arguments\" is not empty; the emulator runs programs without parameters: bind the angles in the text");
        return holder["entryPoint"] is JsonValue value && value.TryGetValue<string>(out var name) ? name : null;
    }

    /// <exception cref="JobFailureException">The job asks for something that the emulator would have to leave out silently.</exception>
    public static void RefuseWhatIsNotEmulated(JsonObject parameters)
    {
        if (parameters["noise"] is JsonObject noise && noise["model"]?.ToString() is not (null or "ideal"))
            throw Wrong($"\"noise\": the emulator has no model '{noise["model"]}' of IonQ's; use the target emulator.noisy");
    }

    /// <summary>Quantinuum's switch of its emulators' noise: off only where the job says so.</summary>
    public static bool ErrorModel(JsonObject parameters) => !(parameters["error-model"] is JsonValue value && value.TryGetValue<bool>(out var on) && !on);

    private static JobFailureException Wrong(string message) => new(JobFailureException.InvalidProperty, message);
}
