namespace QaaHybrid.Training;

/// <summary>A corpus-level BLEU score and what it is made of.</summary>
/// <param name="Score">0 to 100.</param>
/// <param name="Precisions">Precision of 1- to 4-grams after smoothing, in percent.</param>
/// <param name="BrevityPenalty">exp(1 − r/c) where the text is shorter than its references, else 1.</param>
/// <param name="Length">Tokens of the hypotheses, c.</param>
/// <param name="ReferenceLength">Tokens of the references that are nearest in length, r.</param>
/// <param name="Signature">What was computed, in sacreBLEU's notation.</param>
public sealed record BleuScore(
    double Score, IReadOnlyList<double> Precisions, double BrevityPenalty, long Length, long ReferenceLength, string Signature);
