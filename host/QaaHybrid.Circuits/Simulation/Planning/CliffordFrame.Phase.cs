using System.Numerics;

namespace QaaHybrid.Circuits.Planning;

/// <remarks>
/// What C does to Pauli operators leaves one phase of C open. One entry of C's matrix that is not zero settles it: A(x) = ⟨0|C|x⟩, followed through
/// every turn. It is enough to know one row, as the row is its own: ⟨0|C = ⟨0|C G for every product G of the C† Z_q C, so that with G = iᵖ Xᵘ Zᶻ
/// all entries follow from one, A(x ⊕ u) = i⁻ᵖ (-1)^(z·x) A(x), and the others are zero.
/// </remarks>
internal sealed partial class CliffordFrame
{
    private const double Zero = 1e-6;

    /// <summary>A stored basis state x with ⟨0|C|x⟩ other than zero; once the frame is diagonal, the one that C sends to |0…0⟩.</summary>
    public uint Witness { get; private set; }

    /// <summary>⟨0|C|x⟩ of the <see cref="Witness"/>; of modulus 1 once the frame is diagonal.</summary>
    public Complex WitnessEntry { get; private set; } = Complex.One;

    // C becomes C exp(-iπ/4 m Q), Q = iᵖ Xᵘ Zᶻ: A'(y) = cos(mπ/4) A(y) - i sin(mπ/4) iᵖ (-1)^(z·y) A(y ⊕ u). To be told before the rows change.
    private void TurnWitness(PauliString q, int m)
    {
        var (sine, cosine) = Math.SinCos((m & 7) * Math.PI / 4);
        // Where the two parts cancel, or the witness moves, the entry is another's: of what Q leads to or of a neighbour in the row's support.
        foreach (var y in (IEnumerable<uint>)[Witness, Witness ^ q.X, .. _z.Select(row => Witness ^ row.X)])
        {
            var turned = cosine * Entry(y) - Complex.ImaginaryOne * sine * Power(q.Phase + (Parity.Odd(q.Z, y) ? 2 : 0)) * Entry(y ^ q.X);
            if (turned.Magnitude < Zero)
                continue;
            (Witness, WitnessEntry) = (y, turned);
            return;
        }
        throw new InvalidOperationException("the Clifford frame is no unitary");
    }

    // ⟨0|C|y⟩.
    private Complex Entry(uint y) =>
        Row(y ^ Witness) is { } g ? WitnessEntry * Power(-g.Phase + (Parity.Odd(g.Z, Witness) ? 2 : 0)) : Complex.Zero;

    // The product of the C† Z_q C that flips just these bits, if there is one, by elimination.
    private PauliString? Row(uint flips)
    {
        var product = new PauliString(0, 0, 0);
        if (flips == 0)
            return product;
        PauliString[] rows = [.. _z];
        for (var i = 0; i < rows.Length && product.X != flips; i++)
        {
            if (rows[i].IsDiagonal)
                continue;
            var pivot = rows[i].X & (~rows[i].X + 1);
            for (var k = i + 1; k < rows.Length; k++)
                if ((rows[k].X & pivot) != 0)
                    rows[k] *= rows[i];
            if (((product.X ^ flips) & pivot) != 0)
                product *= rows[i];
        }
        return product.X == flips ? product : null;
    }

    private static Complex Power(int i) => (i & 3) switch { 0 => Complex.One, 1 => Complex.ImaginaryOne, 2 => -Complex.One, _ => -Complex.ImaginaryOne };
}
