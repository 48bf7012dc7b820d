namespace QaaHybrid.Circuits.Tests;

public class ShotFrugalDescentTest
{
    private static readonly SimulatorBackend Backend = new();
    private static readonly Circuit Brick = Tapes.Brick(3, 1);
    private static readonly double[] Weights = [1, 0.5, -0.5];
    private static readonly double[] Input = Tapes.Normal(9, 8);
    private static readonly double[] Start = [0.3, 0.7];

    [Test]
    public async Task Adaptive_shots_come_close_for_good_with_fewer_shots_than_any_fixed_number()
    {
        const double Close = 0.01;
        var least = Least();
        var individual = await ShotsUntilAsync(new() { Rule = ShotRule.ICans, MinShots = 8 });
        var global = await ShotsUntilAsync(new() { Rule = ShotRule.GCans, MinShots = 8 });
        var fixedShots = new Dictionary<int, double>();
        foreach (var shots in (int[])[20, 100, 500, 2000])
            fixedShots[shots] = await ShotsUntilAsync(new() { Rule = ShotRule.Fixed, MinShots = shots });
        TestContext.Out.WriteLine($"shots until L - min L < {Close} for good: iCANS {individual:f0}, gCANS {global:f0}, " +
            string.Join(", ", fixedShots.Select(entry => $"{entry.Key} a derivative {entry.Value:f0}")));

        Assert.That(individual, Is.LessThan(0.5 * fixedShots.Values.Min()));
        Assert.That(global, Is.LessThan(0.5 * fixedShots.Values.Min()));

        // The mean over seeds of the shots behind the last step that was farther away.
        async Task<double> ShotsUntilAsync(ShotFrugalOptions options)
        {
            const int Seeds = 6;
            var sum = 0.0;
            for (var seed = 0; seed < Seeds; seed++)
            {
                var (used, until) = (0L, 0L);
                foreach (var step in (await ShotFrugalDescent.MinimizeAsync(Backend, Brick, Start, Weights, 30_000, options, [Input], seed)).Steps)
                {
                    used += step.Shots;
                    if (Value(step.Theta) > least + Close)
                        until = used;
                }
                sum += until;
            }
            return sum / Seeds;
        }
    }

    [Test]
    public async Task The_budget_is_kept_and_every_shot_is_counted()
    {
        var backend = new CountingBackend();
        var options = new ShotFrugalOptions { ValueShots = 200 };
        var result = await ShotFrugalDescent.MinimizeAsync(backend, Brick, Start, Weights, 20_000, options, [Input], seed: 3);
        var again = await ShotFrugalDescent.MinimizeAsync(Backend, Brick, Start, Weights, 20_000, options, [Input], seed: 3);
        Assert.Multiple(() =>
        {
            Assert.That(backend.Shots, Is.EqualTo(result.Shots));
            Assert.That(backend.Calls, Is.EqualTo(result.Steps.Count).And.GreaterThan(5));
            Assert.That(result.Shots, Is.LessThanOrEqualTo(20_000));
            Assert.That(result.Steps[0].Theta, Is.EqualTo(Start));
            Assert.That(result.Theta, Is.EqualTo(again.Theta));
            foreach (var step in result.Steps)
            {
                Assert.That(step.Value!.Value, Is.EqualTo(Value(step.Theta)).Within(5 * step.ValueError!.Value + 1e-9));
                Assert.That(step.DerivativeShots.Sum() + 200, Is.EqualTo(step.Shots));
            }
        });
    }

    [Test]
    public async Task A_batch_with_fewer_shots_than_circuits_is_sampled()
    {
        // 16 states, four terms each and two angles: 128 circuits a step, of which 12 shots see a few.
        IReadOnlyList<double>[] inputs = [.. Enumerable.Range(0, 16).Select(row => Input.Zip(Tapes.Normal(row, 8), (x, noise) => x + 0.2 * noise).ToArray())];
        var options = new ShotFrugalOptions { Sampling = TermSampling.Random, MinShots = 6 };
        var result = await ShotFrugalDescent.MinimizeAsync(Backend, Brick, Start, Weights, 10_000, options, inputs, seed: 1);
        double Loss(IReadOnlyList<double> theta) => inputs.Average(input => AdjointGradient.Of(Brick, [.. theta], Weights, [.. input]).Value);
        Assert.That(result.Steps[0].Shots, Is.EqualTo(12));
        Assert.That(Loss(result.Theta), Is.LessThan(Loss(Start) - 0.5));
    }

    [Test]
    public async Task Parameters_without_effect_get_no_shots_and_stay()
    {
        var circuit = new Circuit("last", 2, 0, 3, [new(GateKind.RZ, 0, new Angle(0, 1, 0)), new(GateKind.RY, 0, new Angle(1, 1, 0)), new(GateKind.RZ, 0, new Angle(2, 1, 0))]);
        var result = await ShotFrugalDescent.MinimizeAsync(Backend, circuit, [0.1, 1, 0.3], [1], 2000);
        Assert.Multiple(() =>
        {
            Assert.That((result.Theta[0], result.Theta[2]), Is.EqualTo((0.1, 0.3)));
            Assert.That(Math.Cos(result.Theta[1]), Is.LessThan(-0.9));
            Assert.That(result.Steps[0].DerivativeShots, Has.Count.EqualTo(1));
            Assert.That(
                () => ShotFrugalDescent.MinimizeAsync(Backend, circuit, [0.1, 1, 0.3], [0, 1], 2000),
                Throws.ArgumentException.With.Message.Contains("depends on none of its 3 parameters"));
        });
    }

    private static double Least()
    {
        double[] theta = [.. Start];
        for (var i = 0; i < 1000; i++)
            theta = [.. theta.Zip(AdjointGradient.Of(Brick, theta, Weights, Input).Gradient, (angle, slope) => angle - 0.1 * slope)];
        return Value(theta);
    }

    private static double Value(IReadOnlyList<double> theta) =>
        ReferenceSimulator.Run(Brick, [.. theta], Input, ReadOut.PauliZ).Zip(Weights, (z, w) => w * z).Sum();

    private sealed class CountingBackend : IQuantumBackend
    {
        public long Shots { get; private set; }

        public int Calls { get; private set; }

        public string Name => "counting";

        public Task<IReadOnlyList<BackendResult>> RunAsync(
            IReadOnlyList<BackendRun> runs, int? shots = null, long seed = 0, CancellationToken cancellationToken = default)
        {
            Shots += runs.Sum(run => run.Shots ?? shots ?? 0);
            Calls++;
            return Backend.RunAsync(runs, shots, seed, cancellationToken);
        }
    }
}
