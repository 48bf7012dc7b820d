using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace QaaHybrid.Azure;

/// <summary>One line of <c>jobs.jsonl</c>: what happened to which job, and when. The first line names the journal itself.</summary>
internal sealed record JournalLine
{
    internal static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, // a line of a newer version is not half understood
        Converters = { new JsonStringEnumConverter<JournalEvent>(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false) },
    };

    public required JournalEvent Event { get; init; }

    public required DateTimeOffset Time { get; init; }

    /// <summary>The journal's own number, on its first line.</summary>
    public Guid? Journal { get; init; }

    /// <summary>The job that it happened to, on every other line.</summary>
    public string? Job { get; init; }

    public string? Key { get; init; }

    public int? Attempt { get; init; }

    public string? Name { get; init; }

    public string? Workspace { get; init; }

    public string? Target { get; init; }

    public int? Shots { get; init; }

    public string? InputFormat { get; init; }

    [JsonPropertyName("input_sha256")]
    public string? InputHash { get; init; }

    public ReservedPrice? Price { get; init; }

    /// <summary>What the service charged, on the line of a job's end, or on one more where it says so later.</summary>
    public ReportedCharge? Charge { get; init; }

    public string? State { get; init; }

    public string? Message { get; init; }

    public byte[] ToBytes() => [.. JsonSerializer.SerializeToUtf8Bytes(this, Options), (byte)'\n'];

    /// <exception cref="JsonException">It is none.</exception>
    public static JournalLine Parse(ReadOnlySpan<byte> line) => JsonSerializer.Deserialize<JournalLine>(line, Options) ?? throw new JsonException("it is null");

    /// <summary>What it does to the job: the first line of a job makes it, every other moves it.</summary>
    /// <exception cref="JsonException">It does not go with what is known of the job, or something is missing.</exception>
    public JournalEntry Apply(JournalEntry? before)
    {
        if (Event == JournalEvent.Planned)
            return before is null or { Step: JobStep.Refused } ? Planned() : throw new JsonException($"job {Job} is planned twice");
        if (before is null)
            throw new JsonException($"job {Job} was never planned");
        var step = StepOf(Event);
        // Two processes may learn the same about a job; what is no news moves nothing, and a charge is news whenever it comes.
        return step < before.Step ? before with { Charge = Charge ?? before.Charge } : before with { Step = step, State = State ?? before.State, Message = Message, ChangedAt = Time, Charge = Charge ?? before.Charge };
    }

    private JournalEntry Planned() => new(
        Job!, Needed(Key, "key"), Attempt ?? throw Missing("attempt"), Needed(Name, "name"), Needed(Workspace, "workspace"), Needed(Target, "target"),
        Shots ?? throw Missing("shots"), Needed(InputFormat, "input_format"), Needed(InputHash, "input_sha256"), Price, JobStep.Planned, null, null, Time, Time);

    private static string Needed(string? value, string name) => value ?? throw Missing(name);

    private static JsonException Missing(string name) => new($"a planned job has no {name}");

    private static JobStep StepOf(JournalEvent happened) => happened switch
    {
        JournalEvent.Refused => JobStep.Refused,
        JournalEvent.Submitted => JobStep.Submitted,
        JournalEvent.Ended => JobStep.Ended,
        JournalEvent.Fetched => JobStep.Fetched,
        _ => throw new JsonException($"'{happened}' happens to no job"),
    };
}

/// <summary>What a line of the journal tells.</summary>
internal enum JournalEvent
{
    /// <summary>The journal begins.</summary>
    Journal,

    /// <inheritdoc cref="JobStep.Planned"/>
    Planned,

    /// <inheritdoc cref="JobStep.Refused"/>
    Refused,

    /// <inheritdoc cref="JobStep.Submitted"/>
    Submitted,

    /// <inheritdoc cref="JobStep.Ended"/>
    Ended,

    /// <inheritdoc cref="JobStep.Fetched"/>
    Fetched,
}
