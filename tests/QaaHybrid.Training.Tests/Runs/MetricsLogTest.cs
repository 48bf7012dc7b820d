using QaaHybrid.Files;

namespace QaaHybrid.Training.Tests;

public class MetricsLogTest
{
    [Test]
    public void Rows_are_there_at_once_and_read_back()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("m/metrics.jsonl");
        using var log = MetricsLog.Open(path, 0);
        log.Write(1, [new("loss", 2.5), new("lr", 1e-3)]);
        log.Write(2, [new("loss", double.NaN)]);
        var rows = MetricsLog.Read(path);
        Assert.That(rows.Select(row => row.Step), Is.EqualTo(new[] { 1, 2 }));
        Assert.That(rows[0].Values, Is.EquivalentTo(new Dictionary<string, double> { ["loss"] = 2.5, ["lr"] = 1e-3 }));
        Assert.That(rows[1].Values["loss"], Is.NaN);
        Assert.That(File.ReadAllText(path), Is.EqualTo("{\"step\":1,\"loss\":2.5,\"lr\":0.001}\n{\"step\":2,\"loss\":null}\n"));
    }

    [Test]
    public void Going_on_drops_what_lies_after_the_checkpoint_and_a_line_cut_off()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("metrics.jsonl", "{\"step\":1,\"loss\":3}\n{\"step\":2,\"loss\":2}\n{\"step\":3,\"loss\":1}\n{\"step\":4,\"lo");
        using (var log = MetricsLog.Open(path, 2))
            log.Write(3, [new("loss", 1.5)]);
        Assert.That(MetricsLog.Read(path).Select(row => (row.Step, row.Values["loss"])), Is.EqualTo(new[] { (1, 3.0), (2, 2.0), (3, 1.5) }));
    }

    [Test]
    public void A_row_that_a_full_disk_cut_off_is_dropped_when_there_is_room()
    {
        using var disk = SmallDisk.MountOrSkip("1m");
        var path = disk.File("metrics.jsonl");
        // Longer than a page: a part of it still finds room.
        static IEnumerable<KeyValuePair<string, double>> Long() => Enumerable.Range(0, 900).Select(i => new KeyValuePair<string, double>($"column {i}", i));
        using (var log = MetricsLog.Open(path, 0))
        {
            log.Write(1, [new("loss", 3)]);
            log.Write(2, [new("loss", 2)]);
            disk.Fill();
            Assert.That(() => log.Write(3, Long()), Throws.TypeOf<FileWriteException>().With.Message.StartsWith($"{path} cannot be written: No space left on device; "));
        }
        Assert.That(new FileInfo(path).Length, Is.EqualTo(4096), "a part of it");
        disk.Free();
        using (var log = MetricsLog.Open(path, 2))
            log.Write(3, [new("loss", 1)]);
        Assert.That(MetricsLog.Read(path).Select(row => (row.Step, row.Values["loss"])), Is.EqualTo(new[] { (1, 3.0), (2, 2.0), (3, 1.0) }));
    }

    [Test]
    public void Starting_anew_empties_the_log()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("metrics.jsonl", "{\"step\":1,\"loss\":3}\n");
        MetricsLog.Open(path, 0).Dispose();
        Assert.That(MetricsLog.Read(path), Is.Empty);
    }

    [Test]
    public void A_damaged_line_in_the_middle_is_named()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("metrics.jsonl", "{\"step\":1}\nnonsense\n{\"step\":2}\n");
        Assert.That(() => MetricsLog.Read(path), Throws.TypeOf<DataFileException>().With.Message.Contains("line 2"));
    }
}
