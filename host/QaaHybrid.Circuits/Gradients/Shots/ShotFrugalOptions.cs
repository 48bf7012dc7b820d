namespace QaaHybrid.Circuits;

/// <summary>Settings of <see cref="ShotFrugal"/> and <see cref="ShotFrugalDescent"/>.</summary>
public sealed record ShotFrugalOptions
{
    /// <summary>How shots are allocated.</summary>
    public ShotRule Rule { get; init; } = ShotRule.ICans;

    /// <summary>How they are spread over circuits.</summary>
    public TermSampling Sampling { get; init; } = TermSampling.Proportional;

    /// <summary>η, less than 2/L; null takes 1/L.</summary>
    public double? LearningRate { get; init; }

    /// <summary>
    /// L, a bound of the second derivatives; null takes Σ|w| times the largest square of a parameter's highest frequency
    /// (<see cref="ParameterRule.Curvature"/>), which is Σ|w| for plain rotations.
    /// </summary>
    public double? Curvature { get; init; }

    /// <summary>Shots that each derivative gets at first and at least, over all its circuits.</summary>
    public int MinShots { get; init; } = 20;

    /// <summary>Shots that a derivative gets at most.</summary>
    public int MaxShots { get; init; } = 1_000_000;

    /// <summary>μ, how slowly the running averages forget.</summary>
    public double Memory { get; init; } = 0.99;

    /// <summary>b of the regulariser b μᵏ, which keeps a gradient that is small by chance from asking for many shots.</summary>
    public double Regulariser { get; init; } = 1e-6;

    /// <summary>Shots for the value of L at each step, for the record only; 0 leaves it unmeasured.</summary>
    public int ValueShots { get; init; }
}
