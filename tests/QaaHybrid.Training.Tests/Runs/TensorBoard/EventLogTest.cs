using System.Diagnostics;
using System.Text.Json;

namespace QaaHybrid.Training.Tests;

/// <summary>TensorBoard's event files, read back by a reader in Python that was written from the published formats and shares nothing with ours.</summary>
public class EventLogTest
{
    private sealed class Clock(double seconds) : TimeProvider
    {
        public double Seconds { get; set; } = seconds;

        public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch.AddSeconds(Seconds);
    }

    /// <summary>The check value of CRC-32C, E3069283 (RFC 3720, B.4), masked.</summary>
    [Test]
    public void The_checksum_is_castagnolis() => Assert.That(MaskedCrc.Of("123456789"u8), Is.EqualTo(unchecked(((0xE3069283u >> 15) | (0xE3069283u << 17)) + 0xA282EAD8u)));

    [Test]
    public void An_independent_reader_finds_what_was_written()
    {
        using var folder = new TemporaryFolder();
        using (var log = MetricsLog.Open(folder.File("metrics.jsonl"), 0))
        {
            log.Write(1, [new("loss", 3.5), new("lr", 1e-3)]);
            log.Write(300, [new("loss", double.NaN), new("held_out_loss", 1.25)]);
            log.Write(70_000, [new("loss", -2)]);
        }
        var events = Read(EventLog.Find(folder.Path)!);
        Assert.That(events[0].GetProperty("file_version").GetString(), Is.EqualTo("brain.Event:2"));
        Assert.That(events.Skip(1).Select(Numbers), Is.EqualTo(new[] { "1: loss 3.5, lr 0.0010000000474974513", "300: loss nan, held_out_loss 1.25", "70000: loss -2.0" }));
        Assert.That(events.Select(e => e.GetProperty("wall_time").GetDouble()), Is.Ordered.And.All.GreaterThan(1.7e9));
    }

    [Test]
    public void Going_on_drops_what_lies_after_the_checkpoint_and_an_event_cut_off()
    {
        using var folder = new TemporaryFolder();
        var clock = new Clock(1000);
        using (var log = EventLog.Open(folder.Path, 0, clock))
            for (var step = 1; step <= 4; step++)
                log.Write(step, [new("loss", step)]);
        var path = EventLog.Find(folder.Path)!;
        using (var file = new FileStream(path, FileMode.Open))
            file.SetLength(file.Length - 3);
        clock.Seconds = 2000;
        using (var log = EventLog.Open(folder.Path, 2, clock))
            log.Write(3, [new("loss", 30)]);
        Assert.That(folder.Names, Has.Length.EqualTo(1));
        var events = Read(path);
        Assert.That(events.Skip(1).Select(Numbers), Is.EqualTo(new[] { "1: loss 1.0", "2: loss 2.0", "3: loss 30.0" }));
        Assert.That(events.Select(e => e.GetProperty("wall_time").GetDouble()), Is.EqualTo(new[] { 1000.0, 1000, 1000, 2000 }));
    }

    [Test]
    public void Starting_anew_empties_the_file()
    {
        using var folder = new TemporaryFolder();
        for (var time = 1; time <= 2; time++)
            using (var log = EventLog.Open(folder.Path, 0, new Clock(time)))
                log.Write(time, [new("loss", time)]);
        Assert.That(Read(EventLog.Find(folder.Path)!).Skip(1).Select(Numbers), Is.EqualTo(new[] { "2: loss 2.0" }));
    }

    private static string Numbers(JsonElement entry) =>
        $"{entry.GetProperty("step")}: {string.Join(", ", entry.GetProperty("values").EnumerateArray().Select(value => $"{value[0].GetString()} {value[1].GetString()}"))}";

    /// <summary>The events by <c>read_events.py</c>, which refuses wrong checksums.</summary>
    private static List<JsonElement> Read(string path)
    {
        var start = new ProcessStartInfo("python3") { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(Repository.File("tests", "QaaHybrid.Training.Tests", "Runs", "TensorBoard", "read_events.py"));
        start.ArgumentList.Add(path);
        Process process;
        try
        {
            process = Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Ignore("python3 is absent");
            throw;
        }
        using (process)
        {
            var error = process.StandardError.ReadToEndAsync();
            var lines = process.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
            process.WaitForExit();
            Assert.That(process.ExitCode, Is.Zero, error.Result);
            return [.. lines.Select(line => JsonDocument.Parse(line).RootElement)];
        }
    }
}
