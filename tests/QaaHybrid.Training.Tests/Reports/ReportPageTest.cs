using System.Text.RegularExpressions;

namespace QaaHybrid.Training.Tests;

public partial class ReportPageTest
{
    [Test]
    public void The_page_shows_everything_and_needs_nothing()
    {
        var html = ReportPage.ToHtml(Report());
        Assert.That(html, Does.Contain("4.500 → 3.250").And.Contain("−1.250").And.Contain("1,234").And.Contain("0.123"));
        Assert.That(html, Does.Contain("tiny &lt;circuit&gt;").And.Contain("otter (noun):").And.Contain("a furry &amp; wet animal").And.Contain("animal of rivers"));
        Assert.That(html, Does.Contain("How far the circuit&#39;s angles moved").And.Contain("my column"), "known and unknown columns of an adapter");
        Assert.That(html, Does.Contain("qubits, drawn").And.Contain("<svg id=\"circuit\"/>").And.Contain("2.0e-8 ✓").And.Contain("NaN ✗"));
        Assert.That(html, Does.Contain("lr: 1e-3 # &lt;&gt;").And.Contain("1.13.1"));
        Assert.That(html, Does.Not.Contain("<script").And.Not.Contain("src=").And.Not.Contain("@import").And.Not.Contain("url("));
        Assert.That(Address().Matches(html).Select(match => match.Value).Distinct(), Is.EqualTo(new[] { "http://www.w3.org/2000/svg" }), "a namespace, never fetched");
    }

    [Test]
    public void The_best_of_a_column_is_bold()
    {
        var html = ReportPage.ToHtml(Report());
        Assert.That(html, Does.Contain("<td class=\"best\">4.500 → 3.000</td>").And.Contain("<td>4.500 → 3.250</td>"));
        Assert.That(html, Does.Contain("<td class=\"best\">2.50</td>"));
    }

    [Test]
    public void Methods_that_are_equally_good_are_all_named_best()
    {
        var html = ReportPage.ToHtml(Report([Methods[0] with { Result = Methods[0].Result with { LossAfter = 3.0 } }, Methods[1]]));
        Assert.That(html, Does.Contain("Best by Held-out loss (lower is better): qaa-z and lora-r8, each with 3.000; the base model without training has 4.500."));
    }

    [Test]
    public void What_training_made_worse_is_not_called_best_in_silence()
    {
        var html = ReportPage.ToHtml(Report([.. Methods.Select((method, i) => method with { Result = method.Result with { LossAfter = 4.6 + i } })]));
        Assert.That(html, Does.Contain("qaa-z with 4.600").And.Contain("no method is better than the base model without training, which has 4.500."));
    }

    // A colour that does not follow the page's is unreadable on the other paper.
    [Test]
    public void In_the_dark_every_colour_of_the_page_has_another_value()
    {
        var html = ReportPage.ToHtml(Report());
        var (light, dark) = (Colours(html[..html.IndexOf("prefers-color-scheme", StringComparison.Ordinal)]), Colours(html[html.IndexOf("prefers-color-scheme", StringComparison.Ordinal)..]));
        Assert.That(dark.Keys, Is.EquivalentTo(light.Keys));
        Assert.That(Luminance(light["paper"]), Is.GreaterThan(0.9));
        foreach (var text in new[] { "ink", "soft", "good", "bad", "accent", "front" })
            foreach (var theme in new[] { light, dark })
                Assert.That(Contrast(theme[text], theme["paper"]), Is.GreaterThan(4.5), $"{text} on {theme["paper"]}");
    }

    private static Dictionary<string, string> Colours(string style) =>
        Variable().Matches(style).ToDictionary(match => match.Groups["name"].Value, match => match.Groups["colour"].Value);

