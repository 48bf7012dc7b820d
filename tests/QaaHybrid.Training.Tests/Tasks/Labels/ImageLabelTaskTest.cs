using System.Buffers.Binary;
using System.Text.Json;

namespace QaaHybrid.Training.Tests;

public class ImageLabelTaskTest
{
    /// <summary>Images whose bright half says their class, 0 or 1, in MNIST's files.</summary>
    private static void WriteIdx(TemporaryFolder folder, string part, int count)
    {
        byte[] Header(int magic, params int[] sizes) => [.. ((int[])[magic, .. sizes]).SelectMany(number =>
        {
            var bytes = new byte[4];
            BinaryPrimitives.WriteInt32BigEndian(bytes, number);
            return bytes;
        })];
        var pixels = Enumerable.Range(0, count).SelectMany(i => Enumerable.Range(0, 64).Select(p => (byte)((p % 8 < 4) == (i % 2 == 0) ? 200 + i % 50 : 10)));
        folder.Write($"{part}-images-idx3-ubyte", [.. Header(0x803, count, 8, 8), .. pixels]);
        folder.Write($"{part}-labels-idx1-ubyte", [.. Header(0x801, count), .. Enumerable.Range(0, count).Select(i => (byte)(i % 2))]);
    }

    private static string Task(LabelFixture fixture, string more = "")
    {
        TinyEncoder.WriteVision(fixture.Folder.File("vit"));
        return $"{{ kind: image, dataset: mnist, data: {fixture.Folder.Path}{more} }}";
    }

    [Test]
    public async Task A_vision_model_learns_the_classes_of_images()
    {
        using var fixture = new LabelFixture();
        WriteIdx(fixture.Folder, "train", 80);
        WriteIdx(fixture.Folder, "t10k", 20);
        var results = await fixture.RunAsync(fixture.Recipe(Task(fixture)), "run");
        Assert.That(results.Methods[0].Metrics["accuracy"], Is.EqualTo(100));
        Assert.That(results.Methods[0].LossAfter, Is.LessThan(0.2));
        Assert.That(results.Methods[0].TrainableHead, Is.EqualTo(16 * 10 + 10), "ten digits, where the folder has three labels");
        Assert.That(results.Task, Is.EqualTo("mnist; 80 training examples, 20 held out"));
    }

    [Test]
    public void Vtab_takes_800_and_200_of_the_training_images_and_the_whole_test_set()
    {
        using var fixture = new LabelFixture();
        WriteIdx(fixture.Folder, "train", 1100);
        WriteIdx(fixture.Folder, "t10k", 30);
        ImageLabelTask Open(params string[] overrides) => fixture.Recipe(Task(fixture, ", protocol: vtab"), overrides) is var recipe ? new(recipe, recipe.Model) : null!;
        var task = Open();
        Assert.That(task.Lengths, Has.Count.EqualTo(800));
        Assert.That(task.Description, Does.EndWith("800 training examples, 30 and 200 held out"));
        using var model = task.LoadModel();
        Assert.That(task.Midway(model).Column, Is.EqualTo("validation_loss"));
        Assert.That(task.Evaluate(model).Metrics.Keys, Is.SupersetOf(new[] { "accuracy", "accuracy_val" }));
        Assert.That(Open().Describe([0, 1, 2]), Is.EqualTo(task.Describe([0, 1, 2])));
        WriteIdx(fixture.Folder, "train", 900);
        Assert.That(() => Open().Load(), Throws.TypeOf<DataFileException>().With.Message.Contains("has 900 training images; the protocol vtab needs 1000"));
    }

