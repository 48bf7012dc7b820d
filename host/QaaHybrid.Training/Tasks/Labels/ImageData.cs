namespace QaaHybrid.Training;

/// <summary>Images of a task, dealt out. By name: <c>fashion-mnist</c> and <c>mnist</c> (IDX), <c>cifar10</c>, <c>cifar100</c>; otherwise folders with a subfolder a class.</summary>
/// <param name="Name">One or two words for headings.</param>
/// <param name="Source">Where the images come from.</param>
/// <param name="Labels">Names of the classes.</param>
/// <param name="Training">Images to train on.</param>
/// <param name="HeldOut">What is measured, and what is added to the names of the metrics; the first counts.</param>
internal sealed record ImageData(string Name, string Source, IReadOnlyList<string> Labels, ImageSet Training, IReadOnlyList<(string Suffix, ImageSet Images)> HeldOut)
{
    private const int VtabTraining = 800;
    private const int VtabValidation = 200;
    private const double HeldOutShare = 0.1;
    private const long SplitSeed = 20260101;

    private static readonly string[] Fashion = ["T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot"];
    private static readonly string[] Cifar10 = ["airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"];

    /// <summary>The names that <c>task.dataset</c> may have.</summary>
    public static IReadOnlyList<string> Names { get; } = ["fashion-mnist", "mnist", "cifar10", "cifar100"];

    /// <summary>Reads and deals out the images.</summary>
    /// <param name="task">The recipe's task.</param>
    /// <param name="seed">The recipe's seed.</param>
    /// <param name="size">What images of a folder are brought to.</param>
    /// <param name="known">Classes of a run that is opened again.</param>
    /// <param name="bad">What happens with files that cannot be read.</param>
    public static ImageData Load(TaskRecipe task, long seed, (int Channels, int Height, int Width) size, IReadOnlyList<string>? known, BadLines bad)
    {
        var data = task.Dataset switch
        {
            "fashion-mnist" => Idx(task.Dataset, PackageFolder.FashionMnist.Require(task.Data), Fashion),
            "mnist" => Idx(task.Dataset, task.Data, [.. Enumerable.Range(0, 10).Select(digit => FormattableString.Invariant($"{digit}"))]),
            "cifar10" => Cifar(task, 10),
            "cifar100" => Cifar(task, 100),
            _ => Folders(task, size, known, bad),
        };
        return Cut(task, seed, task.Protocol == "vtab" ? Vtab(data, seed) : data);
    }

    private static ImageData Idx(string name, string folder, string[] labels)
    {
        ImageSet Read(string part) => IdxFile.Read(Gzipped(Path.Combine(folder, $"{part}-images-idx3-ubyte")), Gzipped(Path.Combine(folder, $"{part}-labels-idx1-ubyte")), labels.Length);
        return new ImageData(name, name, labels, Read("train"), [("", Read("t10k"))]);
    }

    private static string Gzipped(string path) => File.Exists(path) ? path : path + ".gz";

    private static ImageData Cifar(TaskRecipe task, int classes)
    {
        string[] training = classes == 10 ? [.. Enumerable.Range(1, 5).Select(i => $"data_batch_{i}.bin")] : ["train.bin"];
        var names = classes == 10 ? Cifar10 : [.. TextFile.Lines(Path.Combine(task.Data, "fine_label_names.txt")).Select(line => line.Text.Trim()).Where(name => name.Length > 0)];
        if (names.Length != classes)
            throw new DataFileException(Path.Combine(task.Data, "fine_label_names.txt"), $"names {names.Length} classes, expected {classes}");
        return new ImageData(task.Dataset, task.Dataset, names, CifarFile.Read(training.Select(file => Path.Combine(task.Data, file)), classes),
            [("", CifarFile.Read([Path.Combine(task.Data, classes == 10 ? "test_batch.bin" : "test.bin")], classes))]);
    }

    private static ImageData Folders(TaskRecipe task, (int Channels, int Height, int Width) size, IReadOnlyList<string>? known, BadLines bad)
    {
        var (train, test) = task.Data.Length == 0 ? (task.Train, task.Test)
            : Directory.Exists(Path.Combine(task.Data, "train")) && Directory.Exists(Path.Combine(task.Data, "test")) ? (Path.Combine(task.Data, "train"), Path.Combine(task.Data, "test"))
            : (task.Data, "");
        var classes = known ?? ImageFolder.Classes(train);
        ImageSet Read(string folder) => ImageFolder.Read(folder, classes, size.Channels, size.Height, size.Width, bad);
        var (name, images) = (Path.GetFileName(task.Data.Length > 0 ? task.Data : train), Read(train));
        if (test.Length > 0)
            return new ImageData(name, $"{train} and {test}", classes, images, [("", Read(test))]);
        var order = Shuffle.Order(images.Count, Seeds.Of(SplitSeed, "held-out images"));
        var held = (int)Math.Ceiling(images.Count * HeldOutShare);
        return held < images.Count
            ? new ImageData(name, $"{train}, a tenth held out", classes, images.Take(order.Skip(held)), [("", images.Take(order.Take(held)))])
            : throw new DataFileException(train, $"holds {images.Count} image; none would be left to train on");
    }

    /// <summary>VTAB-1k: 800 images to train on and 200 to choose settings by, both drawn by the seed from the training images, and the whole test set.</summary>
    private static ImageData Vtab(ImageData data, long seed)
    {
        if (data.Training.Count < VtabTraining + VtabValidation)
            throw new DataFileException(data.Source, $"has {data.Training.Count} training images; the protocol vtab needs {VtabTraining + VtabValidation}");
        var order = Shuffle.Order(data.Training.Count, Seeds.Of(seed, "VTAB"));
        return data with
        {
            Source = data.Source + ", VTAB's 800 and 200 of the training images",
            Training = data.Training.Take(order.Take(VtabTraining)),
            HeldOut = [.. data.HeldOut, ("_val", data.Training.Take(order.Skip(VtabTraining).Take(VtabValidation)))],
        };
    }

    private static ImageData Cut(TaskRecipe task, long seed, ImageData data) => data with
    {
        Training = Sample(data.Training, task.TrainExamples, seed),
        HeldOut = [.. data.HeldOut.Select(part => (part.Suffix, Sample(part.Images, task.EvalExamples, SplitSeed)))],
    };

    private static ImageSet Sample(ImageSet images, int count, long seed) =>
        count > 0 && count < images.Count ? images.Take(Shuffle.Order(images.Count, Seeds.Of(seed, "sample of the images")).Take(count)) : images;
}
