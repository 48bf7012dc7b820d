namespace QaaHybrid.Training.Tests;

public class TrainingLengthTest
{
    [Test]
    public void By_steps_and_by_epochs()
    {
        var steps = new TrainingLength(new TrainingRecipe { Steps = 3 }, batchesPerEpoch: 10);
        Assert.That((steps.ScheduleSteps, steps.ScheduleStep(2), steps.Total(2), steps.IsOver(2), steps.IsOver(3), steps.TimeLeft), Is.EqualTo((3, 2, 3, false, true, (TimeSpan?)null)));
        Assert.That(new TrainingLength(new TrainingRecipe { Epochs = 1.25 }, batchesPerEpoch: 10).ScheduleSteps, Is.EqualTo(13));
    }

    [Test]
    public void By_time_the_schedule_follows_the_time_that_steps_took()
    {
        var length = new TrainingLength(new TrainingRecipe { Seconds = 10 }, batchesPerEpoch: 10);
        Assert.That((length.ScheduleStep(1), length.IsOver(0)), Is.EqualTo((1, false)));
        length.Spend(4);
        length.Spend(1);
        Assert.That((length.ScheduleStep(3), length.Total(2), length.TimeLeft), Is.EqualTo((5000, 4, TimeSpan.FromSeconds(5))));
        length.Spend(6);
        Assert.That((length.IsOver(3), length.ScheduleStep(4), length.TimeLeft), Is.EqualTo((true, length.ScheduleSteps, TimeSpan.Zero)));
    }

    [Test]
    public async Task A_training_by_time_takes_at_least_a_step_and_says_how_many_it_took()
    {
        using var fixture = new TrainerFixture();
        var run = fixture.NewRun("run", fixture.Recipe("training={ seconds: 0.05, batch_size: 4, optimizer: { lr: 1e-2 } }"));
        var result = (await TrainerFixture.RunAsync(run)).Methods[0];
        Assert.That(result.Steps, Is.EqualTo(MetricsLog.Read(run.Method("lora").MetricsFile).Count).And.GreaterThan(0));
        Assert.That(result.TrainSeconds, Is.GreaterThanOrEqualTo(0.05));
        var rates = MetricsLog.Read(run.Method("lora").MetricsFile).Select(row => row.Values["lr"]).ToList();
        Assert.That(rates, Has.All.GreaterThan(0).And.All.LessThanOrEqualTo(1e-2));
    }
}
