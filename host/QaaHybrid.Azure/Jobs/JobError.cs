using System.Text.Json;

namespace QaaHybrid.Azure;

/// <summary>Why a job failed, as the service or the provider says. Every part may be missing.</summary>
/// <param name="Code">E.g. <c>InvalidInputData</c>, <c>quantinuum - 1001</c>.</param>
/// <param name="Message">In words; it can be very long.</param>
/// <param name="Target">What the error is about.</param>
public sealed record JobError(string? Code, string? Message, string? Target = null)
{
    /// <summary>Errors below this one.</summary>
    public IReadOnlyList<JobError> Details { get; init; } = [];

    /// <summary>What the service adds for its developers, as JSON.</summary>
    public string? InnerError { get; init; }

    /// <summary>Code and message; a sentence where both are missing.</summary>
    public override string ToString() => (Code, Message) switch
    {
        (null or "", null or "") => "the service gave neither a code nor a message",
        (null or "", _) => Message!,
        (_, null or "") => $"{Code}, without a message",
        _ => $"{Code}: {Message}",
    } + string.Concat(Details.Select(detail => $"; {detail}"));

    internal static JobError? Read(JsonElement error) => error.ValueKind != JsonValueKind.Object ? null
        : new JobError(error.Text("code"), error.Text("message"), error.Text("target"))
        {
            Details = [.. error.Items("details").Select(Read).OfType<JobError>()],
            InnerError = error.Text("innererror"),
        };
}
