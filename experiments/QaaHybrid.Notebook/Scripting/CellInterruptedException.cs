namespace QaaHybrid.Notebook.Scripting;

/// <summary>The person has asked the running cell to stop.</summary>
public sealed class CellInterruptedException : OperationCanceledException
{
    /// <summary>Makes the exception.</summary>
    public CellInterruptedException() : base("the cell was interrupted") { }
}
