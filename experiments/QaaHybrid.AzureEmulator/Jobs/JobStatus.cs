namespace QaaHybrid.AzureEmulator;

/// <summary>Where a job of the emulator stands.</summary>
public enum JobStatus
{
    /// <summary>Waiting its turn; shown as Queued in a V2 workspace.</summary>
    Waiting,

    /// <summary>Being run.</summary>
    Executing,

    /// <summary>Done; shown as Completed in a V2 workspace.</summary>
    Succeeded,

    /// <summary>Ended with an error.</summary>
    Failed,

    /// <summary>Cancelled, by the client or by somebody else.</summary>
    Cancelled,
}
