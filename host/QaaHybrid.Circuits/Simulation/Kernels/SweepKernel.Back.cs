using QaaHybrid.Circuits.Lanes;
using QaaHybrid.Circuits.Planning;

namespace QaaHybrid.Circuits.Kernels;

/// <remarks>
/// On the way back ket ψ and bra b turn together. A plane that has been turned by h moves, with h, as d(a₀, a₁)/dh = (-a₁, a₀), hence
/// <c>∂L/∂h = Σ b₁ψ₀ - b₀ψ₁</c> over the pairs, read off before both are turned back. Independent rotations commute: all are read first.
/// </remarks>
internal static unsafe partial class SweepKernel<TLanes, T>
{
    /// <summary>Collects the derivatives of a sweep in a block, then undoes it.</summary>
    /// <param name="places">The sweep's groups.</param>
    /// <param name="block">Which block.</param>
    /// <param name="turn">The inverse turn.</param>
    /// <param name="ket">The state after the sweep.</param>
    /// <param name="bra">Derivative of the loss with respect to it.</param>
    /// <param name="slots">One number a rotation, to which the sum over lanes is added.</param>
    public static void TurnBack(SweepPlaces places, int block, SweepTurn<T> turn, byte* ket, byte* bra, Span<double> slots)
    {
        if (places.Origins[block] == SweepPlaces.Empty)
            return;
        switch (places.V.Length, turn.IsScaled)
        {
            case (1, false): TurnBack1<No>(places, block, turn, ket, bra, slots); break;
            case (1, true): TurnBack1<Yes>(places, block, turn, ket, bra, slots); break;
            case (2, false): TurnBack2<No>(places, block, turn, ket, bra, slots); break;
            case (2, true): TurnBack2<Yes>(places, block, turn, ket, bra, slots); break;
            case (3, false): TurnBack3<No>(places, block, turn, ket, bra, slots); break;
            default: TurnBack3<Yes>(places, block, turn, ket, bra, slots); break;
        }
    }

    private static double Sum(TLanes plus, TLanes minus) => double.CreateChecked(TLanes.Sum(plus - minus));

    private static void TurnBack1<TScaled>(SweepPlaces places, int block, SweepTurn<T> turn, byte* ket, byte* bra, Span<double> slots)
        where TScaled : struct, IChoice
    {
        var v = places.V[0];
        var origin = places.Origins[block];
        var exchange = turn.Exchange;
        TLanes t = TLanes.All(turn.Tangents[0]), n = -t;
        TLanes s0 = TLanes.All(turn.Scales[0]), s1 = TLanes.All(turn.Scales[1]);
        TLanes plus = default, minus = default;
        foreach (var outer in places.Bases.Outer)
            foreach (var inner in places.Bases.Inner)
            {
                var at = origin ^ outer ^ inner;
                TLanes a0 = TLanes.Load(ket + at), a1 = TLanes.Load(ket + (at ^ v));
                TLanes b0 = TLanes.Load(bra + at), b1 = TLanes.Load(bra + (at ^ v));
                plus = TLanes.MultiplyAdd(b1, a0, plus);
                minus = TLanes.MultiplyAdd(b0, a1, minus);
                (a0, a1) = (TLanes.MultiplyAdd(n, a1, a0), TLanes.MultiplyAdd(t, a0, a1));
                (b0, b1) = (TLanes.MultiplyAdd(n, b1, b0), TLanes.MultiplyAdd(t, b0, b1));
                if (TScaled.Value)
                {
                    (a0, a1, b0, b1) = (s0 * a0, s1 * a1, s0 * b0, s1 * b1);
                    at ^= exchange;
                }
                a0.Store(ket + at);
                a1.Store(ket + (at ^ v));
                b0.Store(bra + at);
                b1.Store(bra + (at ^ v));
            }
        slots[0] += Sum(plus, minus);
    }

