namespace QaaHybrid.Circuits;

/// <summary>
/// The host's copy of the function from data to angles that belongs to the Q# loader <c>QaaHybrid.UnaryLoaders.UnarySemiDiagonal</c>, two
/// chains of beam splitters from the middle outwards. (The circuit itself is in Q# only.)
/// </summary>
public static class UnarySemiDiagonal
{
    /// <summary>
    /// The gate between the halves l (⌊n/2⌋ numbers) and r turns by <c>atan2(w(r), w(l))</c>, where w of one number is the number and w of
    /// several their L2 norm; then come the angles of <see cref="UnaryDiagonal"/> for l from its last number to its first, and for r.
    /// </summary>
    /// <param name="data">The vector, at least two numbers, one for each qubit. Its norm does not matter; zeros give qubit ⌊n/2⌋ - 1 in |1⟩.</param>
    /// <returns>n - 1 angles, radians: of the middle, of the chain to the left, of the chain to the right.</returns>
    /// <exception cref="ArgumentException">The vector has fewer than two numbers.</exception>
    public static double[] Angles(ReadOnlySpan<double> data)
    {
        UnaryChain.Check(data);
        var half = data.Length / 2;
        var left = data[..half].ToArray();
        Array.Reverse(left);
        var right = data[half..];
        var angles = new double[data.Length - 1];
        angles[0] = Math.Atan2(UnaryChain.SignedNorm(right), UnaryChain.SignedNorm(left));
        UnaryChain.WriteAngles(left, angles.AsSpan(1, half - 1));
        UnaryChain.WriteAngles(right, angles.AsSpan(half));
        return angles;
    }
}
