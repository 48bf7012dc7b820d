using System.Numerics;
using QaaHybrid.Circuits.Lanes;

namespace QaaHybrid.Circuits.SingleState;

/// <summary>
/// Pairs of one state's amplitudes: <c>a_j ← C(y) a_j + S(y) a_{j⊕V}</c> (see <see cref="PairPass"/>). Lanes are exchanged where V touches their bits; where it
/// touches no other, both amplitudes of a pair are in one register.
/// </summary>
internal static unsafe class StatePairKernel<TLanes, T>
    where TLanes : struct, ILanes<TLanes, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>Applies a pass, or undoes it.</summary>
    public static void Turn(PairPass pass, PairNumbers<T> numbers, uint register, byte* block, bool inverse)
    {
        var atBase = pass.AtBase(register);
        var v = pass.V;
        var flip = TLanes.Flip(pass.Lane);
        // A flip is its own inverse, a rotation's has the other sign.
        var negative = inverse && pass.Fan is not null;
        foreach (var (origin, y) in pass.Pairs.Classes)
        {
            var (y0, y1) = (y ^ atBase, y ^ atBase ^ pass.YOfV);
            if (pass.IsIdle(y0) && pass.IsIdle(y1))
                continue;
            TLanes c0 = Spread(numbers.C, pass, y0), s0 = Spread(numbers.S, pass, y0);
            TLanes c1 = Spread(numbers.C, pass, y1), s1 = Spread(numbers.S, pass, y1);
            if (negative)
                (s0, s1) = (-s0, -s1);
            foreach (var outer in pass.Pairs.Rest.Outer)
                foreach (var inner in pass.Pairs.Rest.Inner)
                {
                    var p0 = block + (origin ^ outer ^ inner);
                    var p1 = block + (origin ^ outer ^ inner ^ v);
                    TLanes a0 = TLanes.Load(p0), a1 = TLanes.Load(p1);
                    TLanes.MultiplyAdd(s0, TLanes.Exchange(a1, flip), c0 * a0).Store(p0);
                    if (v != 0)
                        TLanes.MultiplyAdd(s1, TLanes.Exchange(a0, flip), c1 * a1).Store(p1);
                }
        }
    }

    /// <summary>
    /// By lane of the registers of every class Σ b_j ψ_{j⊕V}: up to a sign, the derivative with respect to the angle at that lane's y. To be taken before
    /// the pass is undone.
    /// </summary>
    public static void Differentiate(PairPass pass, byte* ket, byte* bra, Span<double> partials)
    {
        if (pass.Fan is null)
            return;
        var v = pass.V;
        var flip = TLanes.Flip(pass.Lane);
        foreach (var (origin, _) in pass.Pairs.Classes)
        {
            TLanes d0 = default, d1 = default;
            foreach (var outer in pass.Pairs.Rest.Outer)
                foreach (var inner in pass.Pairs.Rest.Inner)
                {
                    var at = origin ^ outer ^ inner;
                    d0 = TLanes.MultiplyAdd(TLanes.Load(bra + at), TLanes.Exchange(TLanes.Load(ket + (at ^ v)), flip), d0);
                    if (v != 0)
                        d1 = TLanes.MultiplyAdd(TLanes.Load(bra + (at ^ v)), TLanes.Exchange(TLanes.Load(ket + at), flip), d1);
                }
            partials = Write(d0, partials);
            if (v != 0)
                partials = Write(d1, partials);
        }
    }

    // The number of every lane of a register whose lane 0 has this y.
    private static TLanes Spread(T[] numbers, PairPass pass, uint y)
    {
        var lanes = stackalloc T[TLanes.Count];
        for (var lane = 0; lane < TLanes.Count; lane++)
            lanes[lane] = numbers[y ^ pass.YOfLane[lane]];
        return TLanes.Load(lanes);
    }

    private static Span<double> Write(TLanes sums, Span<double> partials)
    {
        var lanes = stackalloc T[TLanes.Count];
        sums.Store(lanes);
        for (var lane = 0; lane < TLanes.Count; lane++)
            partials[lane] = double.CreateChecked(lanes[lane]);
        return partials[TLanes.Count..];
    }
}
