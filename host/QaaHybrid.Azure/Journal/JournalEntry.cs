namespace QaaHybrid.Azure;

/// <summary>A job as a journal knows it.</summary>
/// <param name="Id">The id that the journal chose for it, a GUID; the service knows it by the same.</param>
/// <param name="Key">What stands for everything that decides its result: see <see cref="JobKey"/>.</param>
/// <param name="Attempt">Which job of that key it is, from 1 on; a further one follows only on one that failed or was cancelled.</param>
/// <param name="Name">What it is called in the workspace.</param>
/// <param name="Workspace">The workspace it belongs to, by its resource path.</param>
/// <param name="Target">What runs it.</param>
/// <param name="Shots">How often it is measured.</param>
/// <param name="InputFormat">Format of what is submitted, e.g. <c>qir.v1</c>.</param>
/// <param name="InputHash">SHA-256 of what is submitted, hexadecimal.</param>
/// <param name="Price">What was reserved for it; null where no price was asked for.</param>
/// <param name="Step">How far it has come.</param>
/// <param name="State">The service's last word on its state; null before it had one.</param>
/// <param name="Message">Why it was refused or failed; null where neither happened.</param>
/// <param name="PlannedAt">When it was written down.</param>
/// <param name="ChangedAt">When the journal last learnt something about it.</param>
public sealed record JournalEntry(
    string Id, string Key, int Attempt, string Name, string Workspace, string Target, int Shots, string InputFormat, string InputHash, ReservedPrice? Price,
    JobStep Step, string? State, string? Message, DateTimeOffset PlannedAt, DateTimeOffset ChangedAt)
{
    /// <summary>What the service says it has cost; null before it has ended, and where the service does not say.</summary>
    public ReportedCharge? Charge { get; init; }

    /// <summary>Whether it ended without a result: it failed or was cancelled.</summary>
    public bool IsLost => Step == JobStep.Ended && Message is not null;

    /// <summary>Whether something is still to be done for its result.</summary>
    public bool IsOpen => Step is JobStep.Planned or JobStep.Submitted || Step == JobStep.Ended && !IsLost;

    /// <summary>Whether what was reserved for it is, or may be, spent.</summary>
    public bool IsCharged => Step != JobStep.Refused;
}
