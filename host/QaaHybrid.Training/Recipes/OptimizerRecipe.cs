using System.Text.RegularExpressions;

namespace QaaHybrid.Training;

/// <summary>AdamW (Loshchilov and Hutter, ICLR 2019), with torch's defaults but for the learning rate and decay that adapters want.</summary>
public sealed record OptimizerRecipe
{
    /// <summary><c>name</c>: adamw.</summary>
    public string Name { get; init; } = "adamw";

    /// <summary><c>lr</c>: the learning rate at the top of the schedule.</summary>
    public double Lr { get; init; } = 2e-3;

    /// <summary><c>weight_decay</c>: decoupled decay.</summary>
    public double WeightDecay { get; init; }

    /// <summary><c>betas</c>: decay of the first moment.</summary>
    public double Beta1 { get; init; } = 0.9;

    /// <summary><c>betas</c>: decay of the second moment.</summary>
    public double Beta2 { get; init; } = 0.999;

    /// <summary><c>eps</c>: added to the root of the second moment.</summary>
    public double Eps { get; init; } = 1e-8;

    /// <summary><c>groups</c>: parameters with a learning rate or decay of their own; the first match counts.</summary>
    public IReadOnlyList<ParameterGroupRecipe> Groups { get; init; } = [];
}

/// <summary>Parameters that an optimiser treats differently.</summary>
public sealed record ParameterGroupRecipe
{
    /// <summary><c>match</c>: a name with <c>*</c> for any text, such as <c>*.theta</c>.</summary>
    public string Match { get; init; } = "";

    /// <summary><c>lr</c>: their learning rate at the top of the schedule.</summary>
    public double Lr { get; init; }

    /// <summary><c>weight_decay</c>: their decay.</summary>
    public double WeightDecay { get; init; }

    /// <summary>Whether a parameter belongs to the group.</summary>
    public bool Matches(string parameter) =>
        Regex.IsMatch(parameter, "^" + Regex.Escape(Match).Replace(@"\*", ".*", StringComparison.Ordinal) + "$", RegexOptions.CultureInvariant);
}
