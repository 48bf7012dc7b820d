namespace QaaHybrid.Circuits;

/// <summary>
/// The host's copy of the function from data to angles that belongs to the Q# loader <c>QaaHybrid.UnaryLoaders.UnaryTree</c>, a tree of beam
/// splitters (Johri et al., arXiv:2012.04145). (The circuit itself is in Q# only.)
/// </summary>
public static class UnaryTree
{
    /// <summary>
    /// A part of m numbers is split into l, its first ⌈m/2⌉, and r by a gate that turns by <c>atan2(w(r), w(l))</c>, where w of one number is
    /// the number, with its sign, and w of several is their L2 norm.
    /// </summary>
    /// <param name="data">The vector, at least two numbers, one for each qubit. Its norm does not matter; zeros give |10…0⟩.</param>
    /// <returns>n - 1 angles, radians, level by level from the root, in each from left to right.</returns>
    /// <exception cref="ArgumentException">The vector has fewer than two numbers.</exception>
    public static double[] Angles(ReadOnlySpan<double> data)
    {
        UnaryChain.Check(data);
        var angles = new double[data.Length - 1];
        var next = 0;
        // First in, first out: that is level by level.
        var parts = new Queue<(int First, int End)>();
        parts.Enqueue((0, data.Length));
        while (parts.TryDequeue(out var part))
        {
            if (part.End - part.First == 1)
                continue;
            var middle = (part.First + part.End + 1) / 2;
            angles[next++] = Math.Atan2(UnaryChain.SignedNorm(data[middle..part.End]), UnaryChain.SignedNorm(data[part.First..middle]));
            parts.Enqueue((part.First, middle));
            parts.Enqueue((middle, part.End));
        }
        return angles;
    }
}
