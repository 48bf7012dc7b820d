namespace QaaHybrid.Circuits.Planning;

/// <summary>
/// A Pauli rotation exp(-i t P / 2) as it acts on real numbers. A complex state is two real ones, told apart by the index bit above the
/// qubits (0: real part, 1: imaginary part); -iP is then a real, skew-symmetric signed permutation, and the rotation turns the plane of every
/// pair of indices (j, j ⊕ V) by t/2:
/// <c>a_j ← cos(t/2) a_j - sin(t/2) a_{j⊕V}, a_{j⊕V} ← cos(t/2) a_{j⊕V} + sin(t/2) a_j</c> where j is the side with parity R·j = <see cref="Side"/>.
/// R·V is odd, so exactly one index of a pair is on that side.
/// </summary>
/// <param name="V">What the two indices of a pair differ by.</param>
/// <param name="R">Mask whose parity tells the sides apart.</param>
/// <param name="Side">Parity of the first side.</param>
internal readonly record struct PlaneRotation(uint V, uint R, bool Side)
{
    /// <summary>The plane rotation of a Pauli operator.</summary>
    /// <param name="p">A Hermitian Pauli string.</param>
    /// <param name="imaginary">The index bit that tells imaginary parts from real ones.</param>
    public static PlaneRotation Of(PauliString p, uint imaginary)
    {
        // -iP = i^(p+3) XZ, and (XZ a)_j = (-1)^(z·(j⊕x)) a_{j⊕x}.
        var phase = (p.Phase + 3) & 3;
        var crossing = Parity.Odd(p.Z, p.X);
        var negative = phase is 2 or 3;
        return (phase & 1) == 0
            // Real: the coefficient of a_{j⊕V} is ±(-1)^(z·x) (-1)^(z·j); the first side is where it is -1.
            ? new PlaneRotation(p.X, p.Z, !(negative ^ crossing))
            // Times i, which sends (re, im) to (-im, re): one more bit flips, and it joins the parity.
            : new PlaneRotation(p.X | imaginary, p.Z | imaginary, negative ^ crossing);
    }

    public bool CommutesWith(PlaneRotation other) => Parity.Odd(R, other.V) == Parity.Odd(other.R, V);

    /// <summary>Whether neither rotation changes the other's sides: the two planes of four indices can be turned one by one.</summary>
    public bool IsIndependentOf(PlaneRotation other) => !Parity.Odd(R, other.V) && !Parity.Odd(other.R, V) && V != other.V;
}
