namespace QaaHybrid.AzureEmulator.Tests.Faults;

public class FaultPlanTest
{
    [Test]
    public void Faults_wait_strike_and_are_used_up()
    {
        var plan = new FaultPlan();
        plan.Add(new Fault(Steps.JobPut, FaultKind.InternalError) { Skip = 1, Times = 2 });

        Assert.That(Enumerable.Range(0, 5).Select(_ => plan.Take(Steps.JobPut) is not null), Is.EqualTo(new[] { false, true, true, false, false }));
        Assert.That(plan.Pending, Is.Empty);
        Assert.That(plan.Injected, Is.EqualTo(new Dictionary<string, int> { ["job.put 500"] = 2 }));
    }

    [Test]
    public void Any_request_is_no_execution_and_a_target_is_this_target()
    {
        var plan = new FaultPlan();
        plan.Add(new Fault(Fault.AnyRequest, FaultKind.CutBefore) { Target = "ionq.simulator", Times = null });

        Assert.Multiple(() =>
        {
            Assert.That(plan.Take(Steps.JobRun, "ionq.simulator"), Is.Null);
            Assert.That(plan.Take(Steps.JobPut, "rigetti.sim.qvm"), Is.Null);
            Assert.That(plan.Take(Steps.JobPut, "ionq.simulator"), Is.Not.Null);
            Assert.That(plan.Take(Steps.JobPut, "ionq.simulator"), Is.Not.Null);
        });
    }

    [Test]
    public void The_first_that_strikes_counts()
    {
        var plan = new FaultPlan();
        plan.Replace([new Fault(Steps.JobGet, FaultKind.Conflict) { Skip = 1 }, new Fault(Steps.JobGet, FaultKind.InternalError)]);

        Assert.That(
            Enumerable.Range(0, 3).Select(_ => plan.Take(Steps.JobGet)?.Kind),
            Is.EqualTo(new FaultKind?[] { FaultKind.InternalError, FaultKind.Conflict, null }));
    }
}
