using QaaHybrid.Circuits;

namespace QaaHybrid.QSharp.Tests;

public class ImportStepsTest
{
    private static readonly TimeSpan TwoMinutes = TimeSpan.FromMinutes(2);

    [Test]
    public void Many_parameters_have_more_time_and_are_told()
    {
        var said = new List<string>();
        var (small, large) = (Of(100, said), Of(294_528, said));
        small.Say("compile 1");
        large.Say("compile 1");

        Assert.Multiple(() =>
        {
            Assert.That(small.Limit, Is.EqualTo(TwoMinutes + TimeSpan.FromSeconds(0.5)));
            Assert.That(large.Limit, Is.GreaterThan(TimeSpan.FromMinutes(20)));
            Assert.That(said, Is.EqualTo((string[])["Ns.Op on 768 qubits, 294528 parameters: compile 1"]));
            Assert.That(new ImportSteps(Request(9), Timeout.InfiniteTimeSpan, null).Limit, Is.EqualTo(Timeout.InfiniteTimeSpan));
        });
    }

    private static ImportSteps Of(int parameters, List<string> said) => new(Request(parameters), TwoMinutes, new Told(said));

    private static CircuitRequest Request(int parameters) => new(null, "Ns.Op", 768, parameters);

    private sealed class Told(List<string> said) : IProgress<string>
    {
        public void Report(string value) => said.Add(value);
    }
}
