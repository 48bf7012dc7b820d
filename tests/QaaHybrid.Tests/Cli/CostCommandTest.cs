using QaaHybrid.Tests.Support;

namespace QaaHybrid.Tests.Cli;

/// <summary><c>qaa cost …</c>: figures by hand from the documented formulas, refusals in words.</summary>
public class CostCommandTest
{
    // A ring of 3 qubits and one layer: three RY, three CX.
    private static readonly string[] Ring = ["cost", "--operation", "QaaHybrid.Ansatz.RYRing", "--qubits", "3", "--parameters", "3"];

    [Test]
    public async Task A_circuit_is_priced_by_the_formula_on_the_gates_that_are_printed()
    {
        var price = await Qaa.JsonAsync([.. Ring, "--shots", "1000", "--target", "quantinuum.qpu.h2-1", "--budget", "40hqc"]);
        var gates = price.GetProperty("gates");
        var weight = gates.GetProperty("rotation").GetInt64() + 10 * gates.GetProperty("rzz").GetInt64()
            + 5 * (gates.GetProperty("preparation").GetInt64() + gates.GetProperty("measurement").GetInt64());
        Assert.Multiple(() =>
        {
            Assert.That(price.EnumerateObject().Select(entry => entry.Name).Take(5), Is.EqualTo(new[] { "target", "amount", "unit", "lower_bound", "gates" }));
            Assert.That(price.GetProperty("target").GetString(), Is.EqualTo("quantinuum.qpu.h2-1"));
            Assert.That((gates.GetProperty("rzz").GetInt64(), gates.GetProperty("preparation").GetInt64(), gates.GetProperty("measurement").GetInt64()), Is.EqualTo((3L, 3L, 3L)));
            Assert.That(price.GetProperty("amount").GetDecimal(), Is.EqualTo(5 + 1000 * weight / 5000m));
            Assert.That(price.GetProperty("upper_amount").GetDecimal(), Is.EqualTo(2.1m * price.GetProperty("amount").GetDecimal()));
            Assert.That((price.GetProperty("unit").GetString(), price.GetProperty("lower_bound").GetBoolean()), Is.EqualTo(("HQC", true)));
        });
    }

    [Test]
    public async Task Debiasing_sets_the_minimum()
    {
        var (usual, without) = (await Qaa.JsonAsync([.. Ring, "--shots", "100", "--target", "ionq.qpu.aria-1"]), await Qaa.JsonAsync([.. Ring, "--shots", "100", "--target", "ionq.qpu.aria-1", "--debias", "false"]));
        Assert.That((usual.GetProperty("amount").GetDecimal(), without.GetProperty("amount").GetDecimal()), Is.EqualTo((97.5m, 12.4166m)));

        var text = await Qaa.RunAsync([.. Ring, "--shots", "100", "--target", "ionq.simulator"]);
        Assert.That(text.Out, Does.Contain("100 shots on ionq.simulator").And.Contain("price  0.00 USD").And.Contain("charges nothing"));
    }

    [TestCase("QaaHybrid.Ansatz.RYRing", "8", "ionq.qpu.aria-1", "20usd", "ionq.qpu.aria-1: this job may cost up to ", "above the budget of 20.00 USD")]
    [TestCase("QaaHybrid.Ansatz.RYRing", "3", "quantinuum.qpu.h2-1", "20usd", "is charged in HQC, the budget is in USD: give one in hqc")]
    [TestCase("QaaHybrid.Ansatz.RYRing", "3", "ionq.qpu.aria-1", "20eur", "--budget: '20eur': 'eur' is no unit of a budget; write usd")]
    [TestCase("QaaHybrid.Ansatz.RYRing", "26", "ionq.qpu.aria-1", null, "needs 26 qubits, ionq.qpu.aria-1 has 25")]
    [TestCase("QaaHybrid.Ansatz.RYRing", "3", "ionq.qpu.arai-1", null, "no price is known of a target 'ionq.qpu.arai-1'; did you mean 'ionq.qpu.aria-1'?")]
    [TestCase("QaaHybrid.Ansatz.RYRing", "3", "pasqal.qpu.fresnel", null, "takes no QIR")]
    [TestCase("QaaHybrid.Ansatz.RYRing", "3", "rigetti.qpu.cepheus-1-108q", "20usd", "the price cannot be known before the job has run", "--accept-unknown-price")]
    public async Task What_cannot_be_paid_or_run_is_refused(string operation, string qubits, string target, string? budget, params string[] why)
    {
        var result = await Qaa.RunAsync(["cost", "--operation", operation, "--qubits", qubits, "--parameters", qubits, "--shots", "500", "--target", target, .. budget is null ? (string[])[] : ["--budget", budget]]);
        Assert.That((result.ExitCode, result.Out), Is.EqualTo((2, "")), result.Error);
        foreach (var part in why)
            Assert.That(result.Error, Does.Contain(part));
    }

    [Test]
    public async Task An_unknown_price_may_be_accepted()
    {
        var price = await Qaa.JsonAsync([.. Ring, "--shots", "500", "--target", "rigetti.qpu.cepheus-1-108q", "--accept-unknown-price"]);
        Assert.That((price.GetProperty("amount").GetDecimal(), price.GetProperty("lower_bound").GetBoolean(), price.TryGetProperty("upper_amount", out _)), Is.EqualTo((0.02m, true, false)));
    }

