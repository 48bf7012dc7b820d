namespace QaaHybrid.Training;

/// <summary>The images of a pretraining recipe.</summary>
public sealed record ImagesRecipe
{
    /// <summary><c>kind</c>: fashion-mnist.</summary>
    public string Kind { get; init; } = "fashion-mnist";

    /// <summary><c>folder</c>: where the data lie; empty takes the environment's or Debian's.</summary>
    public string Folder { get; init; } = "";

    /// <summary><c>probe_images</c>: labelled training images that a linear probe is fitted to when the model is finished; 0 leaves it out.</summary>
    public int ProbeImages { get; init; } = 5000;

    /// <summary>Reads the images.</summary>
    /// <exception cref="DataFileException">They are not there or not readable.</exception>
    internal ImageCorpus Read() => ImageCorpus.FashionMnist(Folder);
}
