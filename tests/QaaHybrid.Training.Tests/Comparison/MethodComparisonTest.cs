namespace QaaHybrid.Training.Tests;

public class MethodComparisonTest
{
    private static readonly double[][] FiveSeeds = [[3.0, 3.1, 3.2], [3.1, 3.2, 3.0], [2.9, 3.1, 3.1], [3.0, 3.1, 2.9], [3.0, 3.2, 3.05]];

    [Test]
    public void Five_seeds_give_intervals_and_tests_over_seeds()
    {
        var comparison = MethodComparison.Of(ComparedRuns.Recipe, [.. FiveSeeds.Select((losses, i) => ComparedRuns.Run(i + 1, losses))], baseline: "a");
        var (a, b, c) = (comparison.Methods[0], comparison.Methods[1], comparison.Methods[2]);
        // Student's interval of 3.0, 3.1, 2.9, 3.0, 3.0: s = √0.005, t(4) = 2.7764.
        var value = a.Values["loss"];
        var half = 2.7764451052 * Math.Sqrt(0.005 / 5);
        Assert.That(new[] { value.Low!.Value, value.Mean, value.High!.Value }, Is.EqualTo(new[] { 3.0 - half, 3.0, 3.0 + half }).Within(1e-9));
        Assert.That(a.Values["loss"].Evidence, Is.EqualTo(Evidence.Seeds));
        Assert.That(a.Tests, Is.Empty, "the baseline is not tested against itself");
        // b − a: 0.1, 0.1, 0.2, 0.1, 0.2: mean 0.14, s = √0.003, t = 5.7155, two-sided with 4 degrees of freedom 0.004636 by the closed form of that distribution.
        var test = b.Tests["loss"];
        Assert.That(test.Difference, Is.EqualTo(0.14).Within(1e-12));
        Assert.That(test.PValue, Is.EqualTo(0.004636).Within(1e-6));
        Assert.That(test.AdjustedPValue, Is.EqualTo(2 * test.PValue).Within(1e-15), "Holm: the smaller of two p-values times two");
        Assert.That(c.Tests["loss"].AdjustedPValue, Is.EqualTo(c.Tests["loss"].PValue));
        Assert.That((test.IsSignificant, c.Tests["loss"].IsSignificant), Is.EqualTo((true, false)));
        Assert.That(b.SecondsPerStep, Is.EqualTo(0.3).Within(1e-9), "the median over the seeds");
        Assert.That(b.StepMemory, Is.EqualTo(5e6), "the largest over the seeds");
    }

    [Test]
    public void One_seed_gives_intervals_and_tests_over_the_examples()
    {
        var comparison = MethodComparison.Of(ComparedRuns.Recipe, [ComparedRuns.Run(1, 3.0, 3.1, 3.0)], baseline: "a");
        var (a, b, c) = (comparison.Methods[0], comparison.Methods[1], comparison.Methods[2]);
        Assert.That(a.Values["loss"], Has.Property("Evidence").EqualTo(Evidence.Examples));
        var values = Enumerable.Range(0, 40).Select(i => 3.0 + (i - 19.5) / 100).ToList();
        var (low, high) = Bootstrap.Interval(ExampleMetrics.Mean(values), 40)!.Value;
        Assert.That(new[] { a.Values["loss"].Low!.Value, a.Values["loss"].High!.Value }, Is.EqualTo(new[] { low, high }).Within(1e-12));
        // Every example is worse by 0.1: no sample says otherwise.
        Assert.That(b.Tests["loss"].PValue, Is.LessThan(0.01));
        Assert.That(new[] { b.Tests["loss"].Low!.Value, b.Tests["loss"].High!.Value }, Is.EqualTo(new[] { 0.1, 0.1 }).Within(1e-9));
        Assert.That(c.Tests["loss"].IsSignificant, Is.False, "the same losses");
    }

