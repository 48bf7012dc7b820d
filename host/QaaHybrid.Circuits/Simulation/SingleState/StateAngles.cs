using System.Numerics;

namespace QaaHybrid.Circuits.SingleState;

/// <summary>Everything in a plan that depends on θ, and the way back from derivatives of planes' angles to θ.</summary>
internal sealed class StateAngles<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly (StatePass Pass, SweepNumbers<T>? Sweep, PairNumbers<T>? Pair)[] _numbers;

    public StateAngles(StatePlan plan) =>
        _numbers = [.. plan.Passes.Select(pass => (
            pass,
            pass is SweepPass sweep ? new SweepNumbers<T>(sweep) : null,
            pass is PairPass pair ? new PairNumbers<T>(pair) : null))];

    public SweepNumbers<T> Of(SweepPass pass) => _numbers[pass.Index].Sweep!;

    public PairNumbers<T> Of(PairPass pass) => _numbers[pass.Index].Pair!;

    /// <summary>Computes all numbers at <paramref name="theta"/>.</summary>
    public void Set(ReadOnlySpan<double> theta)
    {
        foreach (var (_, sweep, pair) in _numbers)
        {
            sweep?.Set(theta);
            pair?.Set(theta);
        }
    }

    /// <summary>The chain rule: a plane turns by half of the gate's angle.</summary>
    /// <param name="slots">∂L/∂(a plane's angle), summed over all planes that turn by it.</param>
    /// <param name="gradTheta">Overwritten.</param>
    public void Gradient(ReadOnlySpan<double> slots, Span<double> gradTheta)
    {
        gradTheta.Clear();
        foreach (var (pass, sweep, pair) in _numbers)
        {
            var own = slots.Slice(pass.FirstSlot, pass.Slots);
            sweep?.Gradient(own, gradTheta);
            pair?.Gradient(own, gradTheta);
        }
    }
}
