using System.Text;
using System.Xml.Linq;
using QaaHybrid.Display;
using QaaHybrid.Training;

namespace QaaHybrid.Tests.Display;

/// <summary>The curve that grows while a method is trained.</summary>
public class LiveCurveTest
{
    private sealed class Clock : TimeProvider
    {
        public long Milliseconds { get; set; }

        public override long TimestampFrequency => 1000;

        public override long GetTimestamp() => Milliseconds;
    }

    private readonly Clock _clock = new();
    private readonly List<MimeBundle> _shown = [];

    private LiveCurve Curve()
    {
        _shown.Clear();
        return new LiveCurve(_shown.Add, _clock);
    }

    [Test]
    public void It_is_drawn_a_few_times_a_second_and_at_the_end()
    {
        var curve = Curve();
        for (var step = 1; step <= 100; step++)
        {
            _clock.Milliseconds += 10;
            curve.Report(new ProgressReport("lora", step, 100) { Loss = 4 - 0.01 * step });
        }
        // A second of steps: the first at once, then one every 300 ms, and the last.
        Assert.That(_shown.Select(bundle => bundle.Text.Split(' ')[1]), Is.EqualTo(new[] { "1/100", "31/100", "61/100", "91/100", "100/100" }));
        Assert.That(_shown[^1].Text, Is.EqualTo("lora 100/100 · loss 3.000"));
    }

    [Test]
    public void What_is_said_before_the_first_step_is_text()
    {
        Curve().Say("measuring the base model");
        Assert.That(_shown.Single().Data.Keys, Is.EqualTo(new[] { MimeBundle.PlainText }));
        Assert.That(_shown.Single().Text, Is.EqualTo("measuring the base model"));
    }

    [Test]
    public void Every_method_has_its_line_and_its_held_out_points()
    {
        var curve = Curve();
        foreach (var name in new[] { "lora", "qaa" })
            for (var step = 1; step <= 4; step++)
                curve.Report(new ProgressReport(name, step, 4) { Loss = 4 - 0.1 * step, HeldOutLoss = step % 2 == 0 ? 4.5 - 0.1 * step : null });
        var chart = Drawing(_shown[^1]);
        var texts = chart.Descendants().Where(element => element.Name.LocalName == "text").Select(element => element.Value).ToList();
        Assert.That(texts, Does.Contain("lora").And.Contain("qaa").And.Contain("lora, held-out").And.Contain("qaa, held-out").And.Contain("optimiser step").And.Contain("loss"));
        Assert.That(chart.Descendants().Count(element => element.Name.LocalName == "title" && element.Value == "qaa, held-out, 4: 4.1"), Is.EqualTo(1));
    }

    [Test]
    public void The_axis_says_what_losses_are_counted_in()
    {
        var curve = Curve();
        curve.Report(new ProgressReport("lora", 4, 4) { Loss = 3, LossUnit = "nats a target token" });
        Assert.That(Drawing(_shown[^1]).Descendants().Where(element => element.Name.LocalName == "text").Select(element => element.Value), Does.Contain("loss, nats a target token"));
    }

    [Test]
    public void Trainings_that_report_as_one_have_a_line_each()
    {
        var curve = Curve();
        for (var done = 1; done <= 8; done++)
            curve.Report(new ProgressReport($"seed 1 lora {done}/4; all", done, 8) { Loss = 4 - 0.1 * done, Training = (done <= 4 ? "lora, seed 1" : "qaa, seed 1", (done - 1) % 4 + 1) });
        var texts = Drawing(_shown[^1]).Descendants().Where(element => element.Name.LocalName == "text").Select(element => element.Value).ToList();
        Assert.That(texts.Count(text => text.Contains("seed", StringComparison.Ordinal)), Is.EqualTo(2));
        Assert.That(texts, Does.Contain("4.0").And.Not.Contain("8.0"), "steps of a training, not of all together");
        curve.Report(new ProgressReport("two at once; all", 9, 16));
        Assert.That(Drawing(_shown[^1]).ToString(), Does.Not.Contain("two at once"));
    }

    private static XElement Drawing(MimeBundle bundle)
    {
        var html = (string)bundle.Data[MimeBundle.Html];
        const string start = "base64,";
        var from = html.IndexOf(start, StringComparison.Ordinal) + start.Length;
        return XElement.Parse(Encoding.UTF8.GetString(Convert.FromBase64String(html[from..html.IndexOf('"', from)])));
    }
}
