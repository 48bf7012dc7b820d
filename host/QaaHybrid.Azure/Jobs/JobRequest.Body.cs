using System.Globalization;
using System.Text.Json.Nodes;

namespace QaaHybrid.Azure;

public sealed partial record JobRequest
{
    /// <summary>Checks what the service would refuse, or would take for something else.</summary>
    /// <exception cref="ArgumentException">A part is malformed or contradicts another.</exception>
    internal void Check()
    {
        if (!Guid.TryParseExact(Id, "D", out _))
            throw new ArgumentException($"the job id is '{Id}'; expected a GUID as JobRequest.NewId makes it");
        if (Shots < 1)
            throw new ArgumentException($"job {Id}: {Shots} shots; expected at least 1");
        foreach (var name in new[] { "shots", "count" })
            if (InputParams?[name] is { } other && other.ToString() != Shots.ToString(CultureInfo.InvariantCulture))
                throw new ArgumentException($"job {Id}: InputParams says {name} {other}, the request {Shots}; the service would take either");
        if (string.IsNullOrWhiteSpace(Name) || string.IsNullOrWhiteSpace(Target))
            throw new ArgumentException($"job {Id}: it has no name or no target");
        if (string.IsNullOrEmpty(ProviderId) && !Target.Contains('.', StringComparison.Ordinal))
            throw new ArgumentException($"job {Id}: the target '{Target}' names no provider; set ProviderId");
    }

    /// <summary>The body of <c>PUT jobs/{id}</c>: the container goes with its signature, the input's address without.</summary>
    internal JsonObject Body(SignedAddress container)
    {
        var parameters = InputParams?.DeepClone().AsObject() ?? [];
        parameters["shots"] = Shots;
        var body = new JsonObject
        {
            ["itemType"] = "Job",
            ["name"] = Name,
            ["containerUri"] = container.Text,
            ["inputDataFormat"] = InputFormat,
            ["outputDataFormat"] = OutputFormat,
            ["inputDataUri"] = container.Blob(QuantumWorkspace.InputBlob).Unsigned,
            ["providerId"] = string.IsNullOrEmpty(ProviderId) ? Target.Split('.')[0] : ProviderId,
            ["target"] = Target,
            ["inputParams"] = parameters,
        };
        if (Metadata.Count > 0)
            body["metadata"] = new JsonObject(Metadata.Select(entry => KeyValuePair.Create<string, JsonNode?>(entry.Key, entry.Value)));
        if (Tags.Count > 0)
            body["tags"] = new JsonArray([.. Tags.Select(tag => JsonValue.Create(tag))]);
        if (SessionId is not null)
            body["sessionId"] = SessionId;
        if (Priority is not null)
            body["priority"] = Priority;
        return body;
    }
}
