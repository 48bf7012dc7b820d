namespace QaaHybrid.AzureEmulator;

/// <summary>A session as the emulator keeps it.</summary>
internal sealed record EmulatedSession
{
    public required string Id { get; init; }
    public required string Name { get; init; }
    public required string ProviderId { get; init; }
    public required string Target { get; init; }
    public required DateTimeOffset CreationTime { get; init; }

    /// <summary><c>Abort</c> or <c>Continue</c>.</summary>
    public required string FailurePolicy { get; init; }

    /// <summary>When the client closed it.</summary>
    public DateTimeOffset? CloseTime { get; init; }
}