    private static void TurnBack2<TScaled>(SweepPlaces places, int block, SweepTurn<T> turn, byte* ket, byte* bra, Span<double> slots)
        where TScaled : struct, IChoice
    {
        nint v0 = places.V[0], v1 = places.V[1];
        var v01 = v0 ^ v1;
        var origin = places.Origins[block];
        var exchange = turn.Exchange;
        TLanes t0 = TLanes.All(turn.Tangents[0]), t1 = TLanes.All(turn.Tangents[1]), n0 = -t0, n1 = -t1;
        TLanes s0 = TLanes.All(turn.Scales[0]), s1 = TLanes.All(turn.Scales[1]), s2 = TLanes.All(turn.Scales[2]), s3 = TLanes.All(turn.Scales[3]);
        TLanes plus0 = default, minus0 = default, plus1 = default, minus1 = default;
        foreach (var outer in places.Bases.Outer)
            foreach (var inner in places.Bases.Inner)
            {
                var at = origin ^ outer ^ inner;
                TLanes a0 = TLanes.Load(ket + at), a1 = TLanes.Load(ket + (at ^ v0));
                TLanes a2 = TLanes.Load(ket + (at ^ v1)), a3 = TLanes.Load(ket + (at ^ v01));
                TLanes b0 = TLanes.Load(bra + at), b1 = TLanes.Load(bra + (at ^ v0));
                TLanes b2 = TLanes.Load(bra + (at ^ v1)), b3 = TLanes.Load(bra + (at ^ v01));
                plus0 = TLanes.MultiplyAdd(b3, a2, TLanes.MultiplyAdd(b1, a0, plus0));
                minus0 = TLanes.MultiplyAdd(b2, a3, TLanes.MultiplyAdd(b0, a1, minus0));
                plus1 = TLanes.MultiplyAdd(b3, a1, TLanes.MultiplyAdd(b2, a0, plus1));
                minus1 = TLanes.MultiplyAdd(b1, a3, TLanes.MultiplyAdd(b0, a2, minus1));
                (a0, a1) = (TLanes.MultiplyAdd(n0, a1, a0), TLanes.MultiplyAdd(t0, a0, a1));
                (a2, a3) = (TLanes.MultiplyAdd(n0, a3, a2), TLanes.MultiplyAdd(t0, a2, a3));
                (a0, a2) = (TLanes.MultiplyAdd(n1, a2, a0), TLanes.MultiplyAdd(t1, a0, a2));
                (a1, a3) = (TLanes.MultiplyAdd(n1, a3, a1), TLanes.MultiplyAdd(t1, a1, a3));
                (b0, b1) = (TLanes.MultiplyAdd(n0, b1, b0), TLanes.MultiplyAdd(t0, b0, b1));
                (b2, b3) = (TLanes.MultiplyAdd(n0, b3, b2), TLanes.MultiplyAdd(t0, b2, b3));
                (b0, b2) = (TLanes.MultiplyAdd(n1, b2, b0), TLanes.MultiplyAdd(t1, b0, b2));
                (b1, b3) = (TLanes.MultiplyAdd(n1, b3, b1), TLanes.MultiplyAdd(t1, b1, b3));
                if (TScaled.Value)
                {
                    (a0, a1, a2, a3) = (s0 * a0, s1 * a1, s2 * a2, s3 * a3);
                    (b0, b1, b2, b3) = (s0 * b0, s1 * b1, s2 * b2, s3 * b3);
                    at ^= exchange;
                }
                a0.Store(ket + at);
                a1.Store(ket + (at ^ v0));
                a2.Store(ket + (at ^ v1));
                a3.Store(ket + (at ^ v01));
                b0.Store(bra + at);
                b1.Store(bra + (at ^ v0));
                b2.Store(bra + (at ^ v1));
                b3.Store(bra + (at ^ v01));
            }
        slots[0] += Sum(plus0, minus0);
        slots[1] += Sum(plus1, minus1);
    }

