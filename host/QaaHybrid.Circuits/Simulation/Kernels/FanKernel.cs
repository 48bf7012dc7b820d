using System.Numerics;
using QaaHybrid.Circuits.Lanes;
using QaaHybrid.Circuits.Planning;

namespace QaaHybrid.Circuits.Kernels;

/// <summary>
/// Turns the pairs of a fan, class by class: <c>(a₀, a₁) ← (cos φ a₀ - sin φ a₁, sin φ a₀ + cos φ a₁)</c>. Layout and derivative as in
/// <see cref="SweepKernel{TLanes, T}"/>.
/// </summary>
internal static unsafe class FanKernel<TLanes, T>
    where TLanes : struct, ILanes<TLanes, T>
    where T : unmanaged, INumberBase<T>
{
    /// <summary>Applies a fan to a block of a state, or undoes it.</summary>
    public static void Turn(FanStep step, int block, FanTurn<T> turn, T* state, bool inverse)
    {
        var v = (nint)step.V * TLanes.Count;
        foreach (var (k, first) in step.Blocks[block])
        {
            TLanes cosine = TLanes.All(turn.Cosines[k]), sine = TLanes.All(inverse ? -turn.Sines[k] : turn.Sines[k]);
            foreach (var outer in step.Rest.Outer)
                foreach (var inner in step.Rest.Inner)
                {
                    var at = (first ^ outer ^ inner) * TLanes.Count;
                    TLanes a0 = TLanes.Load(state + at), a1 = TLanes.Load(state + (at ^ v));
                    TLanes.MultiplyAdd(cosine, a0, -(sine * a1)).Store(state + at);
                    TLanes.MultiplyAdd(cosine, a1, sine * a0).Store(state + (at ^ v));
                }
        }
    }

    /// <summary>Adds one derivative a class to <paramref name="slots"/>, then undoes the fan in the block.</summary>
    public static void TurnBack(FanStep step, int block, FanTurn<T> turn, T* ket, T* bra, Span<double> slots)
    {
        var v = (nint)step.V * TLanes.Count;
        foreach (var (k, first) in step.Blocks[block])
        {
            TLanes cosine = TLanes.All(turn.Cosines[k]), sine = TLanes.All(turn.Sines[k]), plus = default, minus = default;
            foreach (var outer in step.Rest.Outer)
                foreach (var inner in step.Rest.Inner)
                {
                    var at = (first ^ outer ^ inner) * TLanes.Count;
                    TLanes a0 = TLanes.Load(ket + at), a1 = TLanes.Load(ket + (at ^ v));
                    TLanes b0 = TLanes.Load(bra + at), b1 = TLanes.Load(bra + (at ^ v));
                    plus = TLanes.MultiplyAdd(b1, a0, plus);
                    minus = TLanes.MultiplyAdd(b0, a1, minus);
                    TLanes.MultiplyAdd(cosine, a0, sine * a1).Store(ket + at);
                    TLanes.MultiplyAdd(cosine, a1, -(sine * a0)).Store(ket + (at ^ v));
                    TLanes.MultiplyAdd(cosine, b0, sine * b1).Store(bra + at);
                    TLanes.MultiplyAdd(cosine, b1, -(sine * b0)).Store(bra + (at ^ v));
                }
            slots[k] += double.CreateChecked(TLanes.Sum(plus - minus));
        }
    }
}
