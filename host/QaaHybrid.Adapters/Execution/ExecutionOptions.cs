namespace QaaHybrid.Adapters;

/// <summary>How the gradient of a circuit's angles is measured on a backend.</summary>
public enum AngleGradient
{
    /// <summary>By the parameter-shift rules, for amplitudes the rule of one circuit a rotation: exact values give exact gradients, shots unbiased ones.</summary>
    Shift,

    /// <summary>By simultaneous perturbation: two circuits a sample, however many angles there are; far noisier.</summary>
    Spsa,
}

/// <summary>Where the gradient with respect to the embedded vector comes from; it is needed when anything below the circuit is trained.</summary>
public enum InputGradient
{
    /// <summary>
    /// From the same backend: the loader's angles are shifted, 2 (2ⁿ − 1) circuits a vector, and the chain rule leads on to the vector (turned vectors where it breaks down:
    /// <see cref="Circuits.VectorShift"/>); for amplitudes, which are linear in it, one circuit, the inverse on the gradient of the numbers.
    /// </summary>
    Shift,

    /// <summary>From the exact simulator; the angles' gradient stays the backend's.</summary>
    Simulator,

    /// <summary>From nowhere. A model in which something below a circuit is trained is refused.</summary>
    None,
}

/// <summary>How circuits are run on a backend while a model is trained.</summary>
public sealed record ExecutionOptions
{
    /// <summary>How often each circuit is measured; null asks for exact values.</summary>
    public int? Shots { get; init; }

    /// <summary>How the gradient of the angles is measured.</summary>
    public AngleGradient Gradient { get; init; }

    /// <summary>Where the gradient with respect to the vectors comes from.</summary>
    public InputGradient InputGradient { get; init; }

    /// <summary>Directions that <see cref="AngleGradient.Spsa"/> averages for each vector.</summary>
    public int SpsaSamples { get; init; } = 1;

    /// <summary>How far it goes in each, radians. From shots, farther scatters less and is biased more.</summary>
    public double SpsaStep { get; init; } = 0.2;
}
