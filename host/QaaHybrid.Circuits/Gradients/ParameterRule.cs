namespace QaaHybrid.Circuits;

/// <summary>How the derivative with respect to one parameter of a tape is found.</summary>
/// <param name="Parameter">Index of the parameter.</param>
/// <param name="Parts">What is shifted, one after the other; the derivatives add up. None where nothing that is read depends on the parameter.</param>
/// <param name="IsJoint">Whether θ itself is shifted, in all gates at once; the tape then stays as it is.</param>
public sealed record ParameterRule(int Parameter, IReadOnlyList<ShiftPart> Parts, bool IsJoint)
{
    /// <summary>How many circuits it takes.</summary>
    public int Circuits => Parts.Sum(part => part.Rule.Terms.Count);

    /// <summary>Σ|c| over all parts: what it costs in shots, see <see cref="ShiftRule.L1Norm"/>.</summary>
    public double L1Norm => Parts.Sum(part => part.Rule.L1Norm);

    /// <summary>
    /// A bound of the second derivative of L = Σ w ⟨Z⟩ along the parameter, for Σ|w| = 1: (Σ of the parts' highest frequencies)², by Bernstein's
    /// inequality.
    /// </summary>
    public double Curvature => Math.Pow(Parts.Sum(part => part.Frequencies[^1]), 2);
}

/// <summary>Gates that are shifted together, and the rule for them.</summary>
/// <param name="Gates">Indices of the gates.</param>
/// <param name="Frequencies">The frequencies of the value as a function of the shift, ascending.</param>
/// <param name="Rule">Where to evaluate.</param>
public sealed record ShiftPart(IReadOnlyList<int> Gates, IReadOnlyList<double> Frequencies, ShiftRule Rule);
