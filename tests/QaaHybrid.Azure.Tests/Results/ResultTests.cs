namespace QaaHybrid.Azure.Tests;

public class ResultTests
{
    [Test]
    public void Shots_are_counted_and_a_histogram_that_contradicts_them_is_told()
    {
        var result = Read("""
            {"DataFormat":"microsoft.quantum-results.v2","Results":[{"Histogram":[{"Outcome":[0],"Count":1},{"Outcome":[1],"Count":1}],"Shots":[[0],[0],[1]]}]}
            """, shots: 4);
        Assert.That(result.Counts, Is.EqualTo(new Dictionary<string, long> { ["0"] = 2, ["1"] = 1 }));
        Assert.That(result.Warnings, Is.EqualTo(new[]
        {
            "the histogram contradicts the shots, which are counted here: 0 2 times in the shots, 1 in the histogram",
            "4 shots were asked for, 3 came back",
        }));
    }

    [Test]
    public void Without_shots_the_histogram_counts_and_entries_of_one_outcome_are_added()
    {
        var result = Read("""{"Results":[{"Histogram":[{"Outcome":[0],"Count":1},{"Outcome":[1],"Count":2},{"Outcome":[0],"Count":3}],"Shots":null}]}""", shots: 6);
        Assert.That(result.Counts, Is.EqualTo(new Dictionary<string, long> { ["0"] = 4, ["1"] = 2 }));
        Assert.That((result.Source, result.ShotBits, result.Warnings.Count), Is.EqualTo((ResultSource.Histogram, (IReadOnlyList<string>?)null, 0)));
    }

    [Test]
    public void Failed_shots_and_lost_qubits_are_counted_apart()
    {
        var result = Read("""{"Results":[{"Shots":[[0,1],{"Error":"out of qubits"},[0,"-"],[2,1],{"Error":"out of qubits"}]}]}""", shots: 5);
        Assert.That(result.Counts, Is.EqualTo(new Dictionary<string, long> { ["-1"] = 1, ["0-"] = 1, ["01"] = 1 }));
        Assert.That((result.Shots, result.FailedShots, result.LostShots, result.Warnings.Count), Is.EqualTo((5, 2, 2, 0)));
        Assert.That(result.ShotErrors, Is.EqualTo(new[] { "out of qubits" }));
    }

    [Test]
    public void What_is_no_bits_is_kept_in_words()
    {
        var result = Read("""{"Results":[{"Histogram":[{"Outcome":{"Item1":3,"Item2":0.5},"Display":"(3, 0.5)","Count":2},{"Outcome":{"Item1":0,"Item2":1},"Count":1}]}]}""");
        Assert.That(result.Counts, Is.EqualTo(new Dictionary<string, long> { ["(0, 1)"] = 1, ["(3, 0.5)"] = 2 }));
        Assert.That((result.IsBits, result.LostShots), Is.EqualTo((false, 0)));
    }

    [Test]
    public void Bits_of_several_lengths_are_no_register() =>
        Assert.That(Read("""{"Results":[{"Shots":[[0],[0,1]]}]}""").IsBits, Is.False);

    [Test]
    public void Exact_probabilities_beside_counts_are_kept_whole()
    {
        var result = Read("""{"Results":[{"Histogram":[{"Outcome":[0],"Count":3,"Probability":0.70000000000000007},{"Outcome":[1],"Count":0,"Probability":0.29999999999999993}]}]}""");
        Assert.That(result.Probabilities, Is.EqualTo(new Dictionary<string, double> { ["0"] = 0.70000000000000007, ["1"] = 0.29999999999999993 }));
        Assert.That(result.Counts, Is.EqualTo(new Dictionary<string, long> { ["0"] = 3 }));
    }

    [Test]
    public void A_product_of_distributions_is_multiplied_out()
    {
        var result = Read("""
            {"Results":[{"Histogram":[{"Outcome":[0,0,0],"Count":1}],
              "Exact":[{"Positions":[0,2],"Probabilities":{"00":0.25,"10":0.75}},{"Positions":[1],"Probabilities":{"0":0.5,"1":0.5}}]}]}
            """);
        Assert.That(result.ProbabilityParts.Select(part => string.Join(',', part.Positions)), Is.EqualTo(new[] { "0,2", "1" }));
        Assert.That(result.Probabilities, Is.EqualTo(new Dictionary<string, double> { ["000"] = 0.125, ["010"] = 0.125, ["100"] = 0.375, ["110"] = 0.375 }));
    }