    [Test]
    public void A_seed_with_which_a_method_failed_is_left_out_of_its_numbers_and_tests()
    {
        var runs = FiveSeeds.Append([3.0, 3.1, 3.0]).Select((losses, i) => ComparedRuns.Run(i + 1, losses)).ToList();
        runs[0] = runs[0] with { Methods = [.. runs[0].Methods.Skip(1)] };
        var comparison = MethodComparison.Of(ComparedRuns.Recipe, runs, baseline: "a");
        Assert.That((comparison.Methods[0].Runs.Count, comparison.Methods[1].Runs.Count), Is.EqualTo((5, 6)));
        Assert.That(comparison.Methods[1].Tests["loss"].Difference, Is.EqualTo((0.1 + 0.2 + 0.1 + 0.2 + 0.1) / 5).Within(1e-12), "the five seeds that both have");
    }

    [Test]
    public void A_metric_that_the_task_does_not_have_is_refused() =>
        Assert.That(() => MethodComparison.Of(ComparedRuns.Recipe with { Comparison = new() { Metric = "f1" } }, [ComparedRuns.Run(1, 3, 3, 3)], ""),
            Throws.TypeOf<RecipeException>().With.Message.Contains("comparison.metric").And.Message.Contains("loss, bleu"));

    [Test]
    public void The_report_shows_every_method_its_sentence_and_no_NaN()
    {
        var comparison = MethodComparison.Of(ComparedRuns.Recipe, [.. FiveSeeds.Select((losses, i) => ComparedRuns.Run(i + 1, losses))], baseline: "a");
        var failure = new ComparisonFailure(7, "c", new InvalidOperationException("the loss is <not> finite"));
        var html = ReportPage.ToHtml(RunReport.FromComparison(ComparedRuns.Recipe, comparison, [failure]));
        Assert.That(html, Does.Not.Contain("NaN").And.Not.Contain("Infinity").And.Not.Contain("<script").And.Not.Contain("http://").Or.Contain("http://www.w3.org/2000/svg"));
        Assert.That(html, Does.Contain("comparison of methods").And.Contain("with 5 random seeds (1, 2, 3, 4, 5)").And.Contain("Beside a").And.Contain("clearly worse: b; not told apart from it: c"));
        Assert.That(html, Does.Contain("4.000 → 3.000 <span class=\"interval\">2.912–3.088</span>"));
        Assert.That(html, Does.Contain("+0.140").And.Contain("0.009").And.Contain("Seed 7, c: the loss is &lt;not&gt; finite"));
        foreach (var method in new[] { "a", "b", "c" })
            Assert.That(html, Does.Contain($"text of {method}").And.Contain($"<title>{method}: 3."));
        Assert.That(html, Does.Contain("fill-opacity"), "the band of the seeds");
    }

    [Test]
    public void The_file_has_a_line_for_each_method_and_seed()
    {
        var comparison = MethodComparison.Of(ComparedRuns.Recipe, [ComparedRuns.Run(1, 3.0, 3.1)], baseline: "a");
        var recipe = ComparedRuns.Recipe with { Comparison = new() { Seeds = [1, 2] } };
        var file = ComparisonFile.Of("folder", recipe, comparison, [new ComparisonFailure(1, "c", new InvalidOperationException("why"))]);
        Assert.That(file.Entries.Select(entry => (entry["experiment_name"], entry["seed"], entry["status"])), Is.EqualTo(new (object, object, object)[]
        {
            ("a", 1L, "success"), ("a", 2L, "failed"), ("b", 1L, "success"), ("b", 2L, "failed"), ("c", 1L, "failed"), ("c", 2L, "failed"),
        }));
        Assert.That((file.Entries[0]["test_loss"], file.Entries[0]["test_bleu"], file.Entries[0]["file_size"]), Is.EqualTo((3.0, 7.0, 4321L)));
        Assert.That((file.Entries[4]["error_msg"], file.Entries[5]["error_msg"]), Is.EqualTo(("why", "not trained")));
        Assert.That((file.Methods[1].LossBefore, file.Methods[1].LossAfter, file.Methods[1].Metrics["bleu"]), Is.EqualTo((4.0, 3.1, 6.9)));
    }
}
