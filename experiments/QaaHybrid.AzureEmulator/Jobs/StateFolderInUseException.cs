namespace QaaHybrid.AzureEmulator;

/// <summary>Another emulator has the state folder open.</summary>
public sealed class StateFolderInUseException : IOException
{
    /// <summary>Makes the exception.</summary>
    /// <param name="path">The folder.</param>
    public StateFolderInUseException(string path)
        : base($"{path} is in use by another emulator; take another folder or stop that one") { }
}
