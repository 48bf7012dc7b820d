namespace QaaHybrid.AzureEmulator;

/// <summary>Opens the storage that the options ask for.</summary>
internal static class BlobStores
{
    /// <exception cref="IOException">Azurite is asked for and cannot be installed or started.</exception>
    public static async Task<IBlobStore> OpenAsync(AzureEmulatorOptions options, CancellationToken cancellationToken)
    {
        if (options.Storage == StorageKind.BuiltIn)
            return BuiltIn();
        try
        {
            return await AzuriteBlobStore.StartAsync(options, cancellationToken);
        }
        catch (IOException error) when (options.Storage == StorageKind.AzuriteOrBuiltIn)
        {
            options.Remarks?.Report($"{error.Message}; going on with the emulator's built-in storage, which proves nothing about Azure's");
            return BuiltIn();
        }

        BuiltInBlobStore BuiltIn() => new(options.StateDirectory is { } folder ? Path.Combine(folder, "blobs") : null);
    }
}