    // WCAG 2.2, relative luminance and contrast ratio.
    private static double Luminance(string colour)
    {
        var digits = colour.Length == 3 ? string.Concat(colour.Select(digit => $"{digit}{digit}")) : colour;
        double Channel(int at) => Convert.ToInt32(digits.Substring(at, 2), 16) / 255.0 is var c && c <= 0.04045 ? c / 12.92 : Math.Pow((c + 0.055) / 1.055, 2.4);
        return (0.2126 * Channel(0)) + (0.7152 * Channel(2)) + (0.0722 * Channel(4));
    }

    private static double Contrast(string a, string b)
    {
        var (x, y) = (Luminance(a), Luminance(b));
        return (Math.Max(x, y) + 0.05) / (Math.Min(x, y) + 0.05);
    }

    [Test]
    public void A_run_without_texts_circuits_and_proofs_leaves_them_out()
    {
        var bare = Report(methods: [.. Methods.Select(method => method with { Samples = [], Evidence = MethodEvidence.None })], metrics: new Dictionary<string, double>(), samples: []);
        var html = ReportPage.ToHtml(bare);
        Assert.That(html, Does.Not.Contain("BLEU").And.Not.Contain("Generated texts").And.Not.Contain("<h2>Circuits").And.Not.Contain("The proof"));
        Assert.That(html, Does.Contain("4.500 → 3.250"));
    }

    private static readonly IReadOnlyList<ReportedMethod> Methods =
    [
        Method("qaa-z", "qaa", 3.25, 1.5, new MethodEvidence([new Drawing("qubits, drawn", "<svg id=\"circuit\"/>")], [new ProofLine("layer 0", "Op", 8, 96, 2e-8, double.NaN)]), "theta_distance"),
        Method("lora-r8", "lora", 3.0, 2.5, MethodEvidence.None, "my_column"),
    ];

    private static RunReport Report(
        IReadOnlyList<ReportedMethod>? methods = null, IReadOnlyDictionary<string, double>? metrics = null, IReadOnlyList<GeneratedSample>? samples = null)
    {
        var recipe = new Recipe { Name = "tiny <circuit>", Methods = [new() { Name = "qaa-z", Adapter = "qaa" }, new() { Name = "lora-r8", Adapter = "lora" }] };
        var run = new SeededRun(
            1, new BaseResult("base", 1_000_000, 4.5, metrics ?? new Dictionary<string, double> { ["bleu"] = 0.5, ["rouge_l"] = 4 }),
            samples ?? [new GeneratedSample("otter (noun):", ["a furry & wet animal"], "of the of")], methods ?? Methods,
            new RunEnvironment { Version = "0.1.0", Libtorch = "1.13.1", Processor = "P", Cores = 2, Threads = 2 });
        return new RunReport
        {
            Title = recipe.Name,
            Description = "What was learned.",
            Remarks = ["The quantum part adds nothing here."],
            Comparison = MethodComparison.Of(recipe, [run], baseline: ""),
            Recipe = "lr: 1e-3 # <>",
        };
    }

    private static ReportedMethod Method(string name, string adapter, double after, double bleu, MethodEvidence evidence, string column) => new(
        new MethodResult
        {
            Method = name, Adapter = adapter, Trainable = 1234, Percent = 0.1234, LossBefore = 4.5, LossAfter = after, SecondsPerStep = 0.1, Steps = 60, BleuSignature = "nrefs:1",
            Metrics = new Dictionary<string, double> { ["perplexity_before"] = Math.Exp(4.5), ["perplexity_after"] = Math.Exp(after), ["bleu"] = bleu, ["rouge_l"] = 10 * bleu },
        },
        [.. Enumerable.Range(1, 60).Select(step => new MetricRow(step, new Dictionary<string, double> { ["loss"] = after + Math.Exp(-step / 20.0), [column] = step * 0.01 }))],
        [new GeneratedSample("otter (noun):", ["a furry & wet animal"], "animal of rivers")],
        evidence);

    [GeneratedRegex("--(?<name>[a-z]+): #(?<colour>[0-9a-f]+)")]
    private static partial Regex Variable();

    [GeneratedRegex(@"https?://[^""' <)]+")]
    private static partial Regex Address();
}
