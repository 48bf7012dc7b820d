namespace QaaHybrid.Models;

/// <summary>What is asked of a row of logits.</summary>
internal static class Logits
{
    /// <summary>The token with the highest logit, the lowest id among equals.</summary>
    /// <exception cref="ArithmeticException">A logit is not a number.</exception>
    public static int Best(ReadOnlySpan<float> logits)
    {
        var best = 0;
        for (var id = 0; id < logits.Length; id++)
        {
            if (float.IsNaN(logits[id]))
                throw new ArithmeticException($"the model's logit of token {id} is not a number (NaN): its weights or its input are damaged");
            if (logits[id] > logits[best])
                best = id;
        }
        return best;
    }
}
