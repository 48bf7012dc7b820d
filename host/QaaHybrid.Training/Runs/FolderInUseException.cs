namespace QaaHybrid.Training;

/// <summary>Another process works on a folder.</summary>
/// <param name="folder">The folder.</param>
public sealed class FolderInUseException(string folder) : IOException($"{folder} is in use by another process; wait for it to end, or end it");
