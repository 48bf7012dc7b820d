using System.Globalization;
using System.Text.Json;

namespace QaaHybrid.Azure.Tests;

/// <summary>Every recorded output, against what its bytes say when they are read by hand.</summary>
public class RecordedOutputTests
{
    [Test]
    public void Every_recorded_output_is_read() =>
        Assert.That(Directory.GetFiles(Repository.SharedOrSkip("recordings", "azure-quantum", "outputs"), "*.json")
            .Select(Path.GetFileNameWithoutExtension).Where(name => name != "SOURCES"), Is.EquivalentTo(new[]
            {
                "honeywell.quantum-results.v1", "ionq.quantum-results.v1.5qubit", "microsoft.quantum-results.v1.ghz",
                "microsoft.quantum-results.v1.tuple", "microsoft.quantum-results.v2.noisy-ghz", "pasqal.pulser-results.v1", "rigetti.quil-results.v1",
            }));

    [Test]
    public void Microsoft_v2_counts_its_shots()
    {
        var (result, payload) = Read("microsoft.quantum-results.v2.noisy-ghz", JobFormats.MicrosoftResults, new ResultContext(Shots: 100));
        var recorded = payload.GetProperty("Results")[0];
        Assert.That(result.Counts, Is.EqualTo(recorded.GetProperty("Histogram").EnumerateArray().ToDictionary(
            bar => string.Concat(bar.GetProperty("Outcome").EnumerateArray()), bar => bar.GetProperty("Count").GetInt64())));
        Assert.That(result.ShotBits, Is.EqualTo(recorded.GetProperty("Shots").EnumerateArray().Select(shot => string.Concat(shot.EnumerateArray()))));
        Assert.That((result.Shots, result.Source, result.Warnings.Count), Is.EqualTo((100, ResultSource.Shots, 0)));
    }

    [TestCase("ghz", 100, new[] { "000", "111" }, new[] { 52L, 48L })]
    [TestCase("tuple", 500, new[] { "11" }, new[] { 500L })]
    public void Microsoft_v1_turns_probabilities_into_counts(string name, int shots, string[] outcomes, long[] counts)
    {
        var (result, payload) = Read("microsoft.quantum-results.v1." + name, JobFormats.MicrosoftResultsV1, new ResultContext(Shots: shots));
        Assert.That(result.Counts, Is.EqualTo(outcomes.Zip(counts).ToDictionary(pair => pair.First, pair => pair.Second)));
        Assert.That(result.Probabilities!.Values,
            Is.EqualTo(payload.GetProperty("Histogram").EnumerateArray().Where(entry => entry.ValueKind == JsonValueKind.Number).Select(entry => entry.GetDouble())));
        Assert.That((result.Source, result.Warnings.Count), Is.EqualTo((ResultSource.Probabilities, 0)));
    }

    [Test]
    public void IonQ_has_all_32_strings_of_5_qubits()
    {
        var (result, payload) = Read("ionq.quantum-results.v1.5qubit", JobFormats.IonQResults, new ResultContext(Shots: 3200, Qubits: 5));
        Assert.That(payload.GetProperty("histogram").EnumerateObject().Count(), Is.EqualTo(32));
        Assert.That(result.Counts.Keys, Is.EquivalentTo(Enumerable.Range(0, 32).Select(value => Convert.ToString(value, 2).PadLeft(5, '0'))));
        Assert.That(result.Counts.Values, Is.All.EqualTo(100));
        Assert.That(result.Warnings, Is.Empty);
    }

    [Test]
    public void Quantinuum_joins_its_registers_shot_by_shot()
    {
        var (result, payload) = Read("honeywell.quantum-results.v1", JobFormats.QuantinuumResults, new ResultContext(Shots: 100));
        var registers = payload.EnumerateObject().ToArray();
        var shots = Enumerable.Range(0, 100).Select(i => string.Concat(registers.Select(register => register.Value[i].GetString()))).ToArray();
        Assert.That(result.ShotBits, Is.EqualTo(shots), "each register has one bit: nothing to turn round");
        Assert.That(result.Counts, Is.EqualTo(shots.GroupBy(shot => shot).ToDictionary(group => group.Key, group => (long)group.Count())));
        Assert.That(result.Registers, Is.EqualTo(registers.Select((register, i) => new ResultRegister(register.Name, i, 1))));
    }

    [Test]
    public void Rigetti_lists_its_shots()
    {
        var (result, payload) = Read("rigetti.quil-results.v1", JobFormats.RigettiResults, new ResultContext(Shots: 100));
        var shots = payload.GetProperty("ro").EnumerateArray().Select(shot => string.Concat(shot.EnumerateArray())).ToArray();
        Assert.That(result.ShotBits, Is.EqualTo(shots));
        Assert.That(result.Counts, Is.EqualTo(shots.GroupBy(shot => shot).ToDictionary(group => group.Key, group => (long)group.Count())));
        Assert.That(result.Registers, Is.EqualTo(new[] { new ResultRegister("ro", 0, 2) }));
    }

    [Test]
    public void Pasqal_counts_as_it_is()
    {
        var (result, payload) = Read("pasqal.pulser-results.v1", JobFormats.PasqalResults, null);
        var recorded = payload.EnumerateObject().ToDictionary(entry => entry.Name, entry => long.Parse(entry.Value.GetRawText(), CultureInfo.InvariantCulture));
        Assert.That(result.Counts, Is.EqualTo(recorded));
        Assert.That((result.Shots, result.Source), Is.EqualTo((recorded.Values.Sum(), ResultSource.Histogram)));
    }

    private static (JobResult Result, JsonElement Payload) Read(string name, string format, ResultContext? context)
    {
        var bytes = File.ReadAllBytes(Repository.SharedOrSkip("recordings", "azure-quantum", "outputs", name + ".json"));
        return (ResultReader.Read(BinaryData.FromBytes(bytes), format, context).Single(), JsonDocument.Parse(bytes).RootElement);
    }
}