    [Test]
    public void One_of_too_many_outcomes_is_left_as_it_is()
    {
        var parts = string.Join(',', Enumerable.Range(0, 17).Select(i => $$$"""{"Positions":[{{{i}}}],"Probabilities":{"0":0.5,"1":0.5}}"""));
        var result = Read($$$"""{"Results":[{"Shots":[[{{{string.Join(',', new int[17])}}}]],"Exact":[{{{parts}}}]}]}""");
        Assert.That((result.ProbabilityParts.Count, result.Probabilities), Is.EqualTo((17, (IReadOnlyDictionary<string, double>?)null)));
    }

    [Test]
    public void A_batch_is_a_list_of_results() => Assert.That(
        ResultReader.Read(BinaryData.FromString("""{"Results":[{"Shots":[[0]]},{"Shots":[[1],[1]]}]}"""), JobFormats.MicrosoftResults).Select(result => result.Shots),
        Is.EqualTo(new[] { 1, 2 }));

    [Test]
    public async Task A_batch_is_not_passed_off_as_one_result()
    {
        using var workspace = new FakeWorkspace();
        var client = workspace.Client();
        var job = await client.SubmitAsync(Programs.BellJob());
        workspace.Finish(job.Id, "Completed", """{"Results":[{"Shots":[[0,0]]},{"Shots":[[1,1]]}]}""");
        job = await client.GetJobAsync(job.Id);
        Assert.That(() => client.GetResultAsync(job), Throws.InstanceOf<ResultFormatException>().With.Message.Contains("GetResultsAsync"));
        Assert.That((await client.GetResultsAsync(job)).Select(result => result.Counts.Keys.Single()), Is.EqualTo(new[] { "00", "11" }));
    }

    [Test]
    public async Task IonQ_s_width_comes_from_the_request()
    {
        using var workspace = new FakeWorkspace();
        var client = workspace.Client();
        var request = JobRequest.IonQ(JobRequest.NewId(), "n", "ionq.simulator", """{"qubits":4,"circuit":[]}""", 8);
        await client.SubmitAsync(request);
        workspace.Finish(request.Id, "Succeeded", """{"histogram":{"0":0.25,"2":0.75}}""");
        var result = await client.GetResultAsync(await client.GetJobAsync(request.Id));
        Assert.That(result.Counts, Is.EqualTo(new Dictionary<string, long> { ["0000"] = 2, ["0100"] = 6 }));
        Assert.That(result.Warnings, Is.Empty);
    }

    [Test]
    public void Probabilities_that_are_no_multiples_are_rounded_and_that_is_said()
    {
        var result = ResultReader.Read(
            BinaryData.FromString("""{"histogram":{"0":0.3333333,"1":0.3333333,"2":0.3333334}}"""), JobFormats.IonQResults, new ResultContext(Shots: 10, Qubits: 2)).Single();
        Assert.That(result.Counts, Is.EqualTo(new Dictionary<string, long> { ["00"] = 3, ["01"] = 4, ["10"] = 3 }), "2 is 01: the largest remainder");
        Assert.That(result.Warnings.Single(), Does.Contain("rounded to sum to 10"));
    }

    [Test]
    public void Probabilities_that_do_not_sum_to_one_are_told()
    {
        var result = ResultReader.Read(BinaryData.FromString("""{"Histogram":["[0]",0.2,"[1]",0.2]}"""), JobFormats.MicrosoftResultsV1, new ResultContext(Shots: 10)).Single();
        Assert.That(result.Counts, Is.EqualTo(new Dictionary<string, long> { ["0"] = 5, ["1"] = 5 }));
        Assert.That(result.Warnings, Has.Some.Contain("sum to 0.4"));
    }

