using QaaHybrid.Files;

namespace QaaHybrid.Training.Tests;

public class RunFolderTest
{
    private static readonly Recipe Recipe = RecipeFile.Parse("model: m\nmethods: [{ adapter: lora, r: 4 }]\nseed: 3", "r.yaml", ["training.steps=9"]);

    [Test]
    public void A_run_keeps_its_recipe_and_environment()
    {
        using var folder = new TemporaryFolder();
        var environment = RunEnvironment.Current(threads: 2, libtorch: "1.13.1", commit: "abc");
        RunFolder.Create(folder.File("run"), Recipe, environment);
        var run = RunFolder.Open(folder.File("run"));
        Assert.That(run.ReadRecipe().Yaml, Is.EqualTo(Recipe.Yaml));
        Assert.That(run.ReadRecipe().Training.Steps, Is.EqualTo(9));
        Assert.That(RunEnvironment.Load(run.EnvironmentFile), Is.EqualTo(environment));
        Assert.That(environment.Runtime, Does.StartWith(".NET 10"));
    }

    [Test]
    public void A_folder_that_holds_something_is_refused()
    {
        using var folder = new TemporaryFolder();
        folder.Write("mine.txt", "x");
        Assert.That(() => RunFolder.Create(folder.Path, Recipe, new RunEnvironment()), Throws.TypeOf<IOException>().With.Message.Contains("is not empty"));
        Assert.That(() => RunFolder.Open(folder.Path), Throws.TypeOf<DataFileException>().With.Message.Contains("is no run"));
    }

    [Test]
    public void Where_there_is_no_room_for_a_run_its_folder_is_left_empty()
    {
        using var disk = SmallDisk.MountOrSkip("4k");
        var path = disk.File("run");
        Assert.That(() => RunFolder.Create(path, Recipe, new RunEnvironment()), Throws.TypeOf<FileWriteException>().With.Message.StartsWith($"{path}/recipe.yaml cannot be written: No space left on device"));
        disk.Resize("64k");
        Assert.That(RunFolder.Create(path, Recipe, new RunEnvironment()).ReadRecipe().Yaml, Is.EqualTo(Recipe.Yaml));
    }

    [Test]
    public void A_run_that_cannot_be_written_is_not_called_in_use()
    {
        using var disk = SmallDisk.MountOrSkip("64k");
        var run = RunFolder.Create(disk.File("run"), Recipe, new RunEnvironment());
        File.WriteAllText(Path.Combine(run.Path, ".lock"), "");
        disk.SetReadOnly();
        Assert.That(run.Lock, Throws.TypeOf<FileWriteException>().With.Message.StartsWith($"{run.Path}/.lock cannot be written: Read-only file system; "));
        Assert.That(RunSummary.Of(run.Path).State, Is.EqualTo(RunState.Interrupted), "nobody works on it");
        disk.SetReadOnly(false);
        using (run.Lock())
            Assert.That(run.Lock, Throws.TypeOf<FolderInUseException>().With.Message.StartsWith($"{run.Path} is in use by another process"));
    }

    [Test]
    public void Runs_are_numbered()
    {
        using var folder = new TemporaryFolder();
        Assert.That(RunFolder.NextPath(folder.Path, "definitions"), Is.EqualTo(folder.File("definitions-1")));
        Directory.CreateDirectory(folder.File("definitions-1"));
        Assert.That(RunFolder.NextPath(folder.Path, "definitions"), Is.EqualTo(folder.File("definitions-2")));
    }

    [Test]
    public void Differences_that_matter_for_resuming_are_said()
    {
        var then = new RunEnvironment { Processor = "A", Libtorch = "1.13.1", Threads = 2, Commit = "x" };
        Assert.That((then with { Commit = "y" }).DifferencesFrom(then), Is.Null);
        Assert.That((then with { Kernels = "OPENBLAS_CORETYPE=Haswell" }).DifferencesFrom(then), Is.EqualTo("kernels:  then, OPENBLAS_CORETYPE=Haswell now"));
        Assert.That((then with { Threads = 1, Processor = "B" }).DifferencesFrom(then), Is.EqualTo("processor: A then, B now; threads: 2 then, 1 now"));
    }

    [Test]
    public void Results_read_back()
    {
        using var folder = new TemporaryFolder();
        var result = new MethodResult
        {
            Method = "m", Adapter = "lora", Trainable = 4480, Percent = 1.7, LossBefore = 4.5, LossAfter = 3.5, SecondsPerStep = 0.1, Steps = 9,
            Metrics = new Dictionary<string, double> { ["bleu"] = 1.25 }, BleuSignature = "s",
        };
        new RunResults("run", "task", new BaseResult("base", 100, 4.5, new Dictionary<string, double>()), [result]).Save(folder.File("results.json"));
        var read = RunResults.Load(folder.File("results.json"));
        Assert.That(read.Methods[0].Metrics["bleu"], Is.EqualTo(1.25));
        Assert.That(read.Methods[0] with { Metrics = result.Metrics, Signatures = result.Signatures }, Is.EqualTo(result));
        Assert.That(read.Methods[0].Signatures, Is.EqualTo(result.Signatures));
        Assert.That(File.ReadAllText(folder.File("results.json")), Does.Contain("\"loss_before\": 4.5").And.Contain("\"seconds_per_step\""));
        folder.Write("results.json", "{");
        Assert.That(() => RunResults.Load(folder.File("results.json")), Throws.TypeOf<DataFileException>().With.Message.Contains("is damaged"));
    }
}
