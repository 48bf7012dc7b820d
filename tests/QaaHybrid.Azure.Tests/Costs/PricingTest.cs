using System.Text.Json.Nodes;
using QaaHybrid.Circuits;

namespace QaaHybrid.Azure.Tests.Costs;

public class PricingTest
{
    [Test]
    public void Ionq_takes_a_minimum_that_can_be_read_in_two_ways()
    {
        var circuit = Samples.Ghz(3);
        var native = NativeGates.Of(circuit, GateKind.RXX);
        var gates = 500 * (0.000220m * (native.HalfTurns + native.QuarterTurns + 2 * native.OtherTurns) + 0.000975m * 2);
        var sent = Pricing.Estimate(circuit, 500, "ionq.qpu.aria-1", new PriceOptions { Debias = false });
        var usual = Pricing.Estimate(circuit, 500, "ionq.qpu.aria-1");

        Assert.Multiple(() =>
        {
            Assert.That((sent.Amount, sent.UpperAmount, sent.Unit, sent.LowerBound), Is.EqualTo((12.4166m, 12.4166m + gates, "USD", true)));
            Assert.That((usual.Amount, usual.UpperAmount), Is.EqualTo((97.50m, 97.50m + gates)), "machines debias where nothing is sent");
            Assert.That(usual.Gates["ms"], Is.EqualTo(2));
            Assert.That(usual.Gates.Keys, Is.EqualTo(new[] { "gpi", "gpi2", "ms" }));
            Assert.That(usual.Notes[0], Is.EqualTo("a job has a minimum of 97.50 USD with debiasing, which machines do where a job does not say"));
            Assert.That(sent.Notes[0], Is.EqualTo("a job has a minimum of 12.4166 USD without debiasing, as the job says"));
        });
    }

    [Test]
    public void Above_the_minimum_the_gates_count()
    {
        // A ring of 4 qubits, 2 layers: 8 zz gates; every RY merges with the gates beside it.
        var circuit = Samples.Ring(4, 2);
        var native = NativeGates.Of(circuit, GateKind.RZZ);
        var turns = native.HalfTurns + native.QuarterTurns + 2 * native.OtherTurns;
        var gates = 10_000 * (0.0001645m * turns + 0.001121m * 8);
        var price = Pricing.Estimate(circuit, 10_000, "ionq.qpu.forte-1", PriceOptions.Of(JsonNode.Parse("""{"error-mitigation":{"debias":false}}""")!.AsObject()));

        Assert.Multiple(() =>
        {
            Assert.That(gates, Is.GreaterThan(25.7899m));
            Assert.That((price.Amount, price.UpperAmount), Is.EqualTo((gates, 25.7899m + gates)));
            Assert.That(price.Gates["zz"], Is.EqualTo(8));
            Assert.That(price.Gates["gpi"] + price.Gates["gpi2"], Is.EqualTo(turns));
        });
    }

    [Test]
    public void Gates_as_written_count_in_the_upper_figure_where_they_are_more()
    {
        // Ten turns about Z: nothing on the machine, ten gates in the QIR.
        var circuit = new Circuit("phases", 1, 0, 0, [.. Enumerable.Repeat(new Gate(GateKind.T, 0), 10)]);
        var price = Pricing.Estimate(circuit, 1000, "ionq.qpu.aria-1");

        Assert.That((price.Amount, price.UpperAmount), Is.EqualTo((97.50m, 97.50m + 10 * 1000 * 0.000220m)));
    }

    [Test]
    public void Quantinuum_counts_preparations_and_QIR_costs_up_to_twice_as_much()
    {
        // 3 qubits: 5 rotations, 2 RZZ, 3 + 3 preparations and measurements: weight 5 + 20 + 30.
        var qir = Pricing.Estimate(Samples.Ghz(3), 500, "quantinuum.qpu.h2-1");
        var openQasm = Pricing.Estimate(Samples.Ghz(3), 500, "quantinuum.sim.h2-1e", new PriceOptions { IsQir = false });

        Assert.Multiple(() =>
        {
            Assert.That((qir.Amount, qir.UpperAmount, qir.Unit, qir.LowerBound), Is.EqualTo((10.5m, 22.05m, "HQC", true)));
            Assert.That((openQasm.Amount, openQasm.UpperAmount, openQasm.Unit, openQasm.LowerBound), Is.EqualTo((10.5m, 10.5m, "eHQC", false)));
            Assert.That(qir.Gates, Is.EqualTo(new Dictionary<string, long> { ["rotation"] = 5, ["rzz"] = 2, ["preparation"] = 3, ["measurement"] = 3 }));
        });
    }

    [Test]
    public void Auxiliary_qubits_are_prepared_too()
    {
        var circuit = new Circuit("clean", 2, 1, 0, [new(GateKind.X, 0)]);
        var price = Pricing.Estimate(circuit, 1000, "quantinuum.qpu.h2-2");

        // 1 rotation, 3 preparations, 2 measurements.
        Assert.That(price.Amount, Is.EqualTo(5 + 1000 * 26 / 5000m));
    }

    [Test]
    public void Time_cannot_be_known()
    {
        var price = Pricing.Estimate(Samples.Ghz(3), 500, "rigetti.qpu.cepheus-1-108q");
        Assert.That((price.Amount, price.UpperAmount, price.Unit, price.LowerBound), Is.EqualTo((0.02m, (decimal?)null, "USD", true)));
    }

