using System.Numerics;
using System.Runtime.CompilerServices;
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
    public static void Turn(FanStep step, int block, FanTurn<T> turn, byte* state, bool inverse)
    {
        var v = step.V;
        fixed (T* cosines = turn.Cosines, sines = turn.Sines)
            foreach (var (k, first) in step.Blocks[block])
            {
                TLanes cosine = TLanes.All(cosines[k]), sine = TLanes.All(inverse ? -sines[k] : sines[k]), minus = -sine;
                // Where every pair is a class of its own, loops over one pair each would be most of the work.
                if (step.Rest.Count == 1)
                    TurnPair(state + first, state + (first ^ v), cosine, sine, minus);
                else
                    foreach (var outer in step.Rest.Outer)
                        foreach (var inner in step.Rest.Inner)
                        {
                            var at = first ^ outer ^ inner;
                            TurnPair(state + at, state + (at ^ v), cosine, sine, minus);
                        }
            }
    }

    /// <summary>Adds one derivative a class to <paramref name="slots"/>, then undoes the fan in the block.</summary>
    public static void TurnBack(FanStep step, int block, FanTurn<T> turn, byte* ket, byte* bra, Span<double> slots)
    {
        var v = step.V;
        fixed (T* cosines = turn.Cosines, sines = turn.Sines)
            foreach (var (k, first) in step.Blocks[block])
            {
                TLanes cosine = TLanes.All(cosines[k]), minus = TLanes.All(sines[k]), sine = -minus;
                TLanes plusSum = default, minusSum = default;
                if (step.Rest.Count == 1)
                    (plusSum, minusSum) = TurnPairBack(ket, bra, first, first ^ v, cosine, sine, minus, plusSum, minusSum);
                else
                    foreach (var outer in step.Rest.Outer)
                        foreach (var inner in step.Rest.Inner)
                        {
                            var at = first ^ outer ^ inner;
                            (plusSum, minusSum) = TurnPairBack(ket, bra, at, at ^ v, cosine, sine, minus, plusSum, minusSum);
                        }
                slots[k] += double.CreateChecked(TLanes.Sum(plusSum - minusSum));
            }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void TurnPair(byte* first, byte* second, TLanes cosine, TLanes sine, TLanes minusSine)
    {
        TLanes a0 = TLanes.Load(first), a1 = TLanes.Load(second);
        TLanes.MultiplyAdd(cosine, a0, minusSine * a1).Store(first);
        TLanes.MultiplyAdd(cosine, a1, sine * a0).Store(second);
    }

    // Also adds ψ and b before the turn to the sums of b₁ψ₀ and of b₀ψ₁, whose difference is ∂L/∂φ.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (TLanes Plus, TLanes Minus) TurnPairBack(
        byte* ket, byte* bra, nint first, nint second, TLanes cosine, TLanes sine, TLanes minusSine, TLanes plus, TLanes minus)
    {
        TLanes a0 = TLanes.Load(ket + first), a1 = TLanes.Load(ket + second);
        TLanes b0 = TLanes.Load(bra + first), b1 = TLanes.Load(bra + second);
        TLanes.MultiplyAdd(cosine, a0, minusSine * a1).Store(ket + first);
        TLanes.MultiplyAdd(cosine, a1, sine * a0).Store(ket + second);
        TLanes.MultiplyAdd(cosine, b0, minusSine * b1).Store(bra + first);
        TLanes.MultiplyAdd(cosine, b1, sine * b0).Store(bra + second);
        return (TLanes.MultiplyAdd(b1, a0, plus), TLanes.MultiplyAdd(b0, a1, minus));
    }
}
