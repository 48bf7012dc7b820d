using System.Numerics;
using QaaHybrid.Circuits.Planning;

namespace QaaHybrid.Circuits.Kernels;

/// <summary>Everything in a plan that depends on θ, computed once a batch; and the way back from the tiles' derivatives to θ.</summary>
internal sealed class PlanAngles<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    // Waiting cosines may let the numbers grow this far: far from overflow in float, squares included.
    private const double MaxGrowth = 1 << 20;

    private readonly CircuitPlan _plan;
    private readonly SweepTurn<T>[] _forward;
    private readonly SweepTurn<T>[] _backward;
    private readonly PlaneTurn[][] _turns;
    private readonly FanTurn<T>[] _fans;
    private readonly FanSweepTurn<T>[] _fanSweeps;
    private readonly double[][] _classAngles;
    private readonly double[] _slotScales;

    public PlanAngles(CircuitPlan plan)
    {
        _plan = plan;
        _forward = new SweepTurn<T>[plan.Steps.Count];
        _backward = new SweepTurn<T>[plan.Steps.Count];
        _turns = [.. plan.Steps.Select(step => new PlaneTurn[step is SweepStep sweep ? sweep.Members.Count : 0])];
        _fans = new FanTurn<T>[plan.Steps.Count];
        _fanSweeps = new FanSweepTurn<T>[plan.Steps.Count];
        _classAngles = new double[plan.Steps.Count][];
        _slotScales = new double[plan.Slots];
        for (var i = 0; i < plan.Steps.Count; i++)
            if (plan.Steps[i] is FanStep fan)
                (_fans[i], _classAngles[i]) = (new FanTurn<T>(fan.Classes.Length), new double[1 << fan.ClassBits]);
            else if (plan.Steps[i] is FanSweepStep shared)
                _fanSweeps[i] = new FanSweepTurn<T>(shared);
            else
                (_forward[i], _backward[i]) = (new SweepTurn<T>(), new SweepTurn<T>());
    }

    /// <summary>What the state after the forward pass is to be multiplied by to be the true one: the cosines that still wait.</summary>
    public double OutputScale { get; private set; }

    /// <summary>What ket and bra are to be multiplied by after the backward pass, for its own waiting cosines.</summary>
    public double GradientScale { get; private set; }

    public SweepTurn<T> Forward(int step) => _forward[step];

    /// <summary>The inverse turn.</summary>
    public SweepTurn<T> Backward(int step) => _backward[step];

    public FanTurn<T> Fan(int step) => _fans[step];

    public FanSweepTurn<T> Fans(int step) => _fanSweeps[step];

    /// <summary>Computes all turns at <paramref name="theta"/>, the inverse ones only where they are wanted.</summary>
    public void Set(ReadOnlySpan<double> theta, bool backward)
    {
        var growth = 1.0;
        for (var i = 0; i < _plan.Steps.Count; i++)
            if (_plan.Steps[i] is SweepStep sweep)
                growth = Turn(sweep, theta, _turns[i], _forward[i], growth);
            else if (_plan.Steps[i] is FanStep fan)
                Spread(fan, theta, _fans[i], _classAngles[i]);
            else if (_plan.Steps[i] is FanSweepStep)
                _fanSweeps[i].Set(theta, backward);
        OutputScale = 1 / growth;
        if (!backward)
            return;

        growth = 1.0;
        for (var i = _plan.Steps.Count - 1; i >= 0; i--)
        {
            var step = _plan.Steps[i];
            // Ket and bra have both grown by then.
            _slotScales.AsSpan(step.FirstSlot, step.Slots).Fill(1 / (growth * growth));
            if (step is SweepStep sweep)
                growth = TurnBack(sweep, _turns[i], _backward[i], growth);
        }
        GradientScale = 1 / growth;
    }

    /// <summary>
    /// The chain rule: ∂L/∂θ from the derivatives with respect to the turned planes' angles. A plane turns by half of the gate's angle.
    /// </summary>
    /// <param name="slots">Sums over the batch.</param>
    /// <param name="gradTheta">Overwritten.</param>
    public void Gradient(ReadOnlySpan<double> slots, Span<double> gradTheta)
    {
        gradTheta.Clear();
        for (var i = 0; i < _plan.Steps.Count; i++)
        {
            var step = _plan.Steps[i];
            var own = slots.Slice(step.FirstSlot, step.Slots);
            var scales = _slotScales.AsSpan(step.FirstSlot, step.Slots);
            if (step is SweepStep sweep)
                for (var q = 0; q < sweep.Members.Count; q++)
                    sweep.Members[q].AddGradient(own[q] * scales[q], gradTheta);
            else if (step is FanStep fan)
            {
                var sums = _classAngles[i];
                Array.Clear(sums);
                for (var c = 0; c < own.Length; c++)
                    sums[fan.Classes[c]] = own[c] * scales[c];
                fan.AddGradient(sums, gradTheta);
            }
            else if (step is FanSweepStep)
                _fanSweeps[i].AddGradient(own, scales, gradTheta);
        }
    }

    // Returns by how much the stored state has outgrown the true one.
    private static double Turn(SweepStep sweep, ReadOnlySpan<double> theta, PlaneTurn[] turns, SweepTurn<T> turn, double growth)
    {
        for (var q = 0; q < turns.Length; q++)
            turns[q] = PlaneTurn.By(sweep.Members[q].HalfAngle(theta));
        return turn.Set(turns, sweep.Places.V, growth, MaxGrowth);
    }

    private static double TurnBack(SweepStep sweep, PlaneTurn[] turns, SweepTurn<T> turn, double growth)
    {
        Span<PlaneTurn> inverse = stackalloc PlaneTurn[SweepStep.MaxMembers];
        for (var q = 0; q < turns.Length; q++)
            inverse[q] = turns[q].Inverse;
        return turn.Set(inverse[..turns.Length], sweep.Places.V, growth, MaxGrowth);
    }

    private static void Spread(FanStep fan, ReadOnlySpan<double> theta, FanTurn<T> turn, double[] angles)
    {
        fan.Angles(theta, angles);
        for (var c = 0; c < fan.Classes.Length; c++)
        {
            var (sine, cosine) = Math.SinCos(angles[fan.Classes[c]]);
            turn.Cosines[c] = T.CreateChecked(cosine);
            turn.Sines[c] = T.CreateChecked(sine);
        }
    }
}
