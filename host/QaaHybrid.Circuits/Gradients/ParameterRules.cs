namespace QaaHybrid.Circuits;

/// <summary>
/// Finds for each parameter of a tape the rule with the fewest circuits. Expectation values are trigonometric polynomials in every parameter; which
/// frequencies they have follows from the gates: rotations that commute, once all Clifford gates between them are moved away, are one
/// generator whose spectrum is enumerated (<see cref="JointSpectrum"/>); the frequencies of what does not commute add up; what the read-out
/// cannot see does not count (<see cref="LightCone"/>). Then either θ itself is shifted, by the rule for all its frequencies, or one group of
/// rotations at a time, or one axis, whichever needs fewer circuits.
/// </summary>
/// <remarks>
/// Noise after a gate does not depend on its angle, but may keep commuting rotations apart: a backend with noise between the rotations of
/// one group can show frequencies, weakly, that the ideal circuit does not have, and the gradient is then off by as much. Rotations, RBS and
/// rotations of one or two controls keep theirs under depolarising noise; RY of three controls in eight rotations does not.
/// </remarks>
public static class ParameterRules
{
    /// <summary>The rules of all parameters.</summary>
    /// <param name="circuit">The tape.</param>
    /// <param name="weights">w of Σ w ⟨Z⟩, of which zeros matter only; null where any function of the measured bits may be read.</param>
    /// <param name="startsInZero">Whether the register starts in |0…0⟩.</param>
    /// <param name="anyTape">Whether gates may be shifted by themselves, see <see cref="IQuantumBackend.RunsAnyTape"/>; otherwise all rules are joint.</param>
    /// <exception cref="NotSupportedException">All rules have to be joint, and a parameter has more than 64 frequencies.</exception>
    public static IReadOnlyList<ParameterRule> Of(Circuit circuit, IReadOnlyList<double>? weights = null, bool startsInZero = true, bool anyTape = true)
    {
        ArgumentNullException.ThrowIfNull(circuit);
        if (weights?.Count > circuit.Qubits)
            throw new ArgumentException($"{weights.Count} weights for {circuit.Qubits} qubits", nameof(weights));
        var known = new List<(double[] Frequencies, ShiftRule Rule)>();
        var sight = new Sight(circuit, weights, startsInZero);
        return [.. Enumerable.Range(0, circuit.Parameters).Select(parameter => Of(circuit, sight, parameter, anyTape, RuleFor))];

        // Most parameters have the same few sets.
        ShiftRule RuleFor(double[] frequencies)
        {
            var index = known.FindIndex(entry => entry.Frequencies.SequenceEqual(frequencies));
            if (index < 0)
                known.Add((frequencies, ShiftRule.For(frequencies)));
            return known[index < 0 ? ^1 : index].Rule;
        }
    }

    private static ParameterRule Of(Circuit circuit, Sight sight, int parameter, bool anyTape, Func<double[], ShiftRule> ruleFor)
    {
        var ways = sight.Rotations(parameter) is { } rotations
            ? CommutingGroups.Of(rotations, parameter)
            : [[.. sight.Occurrences(parameter).Select(gate => CommutingGroup.Alone(gate, circuit.Gates[gate].Angle))]];
        var joint = ways.Select(way => Joint(sight, way)).Where(way => way is not null).MinBy(way => way!.Length);
        if (joint is null && !anyTape)
            throw new NotSupportedException(
                $"θ[{parameter}] of {circuit.Name} has more than {Frequencies.Most} frequencies, too many to shift it as a whole, and the backend "
                + "runs no changed tapes: use one that does, or spsa");
        if (anyTape)
        {
            var parts = ways.Select(way => way.SelectMany(group => Parts(sight, group)).ToArray()).MinBy(Pairs)!;
            if (joint is null || Pairs(parts) < joint.Length)
                return new ParameterRule(parameter, [.. parts.Where(part => part.Frequencies.Length > 0)
                    .Select(part => new ShiftPart(part.Gates, part.Frequencies, ruleFor(part.Frequencies)))], false);
        }
        int[] all = [.. ways[0].SelectMany(group => group.Axes).SelectMany(axis => axis.Rotations).Select(rotation => rotation.Gate).Order()];
        return new ParameterRule(parameter, joint!.Length == 0 ? [] : [new ShiftPart(all, joint, ruleFor(joint))], true);
    }

    private static int Pairs((int[] Gates, double[] Frequencies)[] parts) => parts.Sum(part => part.Frequencies.Length);

    // What each observable sees of the groups has its own frequencies.
    private static double[]? Joint(Sight sight, IReadOnlyList<CommutingGroup> way) => sight.Views(way.SelectMany(group => group.Axes))
        .Aggregate((double[]?)[], (union, view) => Frequencies.Union(
            union, way.Aggregate((double[]?)[], (sum, group) => Frequencies.Sum(sum, group.Spectrum(view)))));

    private static IEnumerable<(int[] Gates, double[] Frequencies)> Parts(Sight sight, CommutingGroup group)
    {
        var together = sight.Views(group.Axes).Aggregate((double[]?)[], (union, view) => Frequencies.Union(union, group.Spectrum(view)));
        return together is not null && together.Length <= group.Axes.Count
            ? [(Gates(group.Axes), together)]
            : group.Axes.Select(axis => (Gates([axis]), (double[])[Math.Abs(axis.Scale)]));

        static int[] Gates(IEnumerable<TurnedAxis> axes) => [.. axes.SelectMany(axis => axis.Rotations).Select(rotation => rotation.Gate).Order()];
    }
}