    [Test]
    public async Task Charges_are_shown_with_the_figures_beside_them()
    {
        var charges = await Qaa.JsonAsync("cost", "--charges");
        var rows = charges.GetProperty("charges").EnumerateArray().Select(row => (row.GetProperty("weight").GetDecimal(), row.GetProperty("source_weight").GetInt64(), row.GetProperty("native_weight").GetInt64()));
        Assert.That(rows.Take(3), Is.EqualTo(new[] { (55m, 51L, 55L), (61m, 57L, 61L), (85m, 57L, 61L) }));
        Assert.That((await Qaa.RunAsync("cost", "--charges")).Out, Does.Contain("55 ± 0.05").And.Contain("85, 110, 115, 117, 119, 120"));
    }

    [Test]
    public async Task A_gradient_is_priced_alone_and_packed()
    {
        var price = await Qaa.JsonAsync("cost", "--gradient", TinyRun.Recipe, "--target", "quantinuum.qpu.h2-1", "--shots", "200", "--calibration-qubits", "2", "--seed", "3");
        var (alone, packed) = (price.GetProperty("alone"), price.GetProperty("packed"));
        var (circuits, qubits) = (price.GetProperty("circuits").GetInt32(), price.GetProperty("qubits").GetInt32());
        Assert.Multiple(() =>
        {
            // A value, and two circuits for each angle of two layers.
            Assert.That(circuits, Is.EqualTo(1 + 2 * 2 * qubits));
            Assert.That(price.GetProperty("layer").GetString(), Does.EndWith("q_proj"));
            Assert.That(alone.GetProperty("jobs").GetInt32(), Is.EqualTo(circuits));
            // Two single qubits beside the circuits.
            Assert.That(packed.GetProperty("jobs").GetInt32(), Is.EqualTo((circuits * qubits + 2 + 55) / 56).Or.EqualTo((circuits + 56 / qubits - 1) / (56 / qubits)));
            Assert.That(packed.GetProperty("amount").GetDecimal(), Is.LessThan(alone.GetProperty("amount").GetDecimal()));
            Assert.That(packed.GetProperty("gates").GetProperty("rzz").GetInt64(), Is.EqualTo(alone.GetProperty("gates").GetProperty("rzz").GetInt64()));
            Assert.That(alone.GetProperty("largest_error").GetDouble(), Is.LessThan(4.5));
            Assert.That(packed.GetProperty("largest_error").GetDouble(), Is.LessThan(4.5));
        });
    }

    [TestCase("recipe.yaml")]
    [TestCase("run")]
    public async Task Amplitudes_take_a_qubit_more_and_one_circuit_a_rotation(string place)
    {
        await TinyRun.TrainedAsync();
        var price = await Qaa.JsonAsync("cost", "--gradient", place, "--method", "turn", "--target", "quantinuum.qpu.h2-1", "--shots", "300");
        var (circuits, qubits) = (price.GetProperty("circuits").GetInt32(), price.GetProperty("qubits").GetInt32());
        // A pyramid on n qubits: n (n − 1) / 2 beam splitters of two rotations.
        Assert.That(circuits, Is.EqualTo(1 + (qubits - 1) * (qubits - 2)));
        foreach (var way in new[] { "alone", "packed" })
            Assert.That(price.GetProperty(way).GetProperty("largest_error").GetDouble(), Is.LessThan(4.5));
    }

    [Test]
    public async Task A_trained_adapter_is_priced_too()
    {
        await TinyRun.TrainedAsync();
        var text = await Qaa.RunAsync("cost", "--gradient", TinyRun.Run, "--method", "z", "--target", "ionq.qpu.forte-1", "--shots", "100", "--budget", "1000000usd");
        Assert.That(text.ExitCode, Is.Zero, text.Error);
        Assert.That(text.Out, Does.Contain("q_proj").And.Contain("alone").And.Contain("packed").And.Contain("within the budget of 1,000,000.00 USD"));
    }

    [TestCase("--shots", "5", "--target says where it would run, and is missing")]
    [TestCase("--gradient", "recipe.yaml", "--target", "emulator.sampled", "--shots", "5", "--method", "lora", "has no qaa method 'lora'; it has z, z-frozen, turn")]
    [TestCase("--gradient", "recipe.yaml", "--target", "emulator.sampled", "--shots", "5", "--layer", "nowhere", "adapts no module 'nowhere'")]
    [TestCase("--gradient", "recipe.yaml", "--target", "emulator.sampled", "--shots", "5", "--calibration-qubits", "3", "expected an even number")]
    [TestCase("--gradient", "recipe.yaml", "--target", "emulator.sampled", "--shots", "5", "--adapter", "run", "name no other one beside it")]
    [TestCase("--target", "emulator.sampled", "--shots", "5", "--method", "z", "belong to --gradient")]
    public async Task Options_that_do_not_go_together_are_refused(params string[] argumentsThenWhy)
    {
        var result = await Qaa.RunAsync(["cost", .. argumentsThenWhy[..^1]]);
        Assert.That((result.ExitCode, result.Out), Is.EqualTo((2, "")), result.Error);
        Assert.That(result.Error, Does.Contain(argumentsThenWhy[^1]));
    }
}
