using QaaHybrid.Adapters;

namespace QaaHybrid.Training.Tests;

public class BackendSectionTest
{
    private static Recipe Parse(string backend, params string[] overrides) => RecipeFile.Parse($"model: m\nmethods: [{{ adapter: qaa }}]\n{backend}", "r.yaml", overrides);

    [Test]
    public void Without_it_circuits_run_on_the_simulator_that_trains() => Assert.That(Parse("").Backend, Is.Null);

    [Test]
    public void A_name_alone_takes_exact_values_and_shifts()
    {
        var backend = Parse("backend: { name: simulator }").Backend!;
        Assert.That(backend.Options, Is.EqualTo(new ExecutionOptions()));
        Assert.That((backend.Shots, backend.Options.Gradient, backend.Options.InputGradient, backend.EvaluatesOnBackend), Is.EqualTo(((int?)null, AngleGradient.Shift, InputGradient.Shift, false)));
    }

    [Test]
    public void Every_key()
    {
        var backend = Parse("""
            backend:
              name: azure:ionq.simulator
              shots: 500
              gradient: spsa
              spsa_samples: 3
              spsa_step: 0.3
              input_gradient: simulator
              evaluate: backend
              mitigation: readout
              zne: richardson
              zne_scales: [1, 1.5, 3]
              workspace: emulator
              budget: 20usd
              packing: true
              concurrency: 7
            """).Backend!;
        Assert.That(backend.Options, Is.EqualTo(new ExecutionOptions { Shots = 500, Gradient = AngleGradient.Spsa, InputGradient = InputGradient.Simulator, SpsaSamples = 3, SpsaStep = 0.3 }));
        Assert.That(backend.ZneScales, Is.EqualTo(new[] { 1, 1.5, 3 }));
        Assert.That((backend.IsAzure, backend.EvaluatesOnBackend, backend.Mitigation, backend.Zne), Is.EqualTo((true, true, "readout", "richardson")));
        Assert.That((backend.Workspace, backend.Budget, backend.Packing, backend.Concurrency), Is.EqualTo(("emulator", "20usd", true, 7)));
    }

    [Test]
    public void Overrides_make_the_section_where_there_is_none()
    {
        var recipe = Parse("", "backend.name=simulator", "backend.shots=20");
        Assert.That(recipe.Backend!.Shots, Is.EqualTo(20));
        Assert.That(RecipeFile.Parse(recipe.Yaml, "again.yaml").Backend! with { Place = "" }, Is.EqualTo(recipe.Backend with { Place = "" }).Using<BackendRecipe>((a, b) => a.Shots == b.Shots && a.Name == b.Name));
    }

    [TestCase("{ shots: 0 }", "backend.shots: found '0'")]
    [TestCase("{ shot: 5 }", "backend.shot: is no known key")]
    [TestCase("{ input_gradient: zero }", "backend.input_gradient: found 'zero'")]
    [TestCase("{ zne_scales: [1, 3] }", "backend.zne_scales: belongs to zne")]
    [TestCase("{ zne: linear, zne_scales: [0.5, 3] }", "backend.zne_scales: expected numbers of at least 1")]
    [TestCase("{ concurrency: 2 }", "backend.concurrency: belongs to a backend on Azure Quantum")]
    [TestCase("{ name: 'azure:ionq.simulator', workspace: 'SubscriptionId=1' }", "backend.workspace: found 'SubscriptionId=1'")]
    public void What_does_not_fit_is_refused(string section, string why) =>
        Assert.That(() => Parse($"backend: {section}"), Throws.TypeOf<RecipeException>().With.Message.Contains(why));
}
