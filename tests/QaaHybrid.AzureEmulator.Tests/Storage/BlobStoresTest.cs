namespace QaaHybrid.AzureEmulator.Tests.Storage;

/// <summary>What happens where Azurite cannot be had.</summary>
public class BlobStoresTest
{
    [Test]
    public async Task The_stand_in_takes_its_place_only_where_that_is_allowed_and_says_so()
    {
        // Without a lock file npm installs nothing.
        using var folder = new TemporaryFolder();
        folder.Write("package.json", "{}");
        List<string> remarks = [];
        var options = new AzureEmulatorOptions { AzuriteDirectory = folder.Path, Storage = StorageKind.AzuriteOrBuiltIn, Remarks = new Kept(remarks) };

        await using var server = await AzureEmulatorServer.StartAsync(options);

        Assert.Multiple(() =>
        {
            Assert.That(server.StorageName, Is.EqualTo("the emulator's built-in storage (no Azurite)"));
            Assert.That(remarks[^1], Does.StartWith("Azurite was not installed: ").And.EndWith("going on with the emulator's built-in storage, which proves nothing about Azure's"));
            Assert.That(
                async () => await AzureEmulatorServer.StartAsync(options with { Storage = StorageKind.Azurite }),
                Throws.InstanceOf<IOException>().With.Message.StartsWith("Azurite was not installed: "));
            Assert.That(new AzureEmulatorOptions().Storage, Is.EqualTo(StorageKind.Azurite));
        });
    }

    private sealed class Kept(List<string> remarks) : IProgress<string>
    {
        public void Report(string value) => remarks.Add(value);
    }
}
