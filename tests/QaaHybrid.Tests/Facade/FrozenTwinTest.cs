using QaaHybrid.Training;

namespace QaaHybrid.Tests.Facade;

public class FrozenTwinTest
{
    private const string Recipe = """
        model: any
        task: { kind: file, data: any.csv }
        methods:
          - { name: a, adapter: qaa, layers: 2 }
          - { name: b, adapter: qaa, layers: 2, train_angles: false, optimizer: { lr: 0.1 } }
          - { name: c, adapter: qaa, layers: 3, train_angles: false }
          - { name: d, adapter: lora, r: 2 }
        """;

    [Test]
    public void The_gain_is_shared_between_the_angles_and_the_rest()
    {
        var remarks = FrozenTwin.Remarks(RecipeFile.Parse(Recipe, "test"), Results(a: 3.0, b: 3.25));
        // From 4: by 1 with the angles, by 0.75 without; c has no twin, d no circuits.
        Assert.That(remarks, Has.Count.EqualTo(1));
        Assert.That(remarks[0], Does.StartWith("a lowers the held-out loss by 1.000 nats; its twin b, whose angles stay at their random start, by 0.750, "
            + "so training the angles of the circuits accounts for 0.250 nats (25 % of the gain) with 16 more numbers, on one seed. "));
        Assert.That(remarks[0], Does.EndWith("nothing about a quantum advantage."));
    }

    [Test]
    public void Angles_that_do_harm_are_said_to() =>
        Assert.That(FrozenTwin.Remarks(RecipeFile.Parse(Recipe, "test"), Results(a: 3.5, b: 3.25))[0], Does.Contain("accounts for -0.250 nats (-50 % of the gain)"));

    [Test]
    public void A_run_without_any_gain_has_no_share_of_it() =>
        Assert.That(FrozenTwin.Remarks(RecipeFile.Parse(Recipe, "test"), Results(a: 4.5, b: 4.25))[0], Does.Contain("-0.250 nats").And.Not.Contain("%"));

    [Test]
    public void Over_five_seeds_the_share_of_the_angles_has_an_interval_and_a_failed_seed_is_left_out()
    {
        // The angles add 0.1, 0.2, 0.3, 0.2, 0.2: mean 0.2, s = √0.005, t(4) = 2.7764, half the interval 0.0878.
        SeededRun[] runs = [Run(1, 3.0, 3.1), Run(2, 3.0, 3.2), Run(3, 3.1, 3.4), Run(4, 3.0, 3.2), Run(5, 2.9, 3.1), Run(6, 1.0, null)];
        var recipe = RecipeFile.Parse(Recipe, "test");
        var remark = FrozenTwin.Remarks(recipe, MethodComparison.Of(recipe, runs, "a")).Single();
        Assert.That(remark, Does.StartWith("a lowers the held-out loss by 1.000 nats; its twin b, whose angles stay at their random start, by 0.800, "
            + "so training the angles of the circuits accounts for 0.200 nats (20 % of the gain) with 16 more numbers, the mean over 5 seeds (95 % interval 0.112 to 0.288). "));
    }

    [Test]
    public void Over_fewer_seeds_their_values_are_given()
    {
        var recipe = RecipeFile.Parse(Recipe, "test");
        Assert.That(FrozenTwin.Remarks(recipe, MethodComparison.Of(recipe, [Run(1, 3.0, 3.1), Run(2, 3.0, 3.2)], "a")).Single(), Does.Contain("the mean over 2 seeds (0.100, 0.200)"));
        Assert.That(FrozenTwin.Remarks(recipe, MethodComparison.Of(recipe, [Run(1, 3.0, null)], "a")), Is.Empty);
    }

    private static SeededRun Run(long seed, double a, double? b) => new(seed, new BaseResult("base", 1000, 4, new Dictionary<string, double>()), [],
        [Reported("a", a, 80), .. b is { } after ? [Reported("b", after, 64)] : Array.Empty<ReportedMethod>()], new RunEnvironment());

    private static ReportedMethod Reported(string name, double after, long trainable) => new(Line(name, after, trainable), [], [], MethodEvidence.None);

    private static RunResults Results(double a, double b) => new("run", "task", new BaseResult("base", 1000, 4, new Dictionary<string, double>()),
        [Line("a", a, 80), Line("b", b, 64), Line("c", 3, 64), Line("d", 3, 10)]);

    private static MethodResult Line(string name, double after, long trainable) => new()
    {
        Method = name, Adapter = "qaa", Trainable = trainable, Percent = 1, LossBefore = 4, LossAfter = after, Metrics = new Dictionary<string, double>(), SecondsPerStep = 1, Steps = 1, BleuSignature = "",
    };
}
