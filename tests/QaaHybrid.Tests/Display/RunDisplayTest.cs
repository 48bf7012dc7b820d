using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using QaaHybrid.Circuits;
using QaaHybrid.Display;
using QaaHybrid.Tests.Support;

namespace QaaHybrid.Tests.Display;

/// <summary>The shared run and what it is made of, as they show themselves.</summary>
public partial class RunDisplayTest
{
    private readonly QaaSession _session = new(Path.Combine(TinyRun.Cache, "qaahybrid", "tapes"));
    private Run _run = null!;

    [OneTimeSetUp]
    public async Task Open()
    {
        await TinyRun.TrainedAsync();
        _run = Run.Open(TinyRun.Run);
    }

    [OneTimeTearDown]
    public async Task Close() => await _session.DisposeAsync();

    [Test]
    public async Task A_run_shows_its_table_and_two_charts()
    {
        var document = await TinyRun.TrainedAsync();
        var bundle = Displays.Of(_run);
        Assert.That(bundle.Text, Does.StartWith("tiny on model · ").And.Not.Contain("not finished"));
        foreach (var method in document.GetProperty("methods").EnumerateArray())
            Assert.That(bundle.Text, Does.Match(FormattableString.Invariant($"(?m)^{method.Text("method")} +{method.GetProperty("trainable").GetInt32()} .*{method.Number("loss_before"):0.000} → {method.Number("loss_after"):0.000}")));
        var charts = Images(bundle);
        Assert.That(charts.Select(chart => (string)chart.Attribute("aria-label")!), Is.EqualTo(new[] { "Training loss", "Held-out loss" }));
        foreach (var (chart, axis) in charts.Zip(["training loss, nats a target token", "held-out loss, nats a target token"]))
            Assert.That(chart.Descendants().Where(element => element.Name.LocalName == "text").Select(element => element.Value), Is.SupersetOf(new[] { "z", "z-frozen", "turn", "lora", "optimiser step", axis }));
    }

    [Test]
    public void A_run_gives_its_numbers()
    {
        Assert.That(_run.IsFinished);
        Assert.That(_run.Metrics("lora").Select(row => row.Step), Is.EqualTo(Enumerable.Range(1, 6)));
        Assert.That(_run.Methods.Single(method => method.Result.Method == "z").Metrics[^1].Values, Does.ContainKey("theta_distance"));
        Assert.That(() => _run.Metrics(), Throws.ArgumentException.With.Message.Contains("several methods; name one: z, z-frozen, turn, lora"));
        Assert.That(() => _run.Metrics("q"), Throws.ArgumentException.With.Message.Contains("no method 'q'"));
    }

    [Test]
    public void Samples_stand_beside_their_references()
    {
        var samples = Displays.Of(_run.Samples);
        foreach (var sample in _run.Samples.Base)
            Assert.That(samples.Text, Does.Contain(sample.Source).And.Contain(sample.References[0]));
        Assert.That(samples.Text, Does.Contain("\n  base model  ").And.Contain("\n  lora        "));
        Assert.That((string)samples.Data[MimeBundle.Html], Does.Contain(">reference</th>").And.Contain(">z-frozen</th>"));
    }

    [Test]
    public void A_comparison_shows_its_pareto_front()
    {
        var bundle = Displays.Of(_run.Comparison);
        Assert.That(bundle.Text, Does.StartWith("4 methods on model · seed 3").And.Contain("Pareto score"));
        Assert.That(Images(bundle)[0].Descendants().Count(element => (string?)element.Attribute("class") == "front" && element.Name.LocalName == "path"), Is.EqualTo(2), "in the legend and in the chart");
    }

    [Test]
    public async Task A_trained_circuit_is_drawn_with_its_angles()
    {
        var trained = await TrainedCircuit.ReadAsync(_session, TinyRun.Run, "z");
        var bundle = Displays.Of(trained);
        Assert.That(bundle.Text, Does.StartWith("model.layers.0.self_attn.q_proj: 4 qubits, 8 parameters, 16 gates"));
        var drawing = XElement.Parse((string)bundle.Data[MimeBundle.Svg]);
        Assert.That(Images(bundle).Single().ToString(), Is.EqualTo(drawing.ToString()), "the same as an image, for those who take SVG out of a page");
        var labels = drawing.Descendants().Where(element => element.Name.LocalName == "text").Select(element => element.Value).ToList();
        Assert.That(labels.Count(label => label.StartsWith("RY", StringComparison.Ordinal)), Is.EqualTo(8));
        Assert.That(labels, Has.None.Contains("θ"), "angles, not their names");
        Assert.That(Displays.Of(trained.Circuit).Text, Does.Contain("θ0"));
    }

    [Test]
    public async Task A_state_is_shown_by_its_likeliest_basis_states()
    {
        var trained = await TrainedCircuit.ReadAsync(_session, TinyRun.Run, "z");
        var result = (await new SimulatorBackend().RunAsync([new BackendRun(trained.Circuit, trained.Theta)]))[0];
        var lines = Displays.Of(result).Text.Split('\n');
        Assert.That(lines[2].Split(' ', StringSplitOptions.RemoveEmptyEntries), Is.EqualTo(new[] { "0", Number(result.Z[0]) }));
        var likeliest = result.Probabilities!.Index().MaxBy(state => state.Item);
        var row = lines.Single(line => line.StartsWith($"|{Convert.ToString(likeliest.Index, 2).PadLeft(4, '0')}⟩", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        Assert.That(row[1..], Is.EqualTo(new[] { Number(likeliest.Item), Number(result.Amplitudes![likeliest.Index].Real) }));
        var counted = (await new SimulatorBackend().RunAsync([new BackendRun(trained.Circuit, trained.Theta)], shots: 100, seed: 5))[0];
        Assert.That(Displays.Of(counted).Text, Does.Contain("standard error").And.Contain("counted"));
    }

    [Test]
    public async Task A_gradient_is_shown_with_its_errors()
    {
        var trained = await TrainedCircuit.ReadAsync(_session, TinyRun.Run, "z");
        var problem = new GradientProblem(trained.Circuit, trained.Theta, [1]);
        var exact = await GradientMethods.Find("adjoint")!.OfAsync(new SimulatorBackend(), problem);
        Assert.That(Displays.Of(exact).Text.Split('\n')[3].Split(' ', StringSplitOptions.RemoveEmptyEntries), Is.EqualTo(new[] { "θ0", Number(exact.Gradient[0]) }));
        var sampled = await GradientMethods.Find("shift")!.OfAsync(new SimulatorBackend(), problem with { Shots = 50 });
        Assert.That(Displays.Of(sampled).Text, Does.Contain($"± {Number(sampled.ValueError!.Value)}").And.Contain("standard error").And.Contain("shots"));
    }

    private static string Number(double value) => value.ToString("0.000000", CultureInfo.InvariantCulture);

    private static List<XElement> Images(MimeBundle bundle) =>
        [.. DataUri().Matches((string)bundle.Data[MimeBundle.Html]).Select(match => XElement.Parse(Encoding.UTF8.GetString(Convert.FromBase64String(match.Groups[1].Value))))];

    [GeneratedRegex("src=\"data:image/svg\\+xml;base64,([^\"]+)\"")]
    private static partial Regex DataUri();
}
