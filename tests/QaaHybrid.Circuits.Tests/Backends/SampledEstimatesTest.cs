namespace QaaHybrid.Circuits.Tests;

/// <summary>
/// What sampling promises: means inside four standard errors on 100 seeds, and the variance over the seeds as predicted, (1 - ⟨Z⟩²) / shots.
/// </summary>
public class SampledEstimatesTest
{
    private const int Seeds = 100;
    private const int Shots = 1000;

    private static readonly object[] Backends =
    [
        new TestCaseData(new SimulatorBackend()).SetArgDisplayNames("exact state"),
        new TestCaseData(new NoisyBackend(NoiseModels.Everything)).SetArgDisplayNames("density matrix"),
        new TestCaseData(new NoisyBackend(NoiseModels.Everything, NoisyMethod.Trajectories)).SetArgDisplayNames("trajectories"),
    ];

    [TestCaseSource(nameof(Backends))]
    public async Task Means_lie_inside_four_standard_errors_and_the_variance_is_the_predicted_one(IQuantumBackend backend)
    {
        var circuit = Tapes.Square(4, 1);
        var run = new BackendRun(circuit, Tapes.Angles(4, circuit.Parameters));
        var reference = backend is NoisyBackend ? new NoisyBackend(NoiseModels.Everything) : backend;
        var exact = (await reference.RunAsync([run]))[0];
        (string Name, double Exact, Func<BackendResult, Estimate> Of)[] estimates =
        [
            .. Enumerable.Range(0, 4).Select(q => ($"Z{q}", exact.Z[q], (Func<BackendResult, Estimate>)(result => new Estimate(result.Z[q], result.ZError![q])))),
            ("Z0 Z1", ZString.Of(exact, 0, 1).Value, result => ZString.Of(result, 0, 1)),
            ("Z0 Z1 Z2 Z3", ZString.Of(exact, 0, 1, 2, 3).Value, result => ZString.Of(result, 0, 1, 2, 3)),
        ];
        var results = new List<BackendResult>();
        for (var seed = 0; seed < Seeds; seed++)
            results.Add((await backend.RunAsync([run], Shots, seed))[0]);

        TestContext.Out.WriteLine($"{Seeds} seeds, {Shots} shots; errors in standard errors");
        TestContext.Out.WriteLine("observable       exact   mean of means  largest error  variance/predicted  reported/predicted");
        foreach (var (name, value, of) in estimates)
        {
            var predicted = (1 - value * value) / Shots;
            var found = results.Select(of).ToArray();
            var largest = found.Max(estimate => Math.Abs(estimate.Value - value)) / Math.Sqrt(predicted);
            var mean = found.Average(estimate => estimate.Value);
            var variance = found.Sum(estimate => (estimate.Value - value) * (estimate.Value - value)) / Seeds / predicted;
            var reported = found.Average(estimate => estimate.Variance) / predicted;
            TestContext.Out.WriteLine(FormattableString.Invariant($"{name,-12} {value,9:0.0000} {mean,15:0.00000} {largest,14:0.00} {variance,19:0.000} {reported,19:0.0000}"));
            Assert.Multiple(() =>
            {
                Assert.That(largest, Is.LessThan(4), name);
                Assert.That(mean, Is.EqualTo(value).Within(4 * Math.Sqrt(predicted / Seeds)), name);
                // χ² of 100 degrees of freedom, over 100: standard deviation √(2/100).
                Assert.That(variance, Is.EqualTo(1).Within(4 * Math.Sqrt(2.0 / Seeds)), name);
                Assert.That(reported, Is.EqualTo(1).Within(0.05), name);
            });
        }
    }
}
