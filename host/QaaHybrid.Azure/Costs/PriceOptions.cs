using System.Text.Json.Nodes;

namespace QaaHybrid.Azure;

/// <summary>What of a job, beside its circuit and shots, its price depends on.</summary>
public sealed record PriceOptions
{
    /// <summary>
    /// What is sent as <c>error-mitigation.debias</c> to IonQ; null where nothing is, and then its machines debias (IonQ's provider page, Azure Quantum
    /// documentation of 2026-08-21), which has the higher minimum price.
    /// </summary>
    public bool? Debias { get; init; }

    /// <summary>Whether the program travels as QIR, as all of ours do; OpenQASM passes Quantinuum's own compiler, whose charges follow the formula.</summary>
    public bool IsQir { get; init; } = true;

    /// <summary>How many qubits the target has, where the service has just said so; null is the documented number.</summary>
    public int? Qubits { get; init; }

    /// <summary>
    /// Whether a target that is not known here, such as one that the service has begun to offer, gets an estimate without an upper figure; otherwise it is refused.
    /// </summary>
    public bool AcceptUnknown { get; init; }

    /// <summary>The options that are really sent: <c>inputParams</c> of a job.</summary>
    /// <param name="inputParams">The object as it stands in the request; null is none.</param>
    public static PriceOptions Of(JsonObject? inputParams) =>
        new() { Debias = (inputParams?["error-mitigation"] as JsonObject)?["debias"] is JsonValue value && value.TryGetValue<bool>(out var debias) ? debias : null };
}
