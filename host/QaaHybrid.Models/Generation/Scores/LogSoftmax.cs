namespace QaaHybrid.Models;

/// <summary>Logits to log-probabilities.</summary>
internal static class LogSoftmax
{
    /// <summary>x(i) → x(i) − ln Σ exp x(j), in place; the sum is taken in double precision.</summary>
    /// <exception cref="ArithmeticException">A logit is not a number.</exception>
    public static void Apply(Span<float> logits)
    {
        var highest = logits[Logits.Best(logits)];
        var sum = 0.0;
        foreach (var logit in logits)
            sum += Math.Exp(logit - (double)highest);
        var normalizer = highest + Math.Log(sum);
        foreach (ref var logit in logits)
            logit = (float)(logit - normalizer);
    }
}
