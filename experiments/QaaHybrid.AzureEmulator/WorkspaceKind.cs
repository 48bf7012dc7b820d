namespace QaaHybrid.AzureEmulator;

/// <summary>The two kinds of workspaces, which name some states of jobs differently.</summary>
public enum WorkspaceKind
{
    /// <summary>Waiting, Executing, Succeeded, Failed, Cancelled, as in all recordings.</summary>
    V1,

    /// <summary>Queued in place of Waiting, Completed in place of Succeeded; from the specification, never recorded.</summary>
    V2,
}
