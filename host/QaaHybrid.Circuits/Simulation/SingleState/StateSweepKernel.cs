using System.Numerics;
using System.Runtime.CompilerServices;
using QaaHybrid.Circuits.Lanes;

namespace QaaHybrid.Circuits.SingleState;

/// <summary>
/// Turns groups of 2ᵏ registers, k = 1, 2, 3, of one state. Register c of a group is loaded with its lanes exchanged (see
/// <see cref="SweepPass"/>), so that every lane is a group of amplitudes of its own: rotation q turns the pairs (a_c, a_{c + 2^q}) by
/// <c>a₀ ← a₀ - t a₁, a₁ ← a₁ + t a₀</c>, t = ±τ by the side the lane is on. Equals the reference simulator to rounding: 1e-5 in float, 1e-12 in
/// double for circuits of hundreds of gates.
/// </summary>
internal static unsafe partial class StateSweepKernel<TLanes, T>
    where TLanes : struct, ILanes<TLanes, T>
    where T : unmanaged, IFloatingPointIeee754<T>
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

    /// <summary>Applies a sweep, or undoes it.</summary>
    /// <param name="pass">The sweep.</param>
    /// <param name="numbers">Its numbers.</param>
    /// <param name="register">The block's base.</param>
    /// <param name="block">The block.</param>
    /// <param name="inverse">Whether to undo it.</param>
    public static void Turn(SweepPass pass, SweepNumbers<T> numbers, uint register, byte* block, bool inverse)
    {
        var atBase = pass.AtBase(register) ^ (inverse ? 7u : 0);
        fixed (T* tangents = numbers.Tangents)
            switch (pass.Members.Count, pass.FlipsLanes)
            {
                case (1, false): Turn1<No>(pass, tangents, numbers.Scale, atBase, block); break;
                case (1, true): Turn1<Yes>(pass, tangents, numbers.Scale, atBase, block); break;
                case (2, false): Turn2<No>(pass, tangents, numbers.Scale, atBase, block); break;
                case (2, true): Turn2<Yes>(pass, tangents, numbers.Scale, atBase, block); break;
                case (3, false): Turn3<No>(pass, tangents, numbers.Scale, atBase, block); break;
                default: Turn3<Yes>(pass, tangents, numbers.Scale, atBase, block); break;
            }
    }

    private static void Turn1<TFlips>(SweepPass pass, T* tangents, T scale, uint atBase, byte* block)
        where TFlips : struct, IChoice
    {
        var v = pass.V[0];
        TLanes f1 = TLanes.Flip(pass.Flips[1]), s = TLanes.All(scale);
        foreach (var (origin, y) in pass.Groups.Classes)
        {
            TLanes t = Signed(tangents, 0, y ^ atBase), n = -t;
            foreach (var outer in pass.Groups.Rest.Outer)
                foreach (var inner in pass.Groups.Rest.Inner)
                {
                    var p0 = block + (origin ^ outer ^ inner);
                    var p1 = block + (origin ^ outer ^ inner ^ v);
                    TLanes a0 = TLanes.Load(p0), a1 = Load<TFlips>(p1, f1);
                    (a0, a1) = (TLanes.MultiplyAdd(n, a1, a0), TLanes.MultiplyAdd(t, a0, a1));
                    (s * a0).Store(p0);
                    Store<TFlips>(s * a1, p1, f1);
                }
        }
    }

    private static void Turn2<TFlips>(SweepPass pass, T* tangents, T scale, uint atBase, byte* block)
        where TFlips : struct, IChoice
    {
        nint v0 = pass.V[0], v1 = pass.V[1];
        TLanes f1 = TLanes.Flip(pass.Flips[1]), f2 = TLanes.Flip(pass.Flips[2]), f3 = TLanes.Flip(pass.Flips[3]), s = TLanes.All(scale);
        foreach (var (origin, y) in pass.Groups.Classes)
        {
            TLanes t0 = Signed(tangents, 0, y ^ atBase), t1 = Signed(tangents, 1, y ^ atBase), n0 = -t0, n1 = -t1;
            foreach (var outer in pass.Groups.Rest.Outer)
                foreach (var inner in pass.Groups.Rest.Inner)
                {
                    var at = origin ^ outer ^ inner;
                    byte* p0 = block + at, p1 = block + (at ^ v0), p2 = block + (at ^ v1), p3 = block + (at ^ v0 ^ v1);
                    TLanes a0 = TLanes.Load(p0), a1 = Load<TFlips>(p1, f1), a2 = Load<TFlips>(p2, f2), a3 = Load<TFlips>(p3, f3);
                    (a0, a1) = (TLanes.MultiplyAdd(n0, a1, a0), TLanes.MultiplyAdd(t0, a0, a1));
                    (a2, a3) = (TLanes.MultiplyAdd(n0, a3, a2), TLanes.MultiplyAdd(t0, a2, a3));
                    (a0, a2) = (TLanes.MultiplyAdd(n1, a2, a0), TLanes.MultiplyAdd(t1, a0, a2));
                    (a1, a3) = (TLanes.MultiplyAdd(n1, a3, a1), TLanes.MultiplyAdd(t1, a1, a3));
                    (s * a0).Store(p0);
                    Store<TFlips>(s * a1, p1, f1);
                    Store<TFlips>(s * a2, p2, f2);
                    Store<TFlips>(s * a3, p3, f3);
                }
        }
    }

    private static void Turn3<TFlips>(SweepPass pass, T* tangents, T scale, uint atBase, byte* block)
        where TFlips : struct, IChoice
    {
        nint v0 = pass.V[0], v1 = pass.V[1], v2 = pass.V[2];
        var v01 = v0 ^ v1;
        TLanes f1 = TLanes.Flip(pass.Flips[1]), f2 = TLanes.Flip(pass.Flips[2]), f3 = TLanes.Flip(pass.Flips[3]), f4 = TLanes.Flip(pass.Flips[4]);
        TLanes f5 = TLanes.Flip(pass.Flips[5]), f6 = TLanes.Flip(pass.Flips[6]), f7 = TLanes.Flip(pass.Flips[7]), s = TLanes.All(scale);
        foreach (var (origin, y) in pass.Groups.Classes)
        {
            TLanes t0 = Signed(tangents, 0, y ^ atBase), t1 = Signed(tangents, 1, y ^ atBase), t2 = Signed(tangents, 2, y ^ atBase);
            TLanes n0 = -t0, n1 = -t1, n2 = -t2;
            foreach (var outer in pass.Groups.Rest.Outer)
                foreach (var inner in pass.Groups.Rest.Inner)
                {
                    var at = origin ^ outer ^ inner;
                    var up = at ^ v2;
                    TLanes a0 = TLanes.Load(block + at), a1 = Load<TFlips>(block + (at ^ v0), f1);
                    TLanes a2 = Load<TFlips>(block + (at ^ v1), f2), a3 = Load<TFlips>(block + (at ^ v01), f3);
                    TLanes a4 = Load<TFlips>(block + up, f4), a5 = Load<TFlips>(block + (up ^ v0), f5);
                    TLanes a6 = Load<TFlips>(block + (up ^ v1), f6), a7 = Load<TFlips>(block + (up ^ v01), f7);
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
                    (s * a0).Store(block + at);
                    Store<TFlips>(s * a1, block + (at ^ v0), f1);
                    Store<TFlips>(s * a2, block + (at ^ v1), f2);
                    Store<TFlips>(s * a3, block + (at ^ v01), f3);
                    Store<TFlips>(s * a4, block + up, f4);
                    Store<TFlips>(s * a5, block + (up ^ v0), f5);
                    Store<TFlips>(s * a6, block + (up ^ v1), f6);
                    Store<TFlips>(s * a7, block + (up ^ v01), f7);
                }
        }
    }

    // The numbers of member q, negated where bit q of y is set.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes Signed(T* numbers, int q, uint y)
    {
        var lanes = TLanes.Load(numbers + q * TLanes.Count);
        return (y >> q & 1) == 0 ? lanes : -lanes;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes Load<TFlips>(byte* source, TLanes flip)
        where TFlips : struct, IChoice => TFlips.Value ? TLanes.Exchange(TLanes.Load(source), flip) : TLanes.Load(source);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store<TFlips>(TLanes lanes, byte* target, TLanes flip)
        where TFlips : struct, IChoice => (TFlips.Value ? TLanes.Exchange(lanes, flip) : lanes).Store(target);
}
