namespace QaaHybrid.Training.Tests;

/// <summary>
/// The test assembly as a program: carries out a run up to a step, says so, and waits to be killed. The test host does not come this way.
/// </summary>
internal static class KilledRun
{
    public const string Verb = "killed-run";

    private static async Task<int> Main(string[] args)
    {
        if (args is not [Verb, var folder, var last])
            return 2;
        var step = int.Parse(last);
        await TrainerFixture.RunAsync(RunFolder.Open(folder), new StepProgress(done =>
        {
            if (done != step)
                return;
            Console.WriteLine($"at step {step}");
            Thread.Sleep(Timeout.Infinite);
        }));
        return 1;
    }
}
