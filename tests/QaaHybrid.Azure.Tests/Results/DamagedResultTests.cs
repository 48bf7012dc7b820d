using System.Text.Json.Nodes;

namespace QaaHybrid.Azure.Tests;

/// <summary>Whatever becomes of a payload on the way, the reader reads it or says what is wrong with it; nothing else is thrown.</summary>
public class DamagedResultTests
{
    private static readonly string[] Instead = ["null", "7", "[]", "{}", "-1", "1e30", "0.5", "\"x\"", "true", "[[0]]", "[1,{}]", "{\"Error\":null}"];

    private static readonly (string Format, string Payload)[] Payloads =
    [
        (JobFormats.MicrosoftResults, """{"Results":[{"Histogram":[{"Outcome":[0,1],"Display":"[0, 1]","Count":2,"Probability":0.5},{"Outcome":{"Item1":1,"Item2":0},"Count":1}],"Shots":[[0,1],{"Item1":1,"Item2":0},{"Error":"e"}],"Exact":[{"Positions":[1,0],"Probabilities":{"01":1.0}}]}]}"""),
        (JobFormats.MicrosoftResultsV1, """{"Histogram":["[0, 0]",0.5,"(1, 1)",0.5]}"""),
        (JobFormats.IonQResults, """{"histogram":{"0":0.5,"3":0.5}}"""),
        (JobFormats.QuantinuumResults, """{"a":["01","10"],"b":["1","0"]}"""),
        (JobFormats.RigettiResults, """{"ro":[[0,1],[1,1]]}"""),
        (JobFormats.PasqalResults, """{"counter":{"01":3,"10":4}}"""),
    ];

    private static IEnumerable<TestCaseData> Cases => Payloads.Select(pair => new TestCaseData(pair.Format, pair.Payload).SetArgDisplayNames(pair.Format));

    [TestCaseSource(nameof(Cases))]
    public void Cut_off_anywhere(string format, string payload)
    {
        for (var length = 0; length < payload.Length; length++)
            Assert.That(() => Read(format, payload[..length]), Throws.InstanceOf<ResultFormatException>(), payload[..length]);
        Assert.That(Read(format, payload), Has.Count.EqualTo(1));
    }

    [TestCaseSource(nameof(Cases))]
    public void With_any_value_replaced_by_any_other(string format, string payload)
    {
        var (read, refused) = (0, 0);
        foreach (var path in Paths(JsonNode.Parse(payload)!, []))
            foreach (var instead in Instead)
            {
                var damaged = Replace(payload, path, instead);
                try
                {
                    Read(format, damaged);
                    read++;
                }
                catch (ResultFormatException)
                {
                    refused++;
                }
                catch (Exception exception)
                {
                    Assert.Fail($"{damaged}: {exception}");
                }
            }
        Assert.That((read > 0, refused > 0), Is.EqualTo((true, true)), $"{read} read, {refused} refused");
    }

    private static IReadOnlyList<JobResult> Read(string format, string payload) =>
        ResultReader.Read(BinaryData.FromString(payload), format, new ResultContext(Shots: 2, Qubits: 2));

    private static IEnumerable<object[]> Paths(JsonNode? node, object[] path) => [path, .. node switch
    {
        JsonObject members => members.ToArray().SelectMany(member => Paths(member.Value, [.. path, member.Key])),
        JsonArray elements => elements.ToArray().SelectMany((element, i) => Paths(element, [.. path, i])),
        _ => [],
    }];

    private static string Replace(string payload, object[] path, string instead)
    {
        if (path.Length == 0)
            return instead;
        var root = JsonNode.Parse(payload)!;
        var holder = path[..^1].Aggregate(root, (node, step) => step is int i ? node[i]! : node[(string)step]!);
        if (path[^1] is int last)
            holder[last] = JsonNode.Parse(instead);
        else
            holder[(string)path[^1]] = JsonNode.Parse(instead);
        return root.ToJsonString();
    }
}
