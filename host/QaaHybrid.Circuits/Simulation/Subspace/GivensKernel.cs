using System.Numerics;
using QaaHybrid.Circuits.Lanes;

namespace QaaHybrid.Circuits.Subspace;

/// <summary>
/// Beam splitters on a tile: <c>(x, y) → (c x - s y, s x + c y)</c>. Amplitude a of lane (row of the tile) k is number a · Count + k. Forward and
/// back equal the reference simulator to rounding, 1e-10 in double and 1e-5 in float.
/// </summary>
internal static unsafe class GivensKernel<TLanes, T>
    where TLanes : struct, ILanes<TLanes, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>Applies steps that turn one pair each (weight 1).</summary>
    /// <param name="pairs">First and second amplitude of every step.</param>
    /// <param name="cosines">One a step.</param>
    /// <param name="sines">One a step.</param>
    /// <param name="count">Number of steps.</param>
    /// <param name="state">The amplitudes.</param>
    public static void TurnSingles(int* pairs, T* cosines, T* sines, int count, T* state)
    {
        for (nint i = 0; i < count; i++)
        {
            var first = state + (nint)pairs[2 * i] * TLanes.Count;
            var second = state + (nint)pairs[2 * i + 1] * TLanes.Count;
            TLanes c = TLanes.All(cosines[i]), s = TLanes.All(sines[i]), x = TLanes.Load(first), y = TLanes.Load(second);
            TLanes.MultiplyAdd(c, x, -(s * y)).Store(first);
            TLanes.MultiplyAdd(s, x, c * y).Store(second);
        }
    }

    /// <summary>
    /// Undoes the steps, last first, on the ket and the bra, and adds to the sums: behind a step dL/dφ = Σ (y_bra x_ket - x_bra y_ket).
    /// </summary>
    public static void TurnSinglesBack(int* pairs, T* cosines, T* sines, int count, T* ket, T* bra, double* sums)
    {
        for (nint i = count - 1; i >= 0; i--)
        {
            var first = (nint)pairs[2 * i] * TLanes.Count;
            var second = (nint)pairs[2 * i + 1] * TLanes.Count;
            TLanes c = TLanes.All(cosines[i]), s = TLanes.All(sines[i]);
            TLanes x = TLanes.Load(ket + first), y = TLanes.Load(ket + second), u = TLanes.Load(bra + first), v = TLanes.Load(bra + second);
            sums[i] += double.CreateTruncating(TLanes.Sum(TLanes.MultiplyAdd(v, x, -(u * y))));
            TLanes.MultiplyAdd(c, x, s * y).Store(ket + first);
            TLanes.MultiplyAdd(c, y, -(s * x)).Store(ket + second);
            TLanes.MultiplyAdd(c, u, s * v).Store(bra + first);
            TLanes.MultiplyAdd(c, v, -(s * u)).Store(bra + second);
        }
    }

    /// <summary>Undoes the steps on one vector alone.</summary>
    public static void UndoSingles(int* pairs, T* cosines, T* sines, int count, T* state)
    {
        for (nint i = count - 1; i >= 0; i--)
        {
            var first = state + (nint)pairs[2 * i] * TLanes.Count;
            var second = state + (nint)pairs[2 * i + 1] * TLanes.Count;
            TLanes c = TLanes.All(cosines[i]), s = TLanes.All(sines[i]), x = TLanes.Load(first), y = TLanes.Load(second);
            TLanes.MultiplyAdd(c, x, s * y).Store(first);
            TLanes.MultiplyAdd(c, y, -(s * x)).Store(second);
        }
    }

    /// <summary>Applies one step that turns many pairs.</summary>
    /// <param name="pairs">First and second amplitude of every pair.</param>
    /// <param name="count">Number of pairs.</param>
    /// <param name="cosine">c.</param>
    /// <param name="sine">s; its negative undoes the step.</param>
    /// <param name="state">The amplitudes.</param>
    public static void Turn(int* pairs, int count, T cosine, T sine, T* state)
    {
        TLanes c = TLanes.All(cosine), s = TLanes.All(sine);
        for (nint i = 0; i < count; i++)
        {
            var first = state + (nint)pairs[2 * i] * TLanes.Count;
            var second = state + (nint)pairs[2 * i + 1] * TLanes.Count;
            TLanes x = TLanes.Load(first), y = TLanes.Load(second);
            TLanes.MultiplyAdd(c, x, -(s * y)).Store(first);
            TLanes.MultiplyAdd(s, x, c * y).Store(second);
        }
    }

    /// <summary>Undoes one step on the ket and the bra; its dL/dφ.</summary>
    public static double TurnBack(int* pairs, int count, T cosine, T sine, T* ket, T* bra)
    {
        TLanes c = TLanes.All(cosine), s = TLanes.All(sine);
        TLanes plus = default, minus = default;
        for (nint i = 0; i < count; i++)
        {
            var first = (nint)pairs[2 * i] * TLanes.Count;
            var second = (nint)pairs[2 * i + 1] * TLanes.Count;
            TLanes x = TLanes.Load(ket + first), y = TLanes.Load(ket + second), u = TLanes.Load(bra + first), v = TLanes.Load(bra + second);
            plus = TLanes.MultiplyAdd(v, x, plus);
            minus = TLanes.MultiplyAdd(u, y, minus);
            TLanes.MultiplyAdd(c, x, s * y).Store(ket + first);
            TLanes.MultiplyAdd(c, y, -(s * x)).Store(ket + second);
            TLanes.MultiplyAdd(c, u, s * v).Store(bra + first);
            TLanes.MultiplyAdd(c, v, -(s * u)).Store(bra + second);
        }
        return double.CreateTruncating(TLanes.Sum(plus - minus));
    }
}
