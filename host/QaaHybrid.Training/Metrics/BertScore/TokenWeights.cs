namespace QaaHybrid.Training;

/// <summary>What tokens count in BERTScore: 1, or with idf ln((M + 1) / (m + 1)) for a token in m of M references; marks of the template count nothing.</summary>
internal sealed class TokenWeights
{
    private readonly Dictionary<int, int>? occurrences;
    private readonly int documents;

    /// <param name="references">All references, where rare tokens count more; null: all tokens count alike.</param>
    public TokenWeights(IReadOnlyCollection<BertScoreText>? references)
    {
        if (references is null)
            return;
        documents = references.Count;
        occurrences = references.SelectMany(reference => reference.Ids.Distinct()).CountBy(id => id).ToDictionary();
    }

    /// <summary>The weights of a text's tokens.</summary>
    public double[] Of(BertScoreText text) => [.. text.Ids.Zip(text.IsSpecial, (id, special) => special ? 0
        : occurrences is null ? 1
        : Math.Log((documents + 1.0) / (occurrences.GetValueOrDefault(id) + 1)))];
}

/// <summary>A text as an encoder takes it.</summary>
/// <param name="Ids">Its tokens, those of the template included.</param>
/// <param name="IsSpecial">Which of them the template put there.</param>
internal sealed record BertScoreText(int[] Ids, bool[] IsSpecial);
