namespace QaaHybrid.Training;

/// <summary>One measure of ROUGE, each number from 0 to 100.</summary>
/// <param name="Precision">Share of the hypothesis that is common.</param>
/// <param name="Recall">Share of the reference that is common.</param>
public readonly record struct RougeScore(double Precision, double Recall)
{
    /// <summary>2·P·R / (P + R); 0 where nothing is common.</summary>
    public double FMeasure => Precision + Recall > 0 ? 2 * Precision * Recall / (Precision + Recall) : 0;

    internal static RougeScore Of(int common, int hypothesis, int reference) =>
        common == 0 ? default : new RougeScore(100.0 * common / hypothesis, 100.0 * common / reference);
}

/// <summary>The measures of one text, each beside the reference that suits it best.</summary>
/// <param name="Rouge1">Common words.</param>
/// <param name="Rouge2">Common pairs of neighbouring words.</param>
/// <param name="RougeL">Longest common subsequence of words.</param>
/// <param name="RougeLsum">The same by lines: words of each line of the reference that some line of the text has in order.</param>
public readonly record struct RougeSegment(RougeScore Rouge1, RougeScore Rouge2, RougeScore RougeL, RougeScore RougeLsum);

/// <summary>F-measures of ROUGE, means over segments, 0 to 100.</summary>
/// <param name="Rouge1">Common words.</param>
/// <param name="Rouge2">Common pairs of neighbouring words.</param>
/// <param name="RougeL">Longest common subsequence of words.</param>
/// <param name="RougeLsum">The same by lines.</param>
/// <param name="Stemmed">Whether words were compared by their stems.</param>
public sealed record RougeScores(double Rouge1, double Rouge2, double RougeL, double RougeLsum, bool Stemmed);
