namespace QaaHybrid.AzureEmulator;

/// <summary>The account that every storage emulator has: its name and key are published with Azurite and protect nothing.</summary>
internal static class StorageAccount
{
    public const string Name = "devstoreaccount1";

    public static byte[] Key { get; } = Convert.FromBase64String("Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==");
}
