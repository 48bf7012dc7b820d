using System.Numerics;
using QaaHybrid.Circuits.Lanes;
using QaaHybrid.Circuits.Planning;

namespace QaaHybrid.Circuits.Kernels;

/// <summary>
/// Turns 2ᵏ amplitudes at once, k = 1, 2, 3, in registers. Element c of a group lies at base ⊕ Σ_q c_q V_q and is on the second side of
/// rotation q where bit q of c is set. Vector layout: amplitude j of lane (row of the tile) k is number j · Count + k; places are counted in bytes.
/// Equals the reference simulator to rounding: 1e-5 in float, 1e-10 in double for circuits of hundreds of gates.
/// </summary>
internal static unsafe partial class SweepKernel<TLanes, T>
    where TLanes : struct, ILanes<TLanes, T>
    where T : unmanaged, INumberBase<T>
{
    private interface IChoice
    {
        static abstract bool Value { get; }
    }

    private readonly struct Yes : IChoice
    {
        public static bool Value => true;
    }

    private readonly struct No : IChoice
    {
        public static bool Value => false;
    }

    /// <summary>Applies a sweep to a block of a state.</summary>
    public static void Turn(SweepPlaces places, int block, SweepTurn<T> turn, byte* state)
    {
        if (places.Origins[block] == SweepPlaces.Empty)
            return;
        switch (places.V.Length, turn.IsScaled)
        {
            case (1, false): Turn1<No>(places, block, turn, state); break;
            case (1, true): Turn1<Yes>(places, block, turn, state); break;
            case (2, false): Turn2<No>(places, block, turn, state); break;
            case (2, true): Turn2<Yes>(places, block, turn, state); break;
            case (3, false): Turn3<No>(places, block, turn, state); break;
            default: Turn3<Yes>(places, block, turn, state); break;
        }
    }

    private static void Turn1<TScaled>(SweepPlaces places, int block, SweepTurn<T> turn, byte* state)
        where TScaled : struct, IChoice
    {
        var v = places.V[0];
        var origin = places.Origins[block];
        var exchange = turn.Exchange;
        TLanes t = TLanes.All(turn.Tangents[0]), n = -t;
        TLanes s0 = TLanes.All(turn.Scales[0]), s1 = TLanes.All(turn.Scales[1]);
        foreach (var outer in places.Bases.Outer)
            foreach (var inner in places.Bases.Inner)
            {
                var at = origin ^ outer ^ inner;
                TLanes a0 = TLanes.Load(state + at), a1 = TLanes.Load(state + (at ^ v));
                (a0, a1) = (TLanes.MultiplyAdd(n, a1, a0), TLanes.MultiplyAdd(t, a0, a1));
                if (TScaled.Value)
                {
                    (a0, a1) = (s0 * a0, s1 * a1);
                    at ^= exchange;
                }
                a0.Store(state + at);
                a1.Store(state + (at ^ v));
            }
    }

    private static void Turn2<TScaled>(SweepPlaces places, int block, SweepTurn<T> turn, byte* state)
        where TScaled : struct, IChoice
    {
        nint v0 = places.V[0], v1 = places.V[1];
        var v01 = v0 ^ v1;
        var origin = places.Origins[block];
        var exchange = turn.Exchange;
        TLanes t0 = TLanes.All(turn.Tangents[0]), t1 = TLanes.All(turn.Tangents[1]), n0 = -t0, n1 = -t1;
        TLanes s0 = TLanes.All(turn.Scales[0]), s1 = TLanes.All(turn.Scales[1]), s2 = TLanes.All(turn.Scales[2]), s3 = TLanes.All(turn.Scales[3]);
        foreach (var outer in places.Bases.Outer)
            foreach (var inner in places.Bases.Inner)
            {
                var at = origin ^ outer ^ inner;
                TLanes a0 = TLanes.Load(state + at), a1 = TLanes.Load(state + (at ^ v0));
                TLanes a2 = TLanes.Load(state + (at ^ v1)), a3 = TLanes.Load(state + (at ^ v01));
                (a0, a1) = (TLanes.MultiplyAdd(n0, a1, a0), TLanes.MultiplyAdd(t0, a0, a1));
                (a2, a3) = (TLanes.MultiplyAdd(n0, a3, a2), TLanes.MultiplyAdd(t0, a2, a3));
                (a0, a2) = (TLanes.MultiplyAdd(n1, a2, a0), TLanes.MultiplyAdd(t1, a0, a2));
                (a1, a3) = (TLanes.MultiplyAdd(n1, a3, a1), TLanes.MultiplyAdd(t1, a1, a3));
                if (TScaled.Value)
                {
                    (a0, a1, a2, a3) = (s0 * a0, s1 * a1, s2 * a2, s3 * a3);
                    at ^= exchange;
                }
                a0.Store(state + at);
                a1.Store(state + (at ^ v0));
                a2.Store(state + (at ^ v1));
                a3.Store(state + (at ^ v01));
            }
    }

    private static void Turn3<TScaled>(SweepPlaces places, int block, SweepTurn<T> turn, byte* state)
        where TScaled : struct, IChoice
    {
        nint v0 = places.V[0], v1 = places.V[1];
        nint v2 = places.V[2], v01 = v0 ^ v1;
        var origin = places.Origins[block];
        var exchange = turn.Exchange;
        TLanes t0 = TLanes.All(turn.Tangents[0]), t1 = TLanes.All(turn.Tangents[1]), t2 = TLanes.All(turn.Tangents[2]);
        TLanes n0 = -t0, n1 = -t1, n2 = -t2;
        TLanes s0 = TLanes.All(turn.Scales[0]), s1 = TLanes.All(turn.Scales[1]), s2 = TLanes.All(turn.Scales[2]), s3 = TLanes.All(turn.Scales[3]);
        TLanes s4 = TLanes.All(turn.Scales[4]), s5 = TLanes.All(turn.Scales[5]), s6 = TLanes.All(turn.Scales[6]), s7 = TLanes.All(turn.Scales[7]);
        foreach (var outer in places.Bases.Outer)
            foreach (var inner in places.Bases.Inner)
            {
                var at = origin ^ outer ^ inner;
                var up = at ^ v2;
                TLanes a0 = TLanes.Load(state + at), a1 = TLanes.Load(state + (at ^ v0));
                TLanes a2 = TLanes.Load(state + (at ^ v1)), a3 = TLanes.Load(state + (at ^ v01));
                TLanes a4 = TLanes.Load(state + up), a5 = TLanes.Load(state + (up ^ v0));
                TLanes a6 = TLanes.Load(state + (up ^ v1)), a7 = TLanes.Load(state + (up ^ v01));
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
                if (TScaled.Value)
                {
                    (a0, a1, a2, a3) = (s0 * a0, s1 * a1, s2 * a2, s3 * a3);
                    (a4, a5, a6, a7) = (s4 * a4, s5 * a5, s6 * a6, s7 * a7);
                    at ^= exchange;
                    up ^= exchange;
                }
                a0.Store(state + at);
                a1.Store(state + (at ^ v0));
                a2.Store(state + (at ^ v1));
                a3.Store(state + (at ^ v01));
                a4.Store(state + up);
                a5.Store(state + (up ^ v0));
                a6.Store(state + (up ^ v1));
                a7.Store(state + (up ^ v01));
            }
    }
}
