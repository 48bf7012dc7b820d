namespace QaaHybrid.Training;

/// <summary>A model's scores of the labels of one example, and what follows from them. In double precision.</summary>
internal static class LabelScores
{
    /// <summary>The class with the highest score, the first of equal ones; of a regression the score itself.</summary>
    public static double Predict(ReadOnlySpan<double> scores, bool isRegression)
    {
        if (isRegression)
            return scores[0];
        var best = 0;
        for (var i = 1; i < scores.Length; i++)
            if (scores[i] > scores[best])
                best = i;
        return best;
    }

    /// <summary>−ln p of the true class, p = softmax of the scores: ln Σ exp(s_i − m) − (s_true − m) with m the highest; of a regression the squared difference.</summary>
    public static double Loss(ReadOnlySpan<double> scores, double expected, bool isRegression)
    {
        if (isRegression)
            return (scores[0] - expected) * (scores[0] - expected);
        var highest = scores[0];
        foreach (var score in scores)
            highest = Math.Max(highest, score);
        var sum = 0.0;
        foreach (var score in scores)
            sum += Math.Exp(score - highest);
        return Math.Log(sum) - (scores[(int)expected] - highest);
    }
}
