using QaaHybrid.Circuits.Planning;

namespace QaaHybrid.Circuits;

/// <summary>
/// The rotations of one parameter, gathered where they commute and nothing has to stay between them. Rotations that cannot change places
/// are ordered. Those of equal rank, the length of the longest chain of the parameter's rotations that ends (or starts) in them, can be
/// brought together, all ranks at once, and no gathering needs fewer groups (Mirsky, Amer. Math. Monthly 78, 876 (1971)).
/// </summary>
internal static class CommutingGroups
{
    /// <summary>The ways to gather, at least one; in each the groups follow each other as applied. Rotations that cancel are left out.</summary>
    /// <param name="rotations">All that the result depends on, first applied first.</param>
    /// <param name="parameter">Index of the parameter.</param>
    public static IReadOnlyList<IReadOnlyList<CommutingGroup>> Of(IReadOnlyList<TapeRotation> rotations, int parameter)
    {
        var left = new List<TapeRotation>(rotations);
        while (true)
        {
            CommutingGroup[][] ways = [Gather(left, parameter), Gather([.. Enumerable.Reverse(left)], parameter)];
            Array.Reverse(ways[1]);
            // What cancels may have kept others apart.
            TapeRotation[] cancelled = [.. ways.SelectMany(way => way).SelectMany(group => group.Axes).FirstOrDefault(axis => axis.Scale == 0)?.Rotations ?? []];
            if (cancelled.Length == 0)
                return ways;
            Cancel(left, cancelled);
        }
    }

    private static CommutingGroup[] Gather(List<TapeRotation> rotations, int parameter)
    {
        // Of a rotation of the parameter its own rank, of another the highest before it.
        var ranks = new int[rotations.Count];
        var groups = new List<List<TapeRotation>>();
        for (var i = 0; i < ranks.Length; i++)
        {
            for (var before = 0; before < i; before++)
                if (ranks[before] > ranks[i] && !rotations[before].CommutesWith(rotations[i]))
                    ranks[i] = ranks[before];
            if (!rotations[i].Uses(parameter))
                continue;
            if (ranks[i] == groups.Count)
                groups.Add([]);
            groups[ranks[i]++].Add(rotations[i]);
        }
        return [.. groups.Select(group => new CommutingGroup([.. group.GroupBy(rotation => (rotation.Axis.X, rotation.Axis.Z)).Select(TurnedAxis.Of)]))];
    }

    // Together they turn by a constant, or not at all.
    private static void Cancel(List<TapeRotation> rotations, TapeRotation[] cancelled)
    {
        var first = rotations.IndexOf(cancelled[0]);
        var offset = cancelled.Sum(rotation => rotation.Axis == cancelled[0].Axis ? rotation.Angle.Offset : -rotation.Angle.Offset);
        rotations[first] = cancelled[0] with { Angle = Angle.Constant(offset) };
        foreach (var other in cancelled[1..])
            rotations.Remove(other);
        if (Math.Abs(offset) < 1e-12)
            rotations.RemoveAt(first);
    }
}

/// <summary>Rotations of one parameter that commute and stand side by side.</summary>
/// <param name="Axes">Their axes, all different.</param>
internal sealed record CommutingGroup(IReadOnlyList<TurnedAxis> Axes)
{
    /// <summary>A rotation of which nothing is known but its angle.</summary>
    public static CommutingGroup Alone(int gate, Angle angle) =>
        new([new TurnedAxis(PauliString.ZOn(1), angle.Scale, [new TapeRotation(gate, PauliString.ZOn(1), angle)])]);

    /// <summary>
    /// The frequencies of what an observable sees of it; null where they are too many. It can as well be taken to see all, so only frequencies of
    /// all rotations and of those that it sees occur.
    /// </summary>
    public double[]? Spectrum(Func<TurnedAxis, bool> sees) => Frequencies.Intersection(Spectrum(Axes), Spectrum(Axes.Where(sees)));

    private static double[]? Spectrum(IEnumerable<TurnedAxis> axes) => JointSpectrum.Of([.. axes.Select(axis => (axis.Axis, axis.Scale))]);
}

/// <summary>An axis that one or more rotations of a parameter turn about.</summary>
/// <param name="Axis">The operator.</param>
/// <param name="Scale">How often the parameter it is turned by, in sum; 0 where the rotations cancel.</param>
/// <param name="Rotations">The rotations.</param>
internal sealed record TurnedAxis(PauliString Axis, double Scale, IReadOnlyList<TapeRotation> Rotations)
{
    /// <summary>Sums up rotations whose axes differ in sign at most.</summary>
    public static TurnedAxis Of(IEnumerable<TapeRotation> rotations)
    {
        TapeRotation[] all = [.. rotations];
        var sum = all.Sum(rotation => rotation.Axis == all[0].Axis ? rotation.Angle.Scale : -rotation.Angle.Scale);
        return new TurnedAxis(all[0].Axis, Math.Abs(sum) > 1e-12 * all.Max(rotation => Math.Abs(rotation.Angle.Scale)) ? sum : 0, all);
    }
}
