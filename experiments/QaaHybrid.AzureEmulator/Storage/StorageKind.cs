namespace QaaHybrid.AzureEmulator;

/// <summary>Who keeps the blobs and checks the signatures of their addresses.</summary>
public enum StorageKind
{
    /// <summary>Azurite, Microsoft's storage emulator, installed from npm on first use.</summary>
    Azurite,

    /// <summary>Azurite; where it cannot be installed or started, the built-in endpoint, and a remark that says so.</summary>
    AzuriteOrBuiltIn,

    /// <summary>
    /// The emulator's own endpoint, a stand-in for Azurite: the four calls that jobs need, the same signatures checked by our own code.
    /// Passing against it is no evidence about Azure's storage.
    /// </summary>
    BuiltIn,
}
