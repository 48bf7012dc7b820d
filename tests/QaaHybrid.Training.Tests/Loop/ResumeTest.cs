using System.Diagnostics;
using QaaHybrid.Files;

namespace QaaHybrid.Training.Tests;

/// <summary>Runs that end early and go on give the weights of a run that never ended early, to the bit.</summary>
public class ResumeTest
{
    [Test]
    public async Task After_an_interruption_which_writes_a_checkpoint()
    {
        using var fixture = new TrainerFixture();
        var (whole, broken) = (fixture.NewRun("whole"), fixture.NewRun("broken"));
        await TrainerFixture.RunAsync(whole);
        using var stop = new CancellationTokenSource();
        Assert.That(() => TrainerFixture.RunAsync(broken, new StepProgress(step => { if (step == 6) stop.Cancel(); }), cancellationToken: stop.Token), Throws.InstanceOf<OperationCanceledException>());
        var again = new StepProgress();
        await TrainerFixture.RunAsync(broken, again);
        Assert.That(again.Steps[0], Is.EqualTo(7), "no step is lost, nor the measurement after step 6");
        AssertSame(whole, broken);
    }

    [Test]
    public async Task After_a_crash_which_loses_the_steps_since_the_last_checkpoint()
    {
        using var fixture = new TrainerFixture();
        var (whole, broken) = (fixture.NewRun("whole"), fixture.NewRun("broken"));
        await TrainerFixture.RunAsync(whole);
        foreach (var crash in new[] { 3, 7, 11 })
            Assert.That(() => TrainerFixture.RunAsync(broken, new StepProgress(step => { if (step == crash) throw new InvalidOperationException("crash"); })), Throws.InvalidOperationException);
        var again = new StepProgress();
        await TrainerFixture.RunAsync(broken, again);
        Assert.That(again.Steps[0], Is.EqualTo(9), "the checkpoint of step 8");
        AssertSame(whole, broken);
    }

    [Test]
    public async Task After_kill_9()
    {
        using var fixture = new TrainerFixture();
        var (whole, broken) = (fixture.NewRun("whole"), fixture.NewRun("broken"));
        await TrainerFixture.RunAsync(whole);
        using (var child = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, [typeof(ResumeTest).Assembly.Location, KilledRun.Verb, broken.Path, "7"]) { RedirectStandardOutput = true })!)
        {
            Assert.That(await child.StandardOutput.ReadLineAsync(), Is.EqualTo("at step 7"));
            child.Kill();
            await child.WaitForExitAsync();
        }
        var again = new StepProgress();
        await TrainerFixture.RunAsync(broken, again);
        Assert.That(again.Steps[0], Is.EqualTo(5), "the checkpoint of step 4");
        AssertSame(whole, broken);
    }

    [TestCase(1, 1, TestName = "After a disk that was full before the first checkpoint")]
    [TestCase(6, 5, TestName = "After a disk that was full between two checkpoints")]
    [TestCase(12, 9, TestName = "After a disk that was full at the last step")]
    public async Task After_a_full_disk(int full, int goesOnAt)
    {
        using var fixture = new TrainerFixture();
        using var disk = SmallDisk.MountOrSkip("4m");
        var whole = fixture.NewRun("whole");
        await TrainerFixture.RunAsync(whole);
        var broken = RunFolder.Create(disk.File("broken"), fixture.Recipe(), RunEnvironment.Current(1, torch.__version__));
        // The last report comes before the last checkpoint.
        var error = Assert.ThrowsAsync<FileWriteException>(() => TrainerFixture.RunAsync(broken, new StepProgress(step => { if (step == full) disk.Fill(); })));
        Assert.That(error!.Message, Does.StartWith(disk.Path).And.Contain(" cannot be written: No space left on device; make room there"));
        Assert.That(Directory.GetFileSystemEntries(disk.Path, "*" + AtomicFile.UnfinishedSuffix, SearchOption.AllDirectories), Is.Empty, "nothing half-written is left");
        Assert.That(() => TrainerFixture.RunAsync(broken), Throws.TypeOf<FileWriteException>(), "and nothing is lost by trying before there is room");
        disk.Free();
        var again = new StepProgress();
        await TrainerFixture.RunAsync(broken, again);
        Assert.That(again.Steps[0], Is.EqualTo(goesOnAt));
        AssertSame(whole, broken);
    }

    [Test]
    public async Task Another_thread_count_is_said()
    {
        using var fixture = new TrainerFixture();
        var run = fixture.NewRun("run");
        (RunEnvironment.Load(run.EnvironmentFile) with { Threads = 5 }).Save(run.EnvironmentFile);
        var progress = new StepProgress();
        await TrainerFixture.RunAsync(run, progress);
        Assert.That(progress.Lines, Has.Some.Contains("threads: 5 then, 1 now"));
    }

    [Test]
    public void A_checkpoint_of_other_parameters_is_refused()
    {
        using var fixture = new TrainerFixture();
        var run = fixture.NewRun("run");
        Assert.That(() => TrainerFixture.RunAsync(run, new StepProgress(step => { if (step == 5) throw new InvalidOperationException(); })), Throws.InvalidOperationException);
        File.WriteAllText(run.RecipeFile, fixture.Recipe("methods.lora.r=3").Yaml);
        Assert.That(() => TrainerFixture.RunAsync(run), Throws.InstanceOf<Exception>().With.Message.Contains("adapter_model.safetensors"));
    }

    private static void AssertSame(RunFolder whole, RunFolder broken)
    {
        var (one, two) = (whole.Method("lora"), broken.Method("lora"));
        const string weights = "adapter_model.safetensors";
        Assert.That(File.ReadAllBytes(Path.Combine(two.AdapterFolder, weights)), Is.EqualTo(File.ReadAllBytes(Path.Combine(one.AdapterFolder, weights))));
        Assert.That(Losses(two), Is.EqualTo(Losses(one)), "the log has every step once");
    }

    private static IEnumerable<(int, string, double)> Losses(MethodFolder method) => MetricsLog.Read(method.MetricsFile)
        .SelectMany(row => row.Values.Where(value => value.Key is "loss" or "held_out_loss" or "grad_norm").Select(value => (row.Step, value.Key, value.Value)));
}
