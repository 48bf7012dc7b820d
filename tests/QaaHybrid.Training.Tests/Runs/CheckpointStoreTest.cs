namespace QaaHybrid.Training.Tests;

public class CheckpointStoreTest
{
    [Test]
    public void The_last_two_are_kept()
    {
        using var folder = new TemporaryFolder();
        var store = new CheckpointStore(folder.File("c"));
        Assert.That(store.Latest(), Is.Null);
        foreach (var step in new[] { 5, 10, 15 })
            store.Save(step, place => File.WriteAllText(Path.Combine(place, "state"), $"{step}"));
        Assert.That(Directory.GetDirectories(folder.File("c")).Select(Path.GetFileName), Is.EquivalentTo(new[] { "step-000010", "step-000015" }));
        var latest = store.Latest()!.Value;
        Assert.That((latest.Step, File.ReadAllText(Path.Combine(latest.Folder, "state"))), Is.EqualTo((15, "15")));
    }

    [Test]
    public void A_failure_leaves_the_earlier_ones_and_nothing_half_written()
    {
        using var folder = new TemporaryFolder();
        var store = new CheckpointStore(folder.Path);
        store.Save(1, place => File.WriteAllText(Path.Combine(place, "state"), "1"));
        Assert.That(() => store.Save(2, place =>
        {
            File.WriteAllText(Path.Combine(place, "state"), "half");
            throw new IOException("No space left on device");
        }), Throws.TypeOf<IOException>());
        Assert.That(store.Latest()!.Value.Step, Is.EqualTo(1));
        Assert.That(Directory.GetDirectories(folder.Path), Has.Length.EqualTo(1));
    }

    [Test]
    public void What_a_killed_process_left_does_not_count_and_is_written_over()
    {
        using var folder = new TemporaryFolder();
        folder.Write("c/step-000007.unfinished/state", "half");
        var store = new CheckpointStore(folder.File("c"));
        Assert.That(store.Latest(), Is.Null);
        store.Save(7, place => Assert.That(Directory.GetFiles(place), Is.Empty));
        Assert.That(store.Latest()!.Value.Step, Is.EqualTo(7));
        store.Clear();
        Assert.That(store.Latest(), Is.Null);
    }
}