    [TestCase("ionq.simulator")]
    [TestCase("rigetti.sim.qvm")]
    [TestCase("quantinuum.sim.h2-1sc")]
    [TestCase("emulator.sampled")]
    public void Some_charge_nothing(string target)
    {
        var price = Pricing.Estimate(Samples.Ghz(3), 500, target);
        Assert.That((price.Amount, price.UpperAmount, price.LowerBound), Is.EqualTo((0m, (decimal?)0m, false)));
    }

    [Test]
    public void Every_target_has_a_price_or_says_that_it_has_none()
    {
        Assert.Multiple(() =>
        {
            foreach (var target in Pricing.Targets)
            {
                var price = Pricing.Estimate(Samples.Ghz(3), 500, target);
                Assert.That(price.Notes, Is.Not.Empty, target);
                Assert.That(price.Shots, Is.EqualTo(500), target);
                if (price.UpperAmount is null)
                    Assert.That(target, Does.Match("rigetti.qpu|helios"));
            }
        });
    }

    [Test]
    public void What_a_target_would_not_take_is_refused()
    {
        var wide = Samples.Ghz(26);
        Assert.Multiple(() =>
        {
            Assert.That(() => Pricing.Estimate(wide, 1, "ionq.qpu.aria-1"), Throws.TypeOf<NotSupportedException>().With.Message.EqualTo("GHZ of 26 needs 26 qubits, ionq.qpu.aria-1 has 25"));
            Assert.That(() => Pricing.Estimate(wide, 1, "ionq.qpu.aria-1", new PriceOptions { Qubits = 30 }), Throws.Nothing, "the service has just said so");
            Assert.That(() => Pricing.Estimate(wide, 10_001, "ionq.simulator"), Throws.TypeOf<NotSupportedException>().With.Message.Contains("at most 10000 shots"));
            Assert.That(() => Pricing.Estimate(wide, 0, "ionq.simulator"), Throws.TypeOf<ArgumentOutOfRangeException>());
            Assert.That(() => Pricing.Estimate(wide, 1, "pasqal.qpu.fresnel"), Throws.TypeOf<NotSupportedException>().With.Message.Contains("takes no QIR"));
            Assert.That(() => Pricing.Estimate(wide, 1, "ionq.simulatr"), Throws.TypeOf<NotSupportedException>().With.Message.Contains("did you mean 'ionq.simulator'?"));
            var unknown = Pricing.Estimate(wide, 1, "ionq.qpu.tempo-1", new PriceOptions { AcceptUnknown = true });
            Assert.That((unknown.UpperAmount, unknown.LowerBound), Is.EqualTo(((decimal?)null, true)));
        });
    }

    [TestCase("aria-1", "ionq.qpu.aria-1")]
    [TestCase("quantinuum.qpu.aria-1", "ionq.qpu.aria-1")]
    [TestCase("ionq.qpu.H2-1E", "quantinuum.sim.h2-1e")]
    public void A_machine_of_another_provider_is_known_by_its_name(string name, string meant) =>
        Assert.That(() => Pricing.QubitsOf(name), Throws.TypeOf<NotSupportedException>().With.Message.Contains($"did you mean '{meant}'?"));

    [Test]
    public void What_refuses_any_circuit_refuses_every_one() => Assert.Multiple(() =>
    {
        Assert.That(Pricing.OfAnything("ionq.qpu.aria-1", 100).UpperAmount, Is.EqualTo(97.50m), "the minimum");
        Assert.That(Pricing.OfAnything("quantinuum.qpu.h2-1", 100).Amount, Is.EqualTo(5 + 100 * 10 / 5000m), "the base, a preparation and a measurement");
        Assert.That(Pricing.OfAnything("rigetti.qpu.cepheus-1-108q", 100).UpperAmount, Is.Null);
        Assert.That(() => Pricing.OfAnything("ionq.simulator", 10_001), Throws.TypeOf<NotSupportedException>());
        Assert.That(Pricing.Targets.Where(target => !Pricing.IsCharged(target)), Does.Contain("ionq.simulator").And.Contain("emulator.exact").And.Contain("quantinuum.sim.h2-1sc").And.Not.Contain("quantinuum.sim.h2-1e"));
    });

    [Test]
    public void Several_jobs_add_up()
    {
        var (one, two) = (Pricing.Estimate(Samples.Ghz(3), 500, "quantinuum.qpu.h2-1"), Pricing.Estimate(Samples.Ghz(4), 100, "quantinuum.qpu.h2-1"));
        var sum = PriceEstimate.Sum([one, two]);

        Assert.Multiple(() =>
        {
            Assert.That((sum.Amount, sum.UpperAmount, sum.Jobs, sum.Shots), Is.EqualTo((one.Amount + two.Amount, one.UpperAmount + two.UpperAmount, 2, 600L)));
            Assert.That(sum.Gates["rzz"], Is.EqualTo(5));
            Assert.That(sum.Notes, Is.EqualTo(one.Notes));
            Assert.That(() => PriceEstimate.Sum([one, Pricing.Estimate(Samples.Ghz(3), 5, "ionq.simulator")]), Throws.ArgumentException);
            Assert.That(() => PriceEstimate.Sum([]), Throws.ArgumentException);
        });
    }

    [TestCase("""{"error-mitigation":{"debias":true}}""", true)]
    [TestCase("""{"error-mitigation":{"debias":false},"shots":5}""", false)]
    [TestCase("""{"error-mitigation":null}""", null)]
    [TestCase("""{"shots":5}""", null)]
    public void Debiasing_is_read_from_what_is_sent(string inputParams, bool? expected) =>
        Assert.That(PriceOptions.Of(JsonNode.Parse(inputParams)!.AsObject()).Debias, Is.EqualTo(expected));
}
