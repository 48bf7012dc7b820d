namespace QaaHybrid.Training;

/// <summary>Which tokens an encoder has to predict, and what it sees in their place (Devlin et al. 2019, arXiv:1810.04805, §3.1).</summary>
public sealed record MaskingRecipe
{
    /// <summary><c>probability</c>: share of a sequence's tokens that are predicted.</summary>
    public double Probability { get; init; } = 0.15;

    /// <summary><c>held_out</c>: share of the held-out tokens that is predicted in a measurement.</summary>
    public double HeldOut { get; init; } = 0.15;

    /// <summary><c>mask</c>: share of these that the mark <c>&lt;mask&gt;</c> stands for.</summary>
    public double Mask { get; init; } = 0.8;

    /// <summary><c>random</c>: share of these that another token stands for; the rest stay visible.</summary>
    public double Random { get; init; } = 0.1;
}
