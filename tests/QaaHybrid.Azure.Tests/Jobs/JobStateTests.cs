namespace QaaHybrid.Azure.Tests;

public class JobStateTests
{
    [TestCase("Waiting", false, false, true)]
    [TestCase("Queued", false, false, true)]
    [TestCase("Executing", false, false, false)]
    [TestCase("CancellationRequested", false, false, false)]
    [TestCase("Cancelling", false, false, false)]
    [TestCase("Finishing", false, false, false)]
    [TestCase("Completed", true, true, false)]
    [TestCase("Succeeded", true, true, false)]
    [TestCase("Failed", true, false, false)]
    [TestCase("Cancelled", true, false, false)]
    [TestCase("SomethingNew", false, false, false)]
    public void The_states_of_both_kinds_of_workspace(string text, bool isTerminal, bool isGood, bool isWaiting)
    {
        var state = new JobState(text);
        Assert.That((state.IsTerminal, state.IsGood, state.IsWaiting, state.ToString()), Is.EqualTo((isTerminal, isGood, isWaiting, text)));
    }

    [Test]
    public void Case_does_not_matter() => Assert.That(new JobState("succeeded"), Is.EqualTo(JobState.Succeeded));
}
