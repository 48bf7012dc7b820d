namespace QaaHybrid.Circuits.Drawing;

/// <summary>Gates of a tape that are one gate to its reader: a beam splitter, fermionic or not, controlled or not.</summary>
/// <param name="Name"><c>RBS</c> or <c>FBS</c>.</param>
/// <param name="First">The qubit in whose sense the angle counts.</param>
/// <param name="Second">The other qubit.</param>
/// <param name="Control">The qubit that controls it, or -1.</param>
/// <param name="Angle">What it turns by.</param>
/// <param name="Length">How many gates of the tape it is.</param>
internal sealed record CompositeGate(string Name, int First, int Second, int Control, Angle Angle, int Length)
{
    /// <summary>The same gate, its first qubit being the upper one: RBS(θ) on (a, b) is RBS(-θ) on (b, a).</summary>
    public CompositeGate UpperFirst => First < Second ? this : this with { First = Second, Second = First, Angle = Angle.Negated };

    /// <summary>The gate that begins at an index of a tape, or null.</summary>
    public static CompositeGate? Find(IReadOnlyList<Gate> gates, int start) => FindFermionic(gates, start) ?? FindPlain(gates, start)?.UpperFirst;

    private static CompositeGate? FindPlain(IReadOnlyList<Gate> gates, int start)
    {
        if (RbsPattern.Match(gates, start) is { } rbs)
            return new CompositeGate("RBS", rbs.First, rbs.Second, -1, rbs.Angle, RbsPattern.Length);
        foreach (var template in GateTemplate.BeamSplitters)
            if (template.Match(gates, start) is { } match)
                return match;
        return null;
    }

    // CZ from one end to every qubit between, the beam splitter, the same CZ once more: they give the sign of the ones between.
    private static CompositeGate? FindFermionic(IReadOnlyList<Gate> gates, int start)
    {
        var end = start;
        while (end < gates.Count && gates[end].Kind == GateKind.CZ && gates[end].Q0 == gates[start].Q0)
            end++;
        var between = end - start;
        if (between == 0 || FindPlain(gates, end)?.UpperFirst is not { } core || end + core.Length + between > gates.Count)
            return null;
        if (core.Second - core.First - 1 != between || (gates[start].Q0 != core.First && gates[start].Q0 != core.Second))
            return null;
        var seen = new HashSet<int>();
        for (var k = 0; k < between; k++)
            if (gates[end + core.Length + k] != gates[end - 1 - k] || gates[start + k].Q1 <= core.First || gates[start + k].Q1 >= core.Second || !seen.Add(gates[start + k].Q1))
                return null;
        return core with { Name = "FBS", Length = core.Length + 2 * between };
    }
}
