using System.Text.Json;

namespace QaaHybrid.Azure.Tests;

/// <summary>What the service says a job has cost: the answers are those on record, others are made to mislead.</summary>
public class ReportedChargeTest
{
    private const string Simulator =
        """{"currencyCode":"USD","events":[{"dimensionId":"gs1q","amountBilled":0.0,"unitPrice":0.0},{"dimensionId":"gs2q","amountBilled":0.0,"unitPrice":0.0}],"estimatedTotal":0.0}""";

    private const string Units = """{"currencyCode":"USD","events":[{"dimensionId":"ehqc","measureUnit":"hqc","amountBilled":6.7,"amountConsumed":6.7,"unitPrice":0.0}],"estimatedTotal":0.0}""";

    [TestCase(Units, 6.7, "eHQC", TestName = "Units of a plan, beside a total of nothing")]
    [TestCase(Simulator, 0, "USD", TestName = "A free simulator")]
    [TestCase("""{"currencyCode":"USD","events":[],"estimatedTotal":98.25}""", 98.25, "USD", TestName = "A total alone")]
    [TestCase("""{"currencyCode":"USD","events":[{"dimensionId":"hqc","amountBilled":5},{"dimensionId":"hqc","amountBilled":2.5}],"estimatedTotal":0}""", 7.5, "HQC", TestName = "Two events of one unit")]
    public void Is_read_of_a_job_that_has_ended(string cost, double amount, string unit)
    {
        foreach (var state in (string[])["Succeeded", "Completed", "Failed", "Cancelled"])
            Assert.That(Read(state, cost), Is.EqualTo(new ReportedCharge((decimal)amount, unit)), state);
        foreach (var state in (string[])["Waiting", "Executing", "Finishing", "CancellationRequested", "Sleeping"])
            Assert.That(Read(state, cost), Is.Null, state);
    }

    [TestCase("null", TestName = "Nothing")]
    [TestCase("""{"currencyCode":"USD","events":[],"estimatedTotal":0}""", TestName = "A total of nothing for nothing")]
    [TestCase("""{"currencyCode":"USD","events":null,"estimatedTotal":null}""", TestName = "No total")]
    [TestCase("""{"events":[],"estimatedTotal":3}""", TestName = "No currency")]
    [TestCase("""{"currencyCode":"USD","events":[],"estimatedTotal":-3}""", TestName = "Less than nothing")]
    [TestCase("""{"currencyCode":"USD","events":[{"dimensionId":"hqc","amountBilled":null}],"estimatedTotal":0}""", TestName = "Units without a number")]
    public void What_says_nothing_is_none(string cost) => Assert.That(Read("Succeeded", cost), Is.Null);

    private static ReportedCharge? Read(string state, string cost)
    {
        using var document = JsonDocument.Parse($$"""{"status":"{{state}}","costEstimate":{{cost}}}""");
        return Job.Read(document.RootElement, "id").Charge;
    }
}