    [TestCase(new[] { 0.5, 0.5 }, 3, new[] { 2L, 1L })]
    [TestCase(new[] { 0.1, 0.2, 0.7 }, 10, new[] { 1L, 2L, 7L })]
    [TestCase(new[] { 0.25, 0.25, 0.25, 0.25 }, 2, new[] { 1L, 1L, 0L, 0L })]
    [TestCase(new[] { 1e-9, 1 - 1e-9 }, 1000, new[] { 0L, 1000L })]
    public void Shares_are_whole_and_sum_to_the_shots(double[] probabilities, int shots, long[] counts)
    {
        var keys = probabilities.Select((_, i) => $"{i}").ToArray();
        var apportioned = Tally.Apportion(keys.Zip(probabilities).ToDictionary(pair => pair.First, pair => pair.Second), shots);
        Assert.That(keys.Select(key => apportioned.GetValueOrDefault(key)), Is.EqualTo(counts));
    }

    [TestCase(JobFormats.MicrosoftResults, "{ input: 'data' }", "not JSON")]
    [TestCase(JobFormats.MicrosoftResults, """{"Results":[{"Histogram":[{"Out""", "not JSON")]
    [TestCase(JobFormats.MicrosoftResults, "", "not JSON")]
    [TestCase(JobFormats.MicrosoftResults, """{"Results":[]}""", "nothing in 'Results'")]
    [TestCase(JobFormats.MicrosoftResults, """{"Results":[{}]}""", "neither 'Shots' nor 'Histogram'")]
    [TestCase(JobFormats.MicrosoftResults, """{"Results":[{"Histogram":[{"Outcome":[0],"Count":0.5}]}]}""", "a whole 'Count'")]
    [TestCase(JobFormats.MicrosoftResults, """{"Results":[{"Shots":[[0]],"Exact":[{"Positions":[0],"Probabilities":{"00":1}}]}]}""", "1 positions and other words")]
    [TestCase(JobFormats.MicrosoftResultsV1, """{"Histogram":["[0]"]}""", "in turn")]
    [TestCase(JobFormats.MicrosoftResultsV1, """{"Histogram":[1.0,"[0]"]}""", "no label and probability")]
    [TestCase(JobFormats.IonQResults, """{"histogram":{}}""", "empty")]
    [TestCase(JobFormats.IonQResults, """{"histogram":{"x":1}}""", "expected a decimal integer")]
    [TestCase(JobFormats.IonQResults, """{"histogram":{"8":1}}""", "needs 4 qubits, the circuit has 3")]
    [TestCase(JobFormats.IonQResults, """{"histogram":{"0":-1}}""", "expected 0 to 1")]
    [TestCase(JobFormats.QuantinuumResults, """{"a":["0"],"b":["0","1"]}""", "'b' has 2 shots, 'a' has 1")]
    [TestCase(JobFormats.QuantinuumResults, """{"a":["0","01"]}""", "shots of 1 and of 2 bits")]
    [TestCase(JobFormats.RigettiResults, """{"ro":[[0.5]]}""", "expected bits")]
    [TestCase(JobFormats.RigettiResults, "[]", "no object of registers")]
    [TestCase(JobFormats.PasqalResults, """{"0":1,"01":2}""", "several lengths")]
    [TestCase(JobFormats.PasqalResults, """{"0":1.5}""", "expected a bit string and a count")]
    [TestCase("microsoft.quantum-log.v1", "{}", "no reader for the output format 'microsoft.quantum-log.v1'")]
    public void What_is_not_of_its_format_is_named_with_its_beginning(string format, string payload, string message) => Assert.That(
        () => ResultReader.Read(BinaryData.FromString(payload), format, new ResultContext(Shots: 1, Qubits: 3)),
        Throws.InstanceOf<ResultFormatException>().With.Message.Contains(message).And.Message.Contains(format));

    [Test]
    public async Task The_job_is_named_too()
    {
        using var workspace = new FakeWorkspace();
        var client = workspace.Client();
        var job = await client.SubmitAsync(Programs.BellJob());
        workspace.Finish(job.Id, "Succeeded", "{\"Results\":[{\"Shots\":[[0,");
        job = await client.GetJobAsync(job.Id);
        Assert.That(() => client.GetResultAsync(job), Throws.InstanceOf<ResultFormatException>().With.Message.Contains(job.Id));
        Assert.That((await client.GetOutputAsync(job)).ToString(), Is.EqualTo("{\"Results\":[{\"Shots\":[[0,"), "the bytes can still be had");
    }

    private static JobResult Read(string payload, long? shots = null) =>
        ResultReader.Read(BinaryData.FromString(payload), JobFormats.MicrosoftResults, new ResultContext(shots)).Single();
}
