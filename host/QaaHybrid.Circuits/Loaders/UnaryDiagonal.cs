namespace QaaHybrid.Circuits;

/// <summary>
/// The host's copy of the function from data to angles that belongs to the Q# loader <c>QaaHybrid.UnaryLoaders.UnaryDiagonal</c>, a chain of
/// beam splitters. (The circuit itself is in Q# only.)
/// </summary>
public static class UnaryDiagonal
{
    /// <summary><c>θ_k = atan2(‖x_{k+1…}‖, x_k)</c>, the last <c>atan2(x_{n-1}, x_{n-2})</c>, which carries its sign.</summary>
    /// <param name="data">The vector, at least two numbers, one for each qubit. Its norm does not matter; zeros give |10…0⟩.</param>
    /// <returns>n - 1 angles, radians, in the order of the gates.</returns>
    /// <exception cref="ArgumentException">The vector has fewer than two numbers.</exception>
    public static double[] Angles(ReadOnlySpan<double> data)
    {
        UnaryChain.Check(data);
        var angles = new double[data.Length - 1];
        UnaryChain.WriteAngles(data, angles);
        return angles;
    }
}