    [Test]
    public void Vtab_s_sides_share_no_image()
    {
        using var folder = new TemporaryFolder();
        WriteIdx(folder, "train", 1000);
        WriteIdx(folder, "t10k", 3);
        // Each image marked by its number.
        var file = File.ReadAllBytes(folder.File("train-images-idx3-ubyte"));
        for (var i = 0; i < 1000; i++)
            (file[16 + 64 * i], file[17 + 64 * i]) = ((byte)(i / 250), (byte)(i % 250));
        folder.Write("train-images-idx3-ubyte", file);
        ImageData Load(long seed) => ImageData.Load(new TaskRecipe { Kind = "image", Dataset = "mnist", Data = folder.Path, Protocol = "vtab" }, seed, (1, 8, 8), null, new BadLines());
        int[] Numbers(ImageSet set) => [.. Enumerable.Range(0, set.Count).Select(i => set[i][0] * 250 + set[i][1])];
        var data = Load(1);
        Assert.That(Numbers(data.Training).Concat(Numbers(data.HeldOut[1].Images)), Is.EquivalentTo(Enumerable.Range(0, 1000)));
        Assert.That(Numbers(Load(1).Training), Is.EqualTo(Numbers(data.Training)));
        Assert.That(Numbers(Load(2).Training), Is.Not.EqualTo(Numbers(data.Training)));
    }

    [Test]
    public void Folders_of_images_are_dealt_out_and_predicted_by_their_paths()
    {
        using var fixture = new LabelFixture();
        using var golden = JsonDocument.Parse(File.ReadAllText(Repository.File("tests", "QaaHybrid.Training.Tests", "Data", "Images", "images_golden.json")));
        var png = golden.RootElement.GetProperty("images")[6].GetProperty("png").GetBytesFromBase64();
        foreach (var name in new[] { "cat", "dog" })
        {
            Directory.CreateDirectory(fixture.Folder.File($"pets/{name}"));
            for (var i = 0; i < 6; i++)
                fixture.Folder.Write($"pets/{name}/{i}.png", png);
        }
        TinyEncoder.WriteVision(fixture.Folder.File("vit"));
        var recipe = fixture.Recipe($"{{ kind: image, data: {fixture.Folder.File("pets")} }}");
        var task = new ImageLabelTask(recipe, recipe.Model);
        Assert.That(task.Labels, Is.EqualTo(new[] { "cat", "dog" }));
        Assert.That(task.Lengths, Has.Count.EqualTo(10), "a tenth of twelve is two");
        using var model = task.LoadModel();
        Assert.That(task.Predict(model, fixture.Folder.File("pets")).Select(prediction => prediction.Id).Take(2), Is.EqualTo(new[] { "cat/0.png", "cat/1.png" }));
    }

    [Test]
    public void The_processor_s_settings_are_used()
    {
        using var folder = new TemporaryFolder();
        var config = new QaaHybrid.Models.ViTConfig { HiddenSize = 4, IntermediateSize = 4, NumHiddenLayers = 1, NumAttentionHeads = 1, ImageSize = 4, NumChannels = 3 };
        Assert.That(ImageProcessor.FromFolder(folder.Path, config).Apply([0, 255, 255, 0], 1, 2, 2), Has.Length.EqualTo(3 * 16));
        folder.Write("preprocessor_config.json", """{"size": {"height": 2, "width": 2}, "image_mean": [0.1, 0.2, 0.5], "image_std": [0.5, 0.25, 1.0], "do_normalize": true}""");
        Assert.That(ImageProcessor.FromFolder(folder.Path, config).Apply([0, 255, 51, 0], 1, 2, 2),
            Is.EqualTo(new[] { -0.2f, 1.8f, 0.2f, -0.2f, -0.8f, 3.2f, 0f, -0.8f, -0.5f, 0.5f, -0.3f, -0.5f }).Within(1e-6f));
        folder.Write("preprocessor_config.json", """{"size": 2, "image_mean": [0.1], "image_std": [0.5]}""");
        Assert.That(() => ImageProcessor.FromFolder(folder.Path, config), Throws.TypeOf<QaaHybrid.Models.ModelFileException>().With.Message.Contains("the model has 3 channels"));
    }
}
