namespace QaaHybrid.Circuits;

/// <summary>How many shots the next derivatives get.</summary>
public enum ShotRule
{
    /// <summary>Always the least number, the same for each parameter.</summary>
    Fixed,

    /// <summary>
    /// Individual coupled adaptive number of shots (Kübler, Arrasmith, Cincio, Coles, Quantum 4, 263 (2020)), its first variant: each parameter
    /// gets what makes its own gain per shot largest, and none gets more than the one that gains most.
    /// </summary>
    ICans,

    /// <summary>
    /// Global coupled adaptive number of shots (Gu, Lowe, Dub, Coles, Arrasmith, arXiv 2108.10434): the gain of the whole step per shot is made
    /// largest.
    /// </summary>
    GCans,
}

/// <summary>How the shots of a derivative are spread over the circuits that it takes.</summary>
/// <remarks>
/// The Z_j of L = Σ w_j ⟨Z_j⟩ are measured together in every shot, so that there is nothing to choose among them. What is chosen are the terms of
/// the shift rules, by |c|, and the states of a batch.
/// </remarks>
public enum TermSampling
{
    /// <summary>In proportion to |c|, at least two for each circuit: the least variance, for many shots.</summary>
    Proportional,

    /// <summary>
    /// Every shot goes to a term drawn with probability |c| / Σ|c| and to a state drawn evenly (weighted random sampling of Rosalin: Arrasmith, Cincio,
    /// Somma, Coles, arXiv 2004.06252): without bias even where there are fewer shots than circuits.
    /// </summary>
    Random,
}
