namespace QaaHybrid.Training.Tests;

public class ConsoleProgressTest
{
    private static readonly ProgressReport Middle = new("qaa-z", 150, 300) { Loss = 4.2126, TokensPerSecond = 3120.4, Left = TimeSpan.FromSeconds(72) };

    [Test]
    public void A_terminal_gets_one_line_that_is_written_over()
    {
        var writer = new StringWriter();
        var clock = new SteppedClock();
        var progress = new ConsoleProgress(writer, terminal: true, () => 120, clock);
        progress.Report(Middle);
        Assert.That(writer.ToString(), Is.EqualTo("\r\u001b[2K████████████░░░░░░░░░░░░ qaa-z 150/300 · loss 4.213 · 3,120 tokens/s · 1:12 left"));
        progress.Report(Middle with { Done = 151 });
        Assert.That(writer.ToString(), Does.Not.Contain("151"), "too soon");
        clock.Advance(TimeSpan.FromSeconds(1));
        progress.Report(Middle with { Done = 152, Left = TimeSpan.FromHours(2) });
        Assert.That(writer.ToString(), Does.EndWith("152/300 · loss 4.213 · 3,120 tokens/s · 2:00:00 left"));
        progress.Say("a remark");
        Assert.That(writer.ToString(), Does.EndWith("\r\u001b[2Ka remark" + Environment.NewLine));
        progress.Report(Middle with { Done = 300 });
        Assert.That(writer.ToString(), Does.EndWith("300/300 · loss 4.213 · 3,120 tokens/s" + Environment.NewLine), "the last step is always shown");
    }

    [Test]
    public void A_line_never_exceeds_the_terminal()
    {
        var writer = new StringWriter();
        new ConsoleProgress(writer, terminal: true, () => 40, new SteppedClock()).Report(Middle);
        Assert.That(writer.ToString().Replace("\r\u001b[2K", "", StringComparison.Ordinal), Has.Length.EqualTo(39));
    }

    [Test]
    public void A_file_gets_a_plain_line_every_ten_seconds()
    {
        var writer = new StringWriter { NewLine = "\n" };
        var clock = new SteppedClock();
        var progress = new ConsoleProgress(writer, terminal: false, clock: clock);
        for (var step = 1; step <= 30; step++, clock.Advance(TimeSpan.FromSeconds(1)))
            progress.Report(new ProgressReport("x", step, 30));
        Assert.That(writer.ToString(), Is.EqualTo("x 1/30\nx 11/30\nx 21/30\nx 30/30\n"));
    }

    [Test]
    public void Pace_is_smoothed_and_pauses_do_not_count()
    {
        var clock = new SteppedClock();
        var pace = new Pace(100, clock);
        clock.Advance(TimeSpan.FromSeconds(2));
        Assert.That(pace.Step(1, 100), Is.EqualTo(TimeSpan.FromSeconds(2 * 99)));
        Assert.That(pace.TokensPerSecond, Is.EqualTo(50));
        clock.Advance(TimeSpan.FromMinutes(5));
        pace.Resume();
        clock.Advance(TimeSpan.FromSeconds(1));
        pace.Step(2, 100);
        Assert.That(pace.StepSeconds, Is.EqualTo(1));
        Assert.That(pace.TokensPerSecond, Is.EqualTo(100 / 1.9).Within(1e-9));
    }

    private sealed class SteppedClock : TimeProvider
    {
        private long ticks = 1;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => ticks;

        public void Advance(TimeSpan time) => ticks += time.Ticks;
    }
}
