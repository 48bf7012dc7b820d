namespace QaaHybrid.AzureEmulator.Tests.Faults;

public class FaultFileTest
{
    [Test]
    public void A_file_goes_there_and_back()
    {
        Fault[] faults =
        [
            new(Steps.JobPut, FaultKind.CutAfter) { Times = null, Skip = 2, Target = "ionq.simulator" },
            new(Fault.AnyRequest, FaultKind.TooManyRequests) { RetryAfter = 3, Code = "c", Message = "m" },
            new(Steps.JobRun, FaultKind.Hang),
        ];

        Assert.That(FaultFile.Parse(FaultFile.Write(faults).ToJsonString(), "text"), Is.EqualTo(faults));
    }

    [TestCase("""{"faults":[{"step":"job.put","kind":401}]}""")]
    [TestCase("""{"faults":[{"step":"job.put","kind":"401"}]}""")]
    public void Statuses_are_numbers_or_texts(string text) =>
        Assert.That(FaultFile.Parse(text, "f"), Is.EqualTo(new[] { new Fault(Steps.JobPut, FaultKind.Unauthorized) }));

    [TestCase("{", "f, line 1: no JSON")]
    [TestCase("[]", "f: expected {\"faults\":[…]}")]
    [TestCase("""{"faults":[],"more":1}""", "and nothing else")]
    [TestCase("""{"faults":[1]}""", "f, fault 1: expected an object")]
    [TestCase("""{"faults":[{"step":"job.put","kind":"500"},{"step":"job.pt","kind":"500"}]}""", "f, fault 2: unknown step 'job.pt'; did you mean 'job.put'?")]
    [TestCase("""{"faults":[{"step":"job.put","kind":"cut-aftr"}]}""", "did you mean 'cut-after'?")]
    [TestCase("""{"faults":[{"step":"job.put"}]}""", "\"kind\" is missing")]
    [TestCase("""{"faults":[{"step":"job.put","kind":"500","time":2}]}""", "unknown key \"time\"")]
    [TestCase("""{"faults":[{"step":"job.put","kind":"500","times":0}]}""", "times is at least 1")]
    [TestCase("""{"faults":[{"step":"job.put","kind":"500","skip":"2"}]}""", "\"skip\" is \"2\", expected a whole number")]
    [TestCase("""{"faults":[{"step":"job.put","kind":"hang"}]}""", "belong to job.run")]
    [TestCase("""{"faults":[{"step":"job.run","kind":"500"}]}""", "everything else to a request")]
    [TestCase("""{"faults":[{"step":"job.put","kind":"expired-sas"}]}""", "signatures are made at")]
    [TestCase("""{"faults":[{"step":"job.run","kind":"fail","target":"ionq.simulatr"}]}""", "unknown target 'ionq.simulatr'; did you mean 'ionq.simulator'?")]
    public void What_does_not_fit_is_named(string text, string message) =>
        Assert.That(() => FaultFile.Parse(text, "f"), Throws.TypeOf<InvalidDataException>().With.Message.Contains(message));
}
