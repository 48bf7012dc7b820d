namespace QaaHybrid.Training.Tests;

public class ComparisonSectionTest
{
    [Test]
    public void A_whole_section()
    {
        var comparison = Parse("seeds: [1, 2, 3], baseline: b, equal: parameters, budget: 0.1%, metric: bleu");
        Assert.That(comparison.Seeds, Is.EqualTo(new[] { 1, 2, 3 }));
        Assert.That((comparison.Baseline, comparison.Equal, comparison.Budget, comparison.Metric), Is.EqualTo(("b", "parameters", "0.1%", "bleu")));
        Assert.That(Parse("seeds: 4").Seeds, Is.EqualTo(new[] { 4 }), "one alone");
    }

    [TestCase("baseline: lora-r9", "r.yaml, line 3, comparison.baseline: there is no method 'lora-r9'; did you mean 'lora-r8'?")]
    [TestCase("seeds: []", "r.yaml, line 3, comparison.seeds: lists no seed")]
    [TestCase("seeds: [1, 2, 1]", "comparison.seeds: 1 stands there twice")]
    [TestCase("seeds: [1, x]", "comparison.seeds: found 'x'")]
    [TestCase("seeds: [-1]", "comparison.seeds: found '-1'")]
    [TestCase("equal: size", "comparison.equal: found 'size', did you mean 'time'? allowed: steps, time, parameters")]
    [TestCase("equal: time", "comparison.budget: is missing: equal time of how much?")]
    [TestCase("equal: time, budget: 3%", "comparison.budget: found '3%', expected a number of seconds")]
    [TestCase("equal: parameters, budget: 0", "comparison.budget: found '0'")]
    [TestCase("budget: 1.5", "expected a whole number of steps")]
    [TestCase("sedes: [1]", "comparison.sedes: is no known key; did you mean 'seeds'?")]
    public void A_wrong_section_is_refused(string keys, string expected) =>
        Assert.That(() => Parse(keys), Throws.TypeOf<RecipeException>().With.Message.Contains(expected));

    [Test]
    public void Only_a_language_model_forgets_a_text() => Assert.That(
        () => RecipeFile.Parse("model: m\ntask: { kind: image, dataset: fashion-mnist }\nmethods: [{ adapter: lora }]\ncomparison: { text: a.txt }", "r.yaml"),
        Throws.TypeOf<RecipeException>().With.Message.Contains("comparison.text: the task is image"));

    [Test]
    public void To_compare_takes_seeds() => Assert.That(
        () => ComparisonPlan.Check(RecipeFile.Parse("model: m\nmethods: [{ adapter: lora }]", "r.yaml")), Throws.TypeOf<RecipeException>().With.Message.Contains("names no seed").And.Message.Contains("--seeds"));

    private static ComparisonRecipe Parse(string keys) =>
        RecipeFile.Parse($"model: m\nmethods: [{{ name: lora-r8, adapter: lora }}, {{ name: b, adapter: lora }}]\ncomparison: {{ {keys} }}", "r.yaml").Comparison;
}
