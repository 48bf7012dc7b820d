namespace QaaHybrid.Training;

/// <summary>Images to pretrain on, and those of the same kind to measure on.</summary>
/// <param name="Name">What it is called in logs and the model card.</param>
/// <param name="Description">Where it comes from and what is in it, one line.</param>
/// <param name="Licence">The notice that has to stand beside a model trained on it.</param>
/// <param name="Classes">Number of classes.</param>
/// <param name="Training">The training split.</param>
/// <param name="Test">The test split, on which nothing is ever trained.</param>
internal sealed record ImageCorpus(string Name, string Description, string Licence, int Classes, ImageSet Training, ImageSet Test)
{
    /// <summary>Fashion-MNIST (Xiao, Rasul and Vollgraf 2017, arXiv:1708.07747).</summary>
    /// <param name="folder">Holds the four IDX files; empty takes the environment's or Debian's.</param>
    /// <exception cref="DataFileException">A file is missing or not readable.</exception>
    public static ImageCorpus FashionMnist(string folder)
    {
        const int classes = 10;
        folder = PackageFolder.FashionMnist.Require(folder);
        ImageSet Read(string split) => IdxFile.Read(
            Path.Combine(folder, $"{split}-images-idx3-ubyte.gz"), Path.Combine(folder, $"{split}-labels-idx1-ubyte.gz"), classes);
        return new ImageCorpus("fashion-mnist", "Fashion-MNIST (Debian package dataset-fashion-mnist), grey images of 10 kinds of clothes, shoes and bags", "Copyright © 2017 Zalando SE, https://tech.zalando.com. The MIT License (MIT).",
            classes, Read("train"), Read("t10k"));
    }
}
