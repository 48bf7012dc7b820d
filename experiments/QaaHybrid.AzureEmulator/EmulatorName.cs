namespace QaaHybrid.AzureEmulator;

/// <summary>What stands beside every figure that the emulator gives, so that none is taken for a device's.</summary>
public static class EmulatorName
{
    /// <summary>The text.</summary>
    public const string Text = "QaaHybrid's Azure Quantum emulator: a simulation on this machine, no device";

    /// <summary>The key of <see cref="Text"/> in the metadata of jobs and targets.</summary>
    public const string MetadataKey = "emulator";

    /// <summary>Whether a workspace is the emulator's, by its resource path.</summary>
    public static bool IsOf(string workspace) => workspace == WorkspaceName.Path;
}
