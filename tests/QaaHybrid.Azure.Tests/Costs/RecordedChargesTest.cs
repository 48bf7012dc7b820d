using System.Text.Json;
using QaaHybrid.Circuits;
using QaaHybrid.TestSupport;

namespace QaaHybrid.Azure.Tests.Costs;

public class RecordedChargesTest
{
    // Weight charged a shot, by the formula from the source, by the rule of two gates a CX: the table of the facts on Azure, 4.5.
    private static readonly (decimal Charged, long Source, long Native)[] Table = [(55, 51, 55), (61, 57, 61), (85, 57, 61), (85, 57, 61), (100, 65, 71), (50, 55, 59)];

    [Test]
    public void The_table_is_reproduced() =>
        Assert.That(RecordedCharges.Programs.Select(row => (row.Weight, row.SourceWeight, row.NativeWeight)), Is.EqualTo(Table));

    [Test]
    public void Every_charge_lies_between_the_two_figures()
    {
        Assert.Multiple(() =>
        {
            foreach (var row in RecordedCharges.Programs)
                Assert.That(row.Charged, Is.InRange(row.Lower - 0.005m, row.Upper + 0.005m), $"{row.Program}, {row.Format}, {row.Shots} shots");
            // All listed jobs have the name of the program of weight 61 on 500 shots.
            foreach (var (format, weights) in RecordedCharges.Listed)
                foreach (var weight in weights)
                    Assert.That(QuantinuumPrices.Charge((long)weight, 500), Is.InRange(QuantinuumPrices.Charge(61, 500), format == "QIR" ? 2.1m * QuantinuumPrices.Charge(61, 500) : QuantinuumPrices.Charge(61, 500)));
            Assert.That(RecordedCharges.LargestRatio, Is.EqualTo(2.1m).Within(0.01m));
        });
    }

    [Test]
    public void Programs_in_OpenQASM_are_charged_exactly_the_formula()
    {
        var (ghz, four) = (RecordedCharges.Programs[0], RecordedCharges.Programs[1]);
        Assert.That((ghz.Lower, four.Lower), Is.EqualTo((ghz.Charged, four.Charged)));
    }

    [Test]
    public void The_figures_are_those_on_record()
    {
        using var recorded = JsonDocument.Parse(File.ReadAllText(Repository.SharedOrSkip("recordings", "azure-quantum", "hqc-charges.json")));
        var rows = recorded.RootElement.GetProperty("rows").EnumerateArray().Select(row => (
            row.GetProperty("inputDataFormat").GetString() == "qir.v1" ? "QIR" : "OpenQASM",
            row.GetProperty("shots").GetInt32(), row.GetProperty("charged").GetDecimal(), row.GetProperty("weightPerShot").GetDecimal())).Distinct();
        var listed = recorded.RootElement.GetProperty("listedJobs").EnumerateArray().Where(row =>
                row.GetProperty("name").GetString() == "Qiskit Sample - 3-qubit GHZ circuit" && row.GetProperty("shotsSent") is { ValueKind: JsonValueKind.Number } shots && shots.GetInt32() >= 100)
            .Select(row => (row.GetProperty("inputDataFormat").GetString() == "qir.v1" ? "QIR" : "OpenQASM", row.GetProperty("weightPerShot").GetDecimal())).Distinct();

        Assert.Multiple(() =>
        {
            Assert.That(RecordedCharges.Programs.Select(row => (row.Format, row.Shots, row.Charged, row.Weight)), Is.EquivalentTo(rows));
            Assert.That(RecordedCharges.Listed.SelectMany(row => row.Weights.Select(weight => (row.Format, weight))), Is.EquivalentTo(listed));
        });
    }

    [Test]
    public void A_recorded_program_is_priced_around_what_it_was_charged()
    {
        // The QIR that was sent, read by our reader, priced by our counts: 6.7 eHQC for 100 shots.
        using var conversation = JsonDocument.Parse(File.ReadAllText(Repository.SharedOrSkip("recordings", "azure-quantum", "conversations", "03-qir-quantinuum-emulator-cost.json")));
        var text = conversation.RootElement.GetProperty("interactions").EnumerateArray()
            .Select(interaction => interaction.GetProperty("request").GetProperty("body")).Where(body => body.ValueKind == JsonValueKind.String)
            .Select(body => body.GetString()!).Single(body => body.Contains("@ENTRYPOINT__main"));
        var circuit = QirReader.Read(text).ToCircuit("recorded");
        var price = Pricing.Estimate(circuit, 100, "quantinuum.sim.h2-1e");

        Assert.Multiple(() =>
        {
            Assert.That(price.Gates, Is.EqualTo(new Dictionary<string, long> { ["rotation"] = 6, ["rzz"] = 2, ["preparation"] = 4, ["measurement"] = 3 }));
            Assert.That(price.Amount, Is.EqualTo(5 + 100 * 61 / 5000m).And.LessThan(6.7m));
            Assert.That(price.UpperAmount, Is.GreaterThan(6.7m));
        });
    }
}
