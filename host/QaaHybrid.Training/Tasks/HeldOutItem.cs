namespace QaaHybrid.Training;

/// <summary>A held-out source with every reference there is for it; BLEU takes them together.</summary>
/// <param name="Source">What the model is given.</param>
/// <param name="References">Acceptable targets; at least one.</param>
public sealed record HeldOutItem(string Source, IReadOnlyList<string> References);
