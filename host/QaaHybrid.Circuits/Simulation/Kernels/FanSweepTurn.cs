using System.Numerics;
using QaaHybrid.Circuits.Planning;

namespace QaaHybrid.Circuits.Kernels;

/// <summary>The numbers of fans that share a pass, part by part. A part is not the whole state: its cosines do not wait.</summary>
internal sealed class FanSweepTurn<T>
    where T : unmanaged, INumberBase<T>
{
    private readonly FanSweepStep _step;
    private readonly double[] _angles;

    public FanSweepTurn(FanSweepStep step)
    {
        _step = step;
        _angles = new double[step.Fans.Count];
        Forward = [.. step.Parts.Select(_ => new SweepTurn<T>())];
        Backward = [.. step.Parts.Select(_ => new SweepTurn<T>())];
    }

    public SweepTurn<T>[] Forward { get; }

    /// <summary>The inverse turns.</summary>
    public SweepTurn<T>[] Backward { get; }

    public void Set(ReadOnlySpan<double> theta)
    {
        Span<double> classes = stackalloc double[2];
        for (var k = 0; k < _angles.Length; k++)
        {
            _step.Fans[k].Angles(theta, classes);
            _angles[k] = classes[_step.TurningClass(k)];
        }
        Set(Forward, 1);
        Set(Backward, -1);
    }

    /// <summary>Adds ∂L/∂θ.</summary>
    public void AddGradient(ReadOnlySpan<double> slots, ReadOnlySpan<double> scales, Span<double> gradTheta)
    {
        Span<double> classes = stackalloc double[2];
        for (var k = 0; k < _angles.Length; k++)
        {
            classes.Clear();
            classes[_step.TurningClass(k)] = slots[k] * scales[k];
            _step.Fans[k].AddGradient(classes, gradTheta);
        }
    }

    private void Set(SweepTurn<T>[] turns, int sense)
    {
        Span<double> angles = stackalloc double[SweepStep.MaxMembers];
        for (var i = 0; i < turns.Length; i++)
        {
            var (members, places) = _step.Parts[i];
            for (var q = 0; q < members.Length; q++)
                angles[q] = sense * _angles[members[q]];
            turns[i].Set(angles[..members.Length], places.V, growth: 1, most: 1);
        }
    }
}
