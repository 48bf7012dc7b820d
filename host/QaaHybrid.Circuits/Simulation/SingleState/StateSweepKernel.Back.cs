using QaaHybrid.Circuits.Lanes;

namespace QaaHybrid.Circuits.SingleState;

/// <remarks>
/// ∂L/∂h of rotation q is Σ b₁ψ₀ - b₀ψ₁ over its pairs, first side minus second. Rotations of one sweep commute, so all sums are taken of what ket and
/// bra are before the sweep is undone. Summing and turning are passes of their own: together they
/// would need more registers than there are.
/// </remarks>
internal static unsafe partial class StateSweepKernel<TLanes, T>
{
    /// <summary>Writes the block's derivative of every member to <paramref name="partials"/>; then the sweep can be undone in ket and bra.</summary>
    public static void Differentiate(SweepPass pass, SweepNumbers<T> numbers, uint register, byte* ket, byte* bra, Span<double> partials)
    {
        var atBase = pass.AtBase(register);
        fixed (T* signs = numbers.Signs)
            switch (pass.Members.Count)
            {
                case 1: Differentiate1(pass, signs, atBase, ket, bra, partials); break;
                case 2: Differentiate2(pass, signs, atBase, ket, bra, partials); break;
                default: Differentiate3(pass, signs, atBase, ket, bra, partials); break;
            }
    }

    private static void Differentiate1(SweepPass pass, T* signs, uint atBase, byte* ket, byte* bra, Span<double> partials)
    {
        var v = pass.V[0];
        TLanes f1 = TLanes.Flip(pass.Flips[1]), total = default;
        foreach (var (origin, y) in pass.Groups.Classes)
        {
            TLanes plus = default, minus = default;
            foreach (var outer in pass.Groups.Rest.Outer)
                foreach (var inner in pass.Groups.Rest.Inner)
                {
                    var at = origin ^ outer ^ inner;
                    TLanes a0 = TLanes.Load(ket + at), a1 = Load<Yes>(ket + (at ^ v), f1);
                    TLanes b0 = TLanes.Load(bra + at), b1 = Load<Yes>(bra + (at ^ v), f1);
                    plus = TLanes.MultiplyAdd(b1, a0, plus);
                    minus = TLanes.MultiplyAdd(b0, a1, minus);
                }
            total = TLanes.MultiplyAdd(Signed(signs, 0, y ^ atBase), plus - minus, total);
        }
        partials[0] = double.CreateChecked(TLanes.Sum(total));
    }

    private static void Differentiate2(SweepPass pass, T* signs, uint atBase, byte* ket, byte* bra, Span<double> partials)
    {
        nint v0 = pass.V[0], v1 = pass.V[1];
        TLanes f1 = TLanes.Flip(pass.Flips[1]), f2 = TLanes.Flip(pass.Flips[2]), f3 = TLanes.Flip(pass.Flips[3]);
        TLanes total0 = default, total1 = default;
        foreach (var (origin, y) in pass.Groups.Classes)
        {
            TLanes plus0 = default, minus0 = default, plus1 = default, minus1 = default;
            foreach (var outer in pass.Groups.Rest.Outer)
                foreach (var inner in pass.Groups.Rest.Inner)
                {
                    var at = origin ^ outer ^ inner;
                    TLanes a0 = TLanes.Load(ket + at), a1 = Load<Yes>(ket + (at ^ v0), f1);
                    TLanes a2 = Load<Yes>(ket + (at ^ v1), f2), a3 = Load<Yes>(ket + (at ^ v0 ^ v1), f3);
                    TLanes b0 = TLanes.Load(bra + at), b1 = Load<Yes>(bra + (at ^ v0), f1);
                    TLanes b2 = Load<Yes>(bra + (at ^ v1), f2), b3 = Load<Yes>(bra + (at ^ v0 ^ v1), f3);
                    plus0 = TLanes.MultiplyAdd(b3, a2, TLanes.MultiplyAdd(b1, a0, plus0));
                    minus0 = TLanes.MultiplyAdd(b2, a3, TLanes.MultiplyAdd(b0, a1, minus0));
                    plus1 = TLanes.MultiplyAdd(b3, a1, TLanes.MultiplyAdd(b2, a0, plus1));
                    minus1 = TLanes.MultiplyAdd(b1, a3, TLanes.MultiplyAdd(b0, a2, minus1));
                }
            total0 = TLanes.MultiplyAdd(Signed(signs, 0, y ^ atBase), plus0 - minus0, total0);
            total1 = TLanes.MultiplyAdd(Signed(signs, 1, y ^ atBase), plus1 - minus1, total1);
        }
        partials[0] = double.CreateChecked(TLanes.Sum(total0));
        partials[1] = double.CreateChecked(TLanes.Sum(total1));
    }

    private static void Differentiate3(SweepPass pass, T* signs, uint atBase, byte* ket, byte* bra, Span<double> partials)
    {
        nint v0 = pass.V[0], v1 = pass.V[1], v2 = pass.V[2];
        var v01 = v0 ^ v1;
        TLanes f1 = TLanes.Flip(pass.Flips[1]), f2 = TLanes.Flip(pass.Flips[2]), f3 = TLanes.Flip(pass.Flips[3]), f4 = TLanes.Flip(pass.Flips[4]);
        TLanes f5 = TLanes.Flip(pass.Flips[5]), f6 = TLanes.Flip(pass.Flips[6]), f7 = TLanes.Flip(pass.Flips[7]);
        TLanes total0 = default, total1 = default, total2 = default;
        foreach (var (origin, y) in pass.Groups.Classes)
        {
            TLanes plus0 = default, minus0 = default, plus1 = default, minus1 = default, plus2 = default, minus2 = default;
            foreach (var outer in pass.Groups.Rest.Outer)
                foreach (var inner in pass.Groups.Rest.Inner)
                {
                    var at = origin ^ outer ^ inner;
                    var up = at ^ v2;
                    TLanes a0 = TLanes.Load(ket + at), a1 = Load<Yes>(ket + (at ^ v0), f1);
                    TLanes a2 = Load<Yes>(ket + (at ^ v1), f2), a3 = Load<Yes>(ket + (at ^ v01), f3);
                    TLanes a4 = Load<Yes>(ket + up, f4), a5 = Load<Yes>(ket + (up ^ v0), f5);
                    TLanes a6 = Load<Yes>(ket + (up ^ v1), f6), a7 = Load<Yes>(ket + (up ^ v01), f7);
                    TLanes b0 = TLanes.Load(bra + at), b1 = Load<Yes>(bra + (at ^ v0), f1);
                    TLanes b2 = Load<Yes>(bra + (at ^ v1), f2), b3 = Load<Yes>(bra + (at ^ v01), f3);
                    TLanes b4 = Load<Yes>(bra + up, f4), b5 = Load<Yes>(bra + (up ^ v0), f5);
                    TLanes b6 = Load<Yes>(bra + (up ^ v1), f6), b7 = Load<Yes>(bra + (up ^ v01), f7);
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
                }
            total0 = TLanes.MultiplyAdd(Signed(signs, 0, y ^ atBase), plus0 - minus0, total0);
            total1 = TLanes.MultiplyAdd(Signed(signs, 1, y ^ atBase), plus1 - minus1, total1);
            total2 = TLanes.MultiplyAdd(Signed(signs, 2, y ^ atBase), plus2 - minus2, total2);
        }
        partials[0] = double.CreateChecked(TLanes.Sum(total0));
        partials[1] = double.CreateChecked(TLanes.Sum(total1));
        partials[2] = double.CreateChecked(TLanes.Sum(total2));
    }
}
