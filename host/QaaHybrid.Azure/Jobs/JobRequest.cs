using System.Text.Json.Nodes;

namespace QaaHybrid.Azure;

/// <summary>
/// What to submit. The factories (<see cref="Qir"/>, <see cref="IonQ"/>, <see cref="OpenQasm"/>, <see cref="Quil"/>) know the formats; any
/// other input goes as bytes under its format's name.
/// </summary>
public sealed partial record JobRequest
{
    /// <summary>A GUID that the client chooses (<see cref="NewId"/>): submitted twice, a request still makes one job.</summary>
    public required string Id { get; init; }

    /// <summary>The job's name, for people.</summary>
    public required string Name { get; init; }

    /// <summary>What runs it, e.g. <c>ionq.simulator</c>.</summary>
    public required string Target { get; init; }

    /// <summary>The format of <see cref="Input"/>, see <see cref="JobFormats"/>.</summary>
    public required string InputFormat { get; init; }

    /// <summary>The program, byte for byte.</summary>
    public required BinaryData Input { get; init; }

    /// <summary>The format of the results, see <see cref="JobFormats"/>; the service insists on one.</summary>
    public required string OutputFormat { get; init; }

    /// <summary>How often the program runs, at least once. Always sent: the service takes a job without it for one shot.</summary>
    public required int Shots { get; init; }

    /// <summary>Who runs it; the part of <see cref="Target"/> before its first point where null.</summary>
    public string? ProviderId { get; init; }

    /// <summary>Options beside the shots: <c>entryPoint</c>, <c>arguments</c>, <c>error-mitigation</c>, <c>noise</c>, ….</summary>
    public JsonObject? InputParams { get; init; }

    /// <summary>Names and values that come back with the job.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = new Dictionary<string, string>();

    /// <summary>Labels that come back with the job.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>The open session that it joins.</summary>
    public string? SessionId { get; init; }

    /// <summary><c>Standard</c> or <c>High</c>; left to the service where null.</summary>
    public string? Priority { get; init; }

    /// <summary>The content type of the uploaded blob.</summary>
    public string ContentType { get; init; } = "application/octet-stream";

    /// <summary>A fresh job id.</summary>
    public static string NewId() => Guid.NewGuid().ToString("D");

    /// <summary>Id, name, target and shots; not the program.</summary>
    public override string ToString() => $"{Id} '{Name}' on {Target}: {InputFormat}, {Input.ToMemory().Length} bytes, {Shots} shots";

    /// <summary>The container that holds its input and output. Storage takes names in lower case only; so is a GUID in that form.</summary>
    internal string ContainerName => $"job-{Guid.Parse(Id):D}";
}
