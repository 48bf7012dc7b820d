using System.Text;
using System.Text.Json.Nodes;
using QaaHybrid.Azure;
using QaaHybrid.AzureEmulator.Tests.Support;

namespace QaaHybrid.AzureEmulator.Tests.Jobs;

/// <summary>Charges: in the recorded dimensions, by the formulas of <see cref="Pricing"/>, after the end and not before.</summary>
public class JobChargesTest : EmulatorFixture
{
    [TestCase("ionq.simulator", "USD", 0, "gs1q 0 gs2q 0")]
    // 3-qubit GHZ, 100 shots: h is two gpi2, and each cx makes one ms and its turns (Costs/NativeGates).
    [TestCase("ionq.qpu.aria-1", "USD", null, null)]
    [TestCase("quantinuum.sim.h2-1e", "USD", 0, null)]
    [TestCase("quantinuum.sim.h2-1sc", "USD", 0, "")]
    [TestCase("rigetti.sim.qvm", "USD", 0, "qpu_time_centiseconds 0")]
    [TestCase("rigetti.qpu.cepheus-1-108q", "USD", 0.02, "qpu_time_centiseconds 1")]
    [TestCase("emulator.sampled", "USD", 0, "")]
    public async Task An_ended_job_tells_its_charge(string target, string currency, double? total, string? events)
    {
        var circuit = Programs.Ghz(3);
        var job = await EndedAsync(target, """{"shots":100,"error-mitigation":{"debias":false}}""");
        var cost = job["costEstimate"]!;
        var price = Pricing.Estimate(circuit, 100, target, new PriceOptions { Debias = false });
        var told = string.Join(' ', cost["events"]!.AsArray().Select(used => $"{used!["dimensionId"]} {used["amountBilled"]}"));

        Assert.Multiple(() =>
        {
            Assert.That(cost["currencyCode"]!.GetValue<string>(), Is.EqualTo(currency));
            Assert.That(cost["estimatedTotal"]!.GetValue<double>(), Is.EqualTo(total ?? (double)price.Amount).Within(1e-9));
            if (events is not null)
                Assert.That(told, Is.EqualTo(events));
            if (target == "quantinuum.sim.h2-1e")
                Assert.That(told, Is.EqualTo(FormattableString.Invariant($"ehqc {Math.Round(price.Amount, 2):0.##}")));
        });
    }

    [Test]
    public async Task Mitigation_that_is_not_switched_off_has_the_higher_minimum()
    {
        var plain = await EndedAsync("ionq.qpu.aria-1", """{"shots":1,"error-mitigation":{"debias":false}}""");
        var debiased = await EndedAsync("ionq.qpu.aria-1", """{"shots":1}""");

        Assert.That(
            (plain["costEstimate"]!["estimatedTotal"]!.GetValue<double>(), debiased["costEstimate"]!["estimatedTotal"]!.GetValue<double>()),
            Is.EqualTo((12.4166, 97.5)));
    }

    [Test]
    public async Task Charges_add_up_in_the_quotas()
    {
        var first = await EndedAsync("quantinuum.sim.h2-1e", """{"shots":100}""");
        await EndedAsync("quantinuum.sim.h2-1e", """{"shots":100}""");
        var quotas = await Client.JsonAsync(HttpMethod.Get, "quotas");

        var quota = quotas["value"]!.AsArray().Single()!;
        Assert.That(
            (quota["dimension"]!.GetValue<string>(), quota["providerId"]!.GetValue<string>(), quota["utilization"]!.GetValue<decimal>()),
            Is.EqualTo(("ehqc", "quantinuum", 2 * first["costEstimate"]!["events"]![0]!["amountBilled"]!.GetValue<decimal>())));
    }

    [Test]
    public async Task A_target_without_a_known_price_and_a_failed_job_have_none()
    {
        var unknown = await EndedAsync("quantinuum.sim.helios-1e", """{"shots":1}""");
        Server.Faults.Add(new Fault(Steps.JobRun, FaultKind.Fail));
        var failed = await EndedAsync("ionq.qpu.aria-1", """{"shots":1}""");

        Assert.That((unknown["costEstimate"], failed["costEstimate"]), Is.EqualTo(((JsonNode?)null, (JsonNode?)null)));
    }

    private async Task<JsonObject> EndedAsync(string target, string parameters)
    {
        var id = Guid.NewGuid().ToString();
        using var submitted = await Client.SubmitAsync(id, target, Encoding.UTF8.GetBytes(Programs.Qir(Programs.Ghz(3))), JsonNode.Parse(parameters)!.AsObject());
        var put = JsonNode.Parse(await submitted.Content.ReadAsStringAsync())!;
        Assert.That(put["costEstimate"], Is.Null);
        return await Client.EndAsync(id);
    }
}
