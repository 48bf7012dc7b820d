using QaaHybrid.Circuits;

namespace QaaHybrid.Azure;

/// <summary>What the counts of a result were made from.</summary>
public enum ResultSource
{
    /// <summary>Single shots, counted here.</summary>
    Shots,

    /// <summary>A histogram of counts.</summary>
    Histogram,

    /// <summary>Probabilities, multiplied by the shots that were asked for and rounded to whole numbers that sum to them.</summary>
    Probabilities,
}

/// <summary>Where a classical register, or memory region, lies in the bit strings.</summary>
/// <param name="Name">Its name in the program.</param>
/// <param name="Start">The index of its first bit, from the left.</param>
/// <param name="Length">How many bits it has.</param>
public sealed record ResultRegister(string Name, int Start, int Length);

/// <summary>
/// What a job measured, in one form for every provider. In a bit string the result that was recorded first stands leftmost; where a program
/// records its qubits in order, that is the first qubit, as in <c>BackendResult.Counts</c>. Formats that write the bits the other way
/// (IonQ's integers, Quantinuum's registers) are turned round.
/// </summary>
/// <param name="Counts">
/// How often each outcome was seen, in ordinal order of the outcomes. Keys are bit strings of <c>0</c>, <c>1</c> and <c>-</c> (a lost
/// qubit) where <see cref="IsBits"/>, else the outcome in words, e.g. <c>(3, 0.5)</c>.
/// </param>
/// <param name="Shots">How many shots there were, failed ones included; 0 where neither the payload nor the request says.</param>
/// <param name="ShotBits">The outcome of every shot that did not fail, in order, where the payload tells them.</param>
public sealed record JobResult(IReadOnlyDictionary<string, long> Counts, long Shots, IReadOnlyList<string>? ShotBits = null)
{
    /// <summary>The format it was read from.</summary>
    public string Format { get; init; } = "";

    /// <summary>What <see cref="Counts"/> were made from.</summary>
    public ResultSource Source { get; init; }

    /// <summary>Probabilities, where the service tells them and not only counts; keys as in <see cref="Counts"/>.</summary>
    public IReadOnlyDictionary<string, double>? Probabilities { get; init; }

    /// <summary>
    /// The exact distribution as a product of independent ones, where the emulator tells it so: circuits side by side have too many outcomes
    /// together to be listed as <see cref="Probabilities"/>.
    /// </summary>
    public IReadOnlyList<DistributionPart> ProbabilityParts { get; init; } = [];

    /// <summary>Whether every outcome is a string of bits of the same length.</summary>
    public bool IsBits { get; init; } = true;

    /// <summary>Which bits belong to which register, where the payload names registers.</summary>
    public IReadOnlyList<ResultRegister> Registers { get; init; } = [];

    /// <summary>Shots that failed and count for no outcome; a job may be <c>Completed</c> all the same.</summary>
    public long FailedShots { get; init; }

    /// <summary>What the failed shots said, each text once.</summary>
    public IReadOnlyList<string> ShotErrors { get; init; } = [];

    /// <summary>Shots in which a qubit was lost: their strings hold a <c>-</c>.</summary>
    public long LostShots => IsBits ? Counts.Where(entry => entry.Key.Contains('-', StringComparison.Ordinal)).Sum(entry => entry.Value) : 0;

    /// <summary>
    /// What does not fit together in the payload, or had to be assumed: a histogram that contradicts the shots, another number of shots than
    /// was asked for, a register size that is not told. Empty where all is well. Counts are never scaled to hide any of it.
    /// </summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];
}
