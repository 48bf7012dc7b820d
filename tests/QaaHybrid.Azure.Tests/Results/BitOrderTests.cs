namespace QaaHybrid.Azure.Tests;

/// <summary>
/// One program in every format: three qubits of which only the first is 1, measured in order. Each provider writes it down in its own way;
/// the result says <c>100</c> for all.
/// </summary>
public class BitOrderTests
{
    [TestCase(JobFormats.MicrosoftResults, """{"Results":[{"Histogram":[{"Outcome":[1,0,0],"Display":"[1, 0, 0]","Count":4}],"Shots":[[1,0,0],[1,0,0],[1,0,0],[1,0,0]]}]}""")]
    [TestCase(JobFormats.MicrosoftResults, """{"Results":[{"Histogram":[{"Outcome":{"Item1":1,"Item2":0,"Item3":0},"Count":4}]}]}""")]
    [TestCase(JobFormats.MicrosoftResults, """{"Results":[{"Histogram":[{"Outcome":{"Item3":0,"Item2":0,"Item1":1},"Count":4}]}]}""")]
    [TestCase(JobFormats.MicrosoftResults, """{"Results":[{"Histogram":[{"Outcome":[true,[false,false]],"Count":4}]}]}""")]
    [TestCase(JobFormats.MicrosoftResults, """{"Results":[{"Histogram":[{"Display":"100","Count":4}]}]}""")]
    [TestCase(JobFormats.MicrosoftResultsV1, """{"Histogram":["[1, 0, 0]",1.0]}""")]
    [TestCase(JobFormats.MicrosoftResultsV1, """{"Histogram":["(One, (Zero, Zero))",1.0]}""")]
    [TestCase(JobFormats.IonQResults, """{"histogram":{"1":1.0}}""")]
    [TestCase(JobFormats.QuantinuumResults, """{"c":["001","001","001","001"]}""")]
    [TestCase(JobFormats.QuantinuumResults, """{"a":["01","01","01","01"],"b":["0","0","0","0"]}""")]
    [TestCase(JobFormats.RigettiResults, """{"ro":[[1,0,0],[1,0,0],[1,0,0],[1,0,0]]}""")]
    [TestCase(JobFormats.PasqalResults, """{"100":4}""")]
    [TestCase(JobFormats.PasqalResults, """{"counter":{"100":4}}""")]
    public void The_first_result_stands_leftmost(string format, string payload)
    {
        var result = ResultReader.Read(BinaryData.FromString(payload), format, new ResultContext(Shots: 4, Qubits: 3)).Single();
        Assert.That(result.Counts, Is.EqualTo(new Dictionary<string, long> { ["100"] = 4 }));
        Assert.That((result.Shots, result.IsBits, result.Format), Is.EqualTo((4, true, format)));
        Assert.That(result.Warnings, Is.Empty);
    }

    [Test]
    public void A_tuple_of_more_than_nine_is_in_the_order_of_its_numbers()
    {
        var members = string.Join(',', Enumerable.Range(1, 11).OrderBy(i => $"Item{i}", StringComparer.Ordinal).Select(i => $"\"Item{i}\":{(i == 10 ? 1 : 0)}"));
        var result = ResultReader.Read(
            BinaryData.FromString($$$"""{"Results":[{"Histogram":[{"Outcome":{{{{members}}}},"Count":1}]}]}"""), JobFormats.MicrosoftResults).Single();
        Assert.That(result.Counts.Keys.Single(), Is.EqualTo("00000000010"));
    }

    [Test]
    public void Registers_say_where_their_bits_lie()
    {
        var result = ResultReader.Read(BinaryData.FromString("""{"a":["01"],"b":["110"]}"""), JobFormats.QuantinuumResults).Single();
        Assert.That(result.ShotBits, Is.EqualTo(new[] { "10011" }));
        Assert.That(result.Registers, Is.EqualTo(new[] { new ResultRegister("a", 0, 2), new ResultRegister("b", 2, 3) }));
    }

    [Test]
    public void IonQ_takes_more_qubits_than_a_machine_word()
    {
        var value = System.Numerics.BigInteger.Pow(2, 97) + 1;
        var result = ResultReader.Read(
            BinaryData.FromString($$$"""{"histogram":{"{{{value}}}":1.0}}"""), JobFormats.IonQResults, new ResultContext(Shots: 1, Qubits: 98)).Single();
        Assert.That(result.Counts.Keys.Single(), Is.EqualTo("1" + new string('0', 96) + "1"));
    }
}
