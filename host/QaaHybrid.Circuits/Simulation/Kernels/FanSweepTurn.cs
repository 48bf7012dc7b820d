using System.Numerics;
using QaaHybrid.Circuits.Planning;

namespace QaaHybrid.Circuits.Kernels;

/// <summary>The numbers of fans that share a pass, part by part. A part is not the whole state: its cosines do not wait.</summary>
internal sealed class FanSweepTurn<T>
    where T : unmanaged, INumberBase<T>
{
    private readonly FanSweepStep _step;
    private readonly PlaneTurn[] _turns;

    public FanSweepTurn(FanSweepStep step)
    {
        _step = step;
        _turns = new PlaneTurn[step.Fans.Count];
        Forward = [.. step.Parts.Select(_ => new SweepTurn<T>())];
        Backward = [.. step.Parts.Select(_ => new SweepTurn<T>())];
    }

    public SweepTurn<T>[] Forward { get; }

    /// <summary>The inverse turns.</summary>
    public SweepTurn<T>[] Backward { get; }

    /// <summary>Computes the turns, the inverse ones only where they are wanted.</summary>
    public void Set(ReadOnlySpan<double> theta, bool backward)
    {
        Span<double> classes = stackalloc double[2];
        for (var k = 0; k < _turns.Length; k++)
        {
            _step.Fans[k].Angles(theta, classes);
            _turns[k] = PlaneTurn.By(classes[_step.TurningClass(k)]);
        }
        Set(Forward, inverse: false);
        if (backward)
            Set(Backward, inverse: true);
    }

    /// <summary>Adds ∂L/∂θ.</summary>
    public void AddGradient(ReadOnlySpan<double> slots, ReadOnlySpan<double> scales, Span<double> gradTheta)
    {
        Span<double> classes = stackalloc double[2];
        for (var k = 0; k < _turns.Length; k++)
        {
            classes.Clear();
            classes[_step.TurningClass(k)] = slots[k] * scales[k];
            _step.Fans[k].AddGradient(classes, gradTheta);
        }
    }

    private void Set(SweepTurn<T>[] parts, bool inverse)
    {
        Span<PlaneTurn> turns = stackalloc PlaneTurn[SweepStep.MaxMembers];
        for (var i = 0; i < parts.Length; i++)
        {
            var (members, places) = _step.Parts[i];
            for (var q = 0; q < members.Length; q++)
                turns[q] = inverse ? _turns[members[q]].Inverse : _turns[members[q]];
            parts[i].Set(turns[..members.Length], places.V, growth: 1, most: 1);
        }
    }
}
