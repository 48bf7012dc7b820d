using System.Numerics;

namespace QaaHybrid.Circuits.Planning;

/// <summary>
/// A product of Pauli operators, iᵖ Xˣ Zᶻ, where x and z are masks of index bits: it sends the basis state |m⟩ to iᵖ (-1)^(z·m) |m ⊕ x⟩.
/// </summary>
/// <param name="X">Bits that it flips.</param>
/// <param name="Z">Bits whose parity is its sign.</param>
/// <param name="Phase">p, modulo 4.</param>
internal readonly record struct PauliString(uint X, uint Z, int Phase)
{
    public static PauliString XOn(uint bit) => new(bit, 0, 0);

    public static PauliString ZOn(uint bit) => new(0, bit, 0);

    // Y = i X Z.
    public static PauliString YOn(uint bit) => new(bit, bit, 1);

    // Moving Z₁ past X₂ costs a sign for every bit they share.
    public static PauliString operator *(PauliString a, PauliString b) =>
        new(a.X ^ b.X, a.Z ^ b.Z, (a.Phase + b.Phase + 2 * BitOperations.PopCount(a.Z & b.X)) & 3);

    /// <summary>The operator times iᵏ.</summary>
    public PauliString Times(int k) => this with { Phase = (Phase + k) & 3 };

    public bool AnticommutesWith(PauliString other) => Parity.Odd(X, other.Z) ^ Parity.Odd(Z, other.X);

    /// <summary>Whether it is diagonal.</summary>
    public bool IsDiagonal => X == 0;
}