    private static void TurnBack3<TScaled>(SweepPlaces places, int block, SweepTurn<T> turn, byte* ket, byte* bra, Span<double> slots)
        where TScaled : struct, IChoice
    {
        nint v0 = places.V[0], v1 = places.V[1];
        nint v2 = places.V[2], v01 = v0 ^ v1;
        var origin = places.Origins[block];
        var exchange = turn.Exchange;
        TLanes t0 = TLanes.All(turn.Tangents[0]), t1 = TLanes.All(turn.Tangents[1]), t2 = TLanes.All(turn.Tangents[2]);
        TLanes n0 = -t0, n1 = -t1, n2 = -t2;
        TLanes plus0 = default, minus0 = default, plus1 = default, minus1 = default, plus2 = default, minus2 = default;
        foreach (var outer in places.Bases.Outer)
            foreach (var inner in places.Bases.Inner)
            {
                var at = origin ^ outer ^ inner;
                var up = at ^ v2;
                TLanes a0 = TLanes.Load(ket + at), a1 = TLanes.Load(ket + (at ^ v0));
                TLanes a2 = TLanes.Load(ket + (at ^ v1)), a3 = TLanes.Load(ket + (at ^ v01));
                TLanes a4 = TLanes.Load(ket + up), a5 = TLanes.Load(ket + (up ^ v0));
                TLanes a6 = TLanes.Load(ket + (up ^ v1)), a7 = TLanes.Load(ket + (up ^ v01));
                TLanes b0 = TLanes.Load(bra + at), b1 = TLanes.Load(bra + (at ^ v0));
                TLanes b2 = TLanes.Load(bra + (at ^ v1)), b3 = TLanes.Load(bra + (at ^ v01));
                TLanes b4 = TLanes.Load(bra + up), b5 = TLanes.Load(bra + (up ^ v0));
                TLanes b6 = TLanes.Load(bra + (up ^ v1)), b7 = TLanes.Load(bra + (up ^ v01));
                plus0 = TLanes.MultiplyAdd(b3, a2, TLanes.MultiplyAdd(b1, a0, plus0));
                plus0 = TLanes.MultiplyAdd(b7, a6, TLanes.MultiplyAdd(b5, a4, plus0));
                minus0 = TLanes.MultiplyAdd(b2, a3, TLanes.MultiplyAdd(b0, a1, minus0));
                minus0 = TLanes.MultiplyAdd(b6, a7, TLanes.MultiplyAdd(b4, a5, minus0));
                plus1 = TLanes.MultiplyAdd(b3, a1, TLanes.MultiplyAdd(b2, a0, plus1));
                plus1 = TLanes.MultiplyAdd(b7, a5, TLanes.MultiplyAdd(b6, a4, plus1));
                minus1 = TLanes.MultiplyAdd(b1, a3, TLanes.MultiplyAdd(b0, a2, minus1));
                minus1 = TLanes.MultiplyAdd(b5, a7, TLanes.MultiplyAdd(b4, a6, minus1));
                plus2 = TLanes.MultiplyAdd(b5, a1, TLanes.MultiplyAdd(b4, a0, plus2));
                plus2 = TLanes.MultiplyAdd(b7, a3, TLanes.MultiplyAdd(b6, a2, plus2));
                minus2 = TLanes.MultiplyAdd(b1, a5, TLanes.MultiplyAdd(b0, a4, minus2));
                minus2 = TLanes.MultiplyAdd(b3, a7, TLanes.MultiplyAdd(b2, a6, minus2));
                (a0, a1) = (TLanes.MultiplyAdd(n0, a1, a0), TLanes.MultiplyAdd(t0, a0, a1));
                (a2, a3) = (TLanes.MultiplyAdd(n0, a3, a2), TLanes.MultiplyAdd(t0, a2, a3));
                (a4, a5) = (TLanes.MultiplyAdd(n0, a5, a4), TLanes.MultiplyAdd(t0, a4, a5));
                (a6, a7) = (TLanes.MultiplyAdd(n0, a7, a6), TLanes.MultiplyAdd(t0, a6, a7));
                (a0, a2) = (TLanes.MultiplyAdd(n1, a2, a0), TLanes.MultiplyAdd(t1, a0, a2));
                (a1, a3) = (TLanes.MultiplyAdd(n1, a3, a1), TLanes.MultiplyAdd(t1, a1, a3));
                (a4, a6) = (TLanes.MultiplyAdd(n1, a6, a4), TLanes.MultiplyAdd(t1, a4, a6));
                (a5, a7) = (TLanes.MultiplyAdd(n1, a7, a5), TLanes.MultiplyAdd(t1, a5, a7));
                (a0, a4) = (TLanes.MultiplyAdd(n2, a4, a0), TLanes.MultiplyAdd(t2, a0, a4));
                (a1, a5) = (TLanes.MultiplyAdd(n2, a5, a1), TLanes.MultiplyAdd(t2, a1, a5));
                (a2, a6) = (TLanes.MultiplyAdd(n2, a6, a2), TLanes.MultiplyAdd(t2, a2, a6));
                (a3, a7) = (TLanes.MultiplyAdd(n2, a7, a3), TLanes.MultiplyAdd(t2, a3, a7));
                (b0, b1) = (TLanes.MultiplyAdd(n0, b1, b0), TLanes.MultiplyAdd(t0, b0, b1));
                (b2, b3) = (TLanes.MultiplyAdd(n0, b3, b2), TLanes.MultiplyAdd(t0, b2, b3));
                (b4, b5) = (TLanes.MultiplyAdd(n0, b5, b4), TLanes.MultiplyAdd(t0, b4, b5));
                (b6, b7) = (TLanes.MultiplyAdd(n0, b7, b6), TLanes.MultiplyAdd(t0, b6, b7));
                (b0, b2) = (TLanes.MultiplyAdd(n1, b2, b0), TLanes.MultiplyAdd(t1, b0, b2));
                (b1, b3) = (TLanes.MultiplyAdd(n1, b3, b1), TLanes.MultiplyAdd(t1, b1, b3));
                (b4, b6) = (TLanes.MultiplyAdd(n1, b6, b4), TLanes.MultiplyAdd(t1, b4, b6));
                (b5, b7) = (TLanes.MultiplyAdd(n1, b7, b5), TLanes.MultiplyAdd(t1, b5, b7));
                (b0, b4) = (TLanes.MultiplyAdd(n2, b4, b0), TLanes.MultiplyAdd(t2, b0, b4));
                (b1, b5) = (TLanes.MultiplyAdd(n2, b5, b1), TLanes.MultiplyAdd(t2, b1, b5));
                (b2, b6) = (TLanes.MultiplyAdd(n2, b6, b2), TLanes.MultiplyAdd(t2, b2, b6));
                (b3, b7) = (TLanes.MultiplyAdd(n2, b7, b3), TLanes.MultiplyAdd(t2, b3, b7));
                if (TScaled.Value)
                {
                    TLanes s0 = TLanes.All(turn.Scales[0]), s1 = TLanes.All(turn.Scales[1]);
                    TLanes s2 = TLanes.All(turn.Scales[2]), s3 = TLanes.All(turn.Scales[3]);
                    (a0, a1, a2, a3) = (s0 * a0, s1 * a1, s2 * a2, s3 * a3);
                    (b0, b1, b2, b3) = (s0 * b0, s1 * b1, s2 * b2, s3 * b3);
                    TLanes s4 = TLanes.All(turn.Scales[4]), s5 = TLanes.All(turn.Scales[5]);
                    TLanes s6 = TLanes.All(turn.Scales[6]), s7 = TLanes.All(turn.Scales[7]);
                    (a4, a5, a6, a7) = (s4 * a4, s5 * a5, s6 * a6, s7 * a7);
                    (b4, b5, b6, b7) = (s4 * b4, s5 * b5, s6 * b6, s7 * b7);
                    at ^= exchange;
                    up ^= exchange;
                }
                a0.Store(ket + at);
                a1.Store(ket + (at ^ v0));
                a2.Store(ket + (at ^ v1));
                a3.Store(ket + (at ^ v01));
                a4.Store(ket + up);
                a5.Store(ket + (up ^ v0));
                a6.Store(ket + (up ^ v1));
                a7.Store(ket + (up ^ v01));
                b0.Store(bra + at);
                b1.Store(bra + (at ^ v0));
                b2.Store(bra + (at ^ v1));
                b3.Store(bra + (at ^ v01));
                b4.Store(bra + up);
                b5.Store(bra + (up ^ v0));
                b6.Store(bra + (up ^ v1));
                b7.Store(bra + (up ^ v01));
            }
        slots[0] += Sum(plus0, minus0);
        slots[1] += Sum(plus1, minus1);
        slots[2] += Sum(plus2, minus2);
    }
}
