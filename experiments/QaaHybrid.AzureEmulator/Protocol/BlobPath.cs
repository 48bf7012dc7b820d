namespace QaaHybrid.AzureEmulator;

/// <summary>Container and blob of an address in the emulator's storage.</summary>
internal static class BlobPath
{
    /// <summary>Reads an address, with or without signature.</summary>
    /// <param name="address">The address.</param>
    /// <param name="field">Where it stood, for the message.</param>
    /// <param name="storage">The storage's address.</param>
    /// <returns>The container, and the blob or "" where there is none.</returns>
    /// <exception cref="ServiceException">It is no address in this storage.</exception>
    public static (string Container, string Blob) Parse(string address, string field, Uri storage)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Authority != storage.Authority
            || uri.AbsolutePath.Trim('/').Split('/', 3) is not [StorageAccount.Name, { Length: > 0 } container, .. var rest])
            throw new ServiceException(
                400, ServiceException.InvalidJobDefinition, $"The {field} field is no address in this workspace's storage, {storage}{StorageAccount.Name}.");
        return (container, rest is [var blob] ? blob : "");
    }
}
