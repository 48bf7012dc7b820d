using System.Numerics;

namespace QaaHybrid.Circuits.Tests;

public class StateDistanceTest
{
    private static readonly Complex[] State = [new(0.6, 0), new(0, -0.8)];

    [Test]
    public void A_global_phase_makes_no_difference()
    {
        var turned = State.Select(a => a * Complex.FromPolarCoordinates(1, 2.1)).ToArray();

        Assert.That(StateDistance.UpToPhase(State, turned), Is.LessThan(1e-15));
    }

    [Test]
    public void A_relative_phase_does() =>
        Assert.That(StateDistance.UpToPhase(State, [State[0], -State[1]]), Is.GreaterThan(0.5));

    [Test]
    public void The_largest_difference_counts() =>
        Assert.That(StateDistance.UpToPhase([1, 0, 0], [Math.Sqrt(1 - 1e-6), 1e-3, 0]), Is.EqualTo(1e-3).Within(1e-9));

    [Test]
    public void Orthogonal_states_differ_wholly() =>
        Assert.That(StateDistance.UpToPhase([1, 0], [0, 1]), Is.EqualTo(1));

    [Test]
    public void States_of_different_sizes_are_no_pair() =>
        Assert.That(() => StateDistance.UpToPhase([1, 0], [1]), Throws.ArgumentException);
}
