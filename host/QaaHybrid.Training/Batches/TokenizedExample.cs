using QaaHybrid.Models;

namespace QaaHybrid.Training;

/// <summary>A source and its target as token ids: start mark, source, target, end mark.</summary>
/// <param name="Ids">All ids.</param>
/// <param name="TargetStart">Index of the target's first id; the ids before it are given, those from it on are learned.</param>
public sealed record TokenizedExample(IReadOnlyList<int> Ids, int TargetStart)
{
    /// <summary>Tokenises an example.</summary>
    /// <param name="example">The example.</param>
    /// <param name="tokenizer">The model's tokenizer.</param>
    /// <param name="marks">The marks that start and end a text.</param>
    /// <param name="maxLength">
    /// Longest result. A target that does not fit loses its end, and with it the end mark: the model does not learn to stop there. A source
    /// that leaves no room for four target tokens loses its beginning.
    /// </param>
    public static TokenizedExample Of(SourceTarget example, Tokenizer tokenizer, TextMarks marks, int maxLength)
    {
        const int leastTarget = 4;
        var source = Prompt(example.Source, tokenizer, marks);
        // The blank belongs to the target: byte-level vocabularies hold words with their blank. A new line needs none.
        var blank = example.Source.EndsWith('\n') ? "" : " ";
        var target = tokenizer.EncodeToIds(blank + example.Target, addSpecialTokens: false);
        var ids = new List<int>(source);
        var room = maxLength - Math.Min(leastTarget, target.Length);
        if (ids.Count > room)
            ids.RemoveRange(marks.Start is null ? 0 : 1, ids.Count - room);
        var start = ids.Count;
        ids.AddRange(target);
        ids.Add(marks.End);
        if (ids.Count > maxLength)
            ids.RemoveRange(maxLength, ids.Count - maxLength);
        return new TokenizedExample(ids, start);
    }

    /// <summary>What the model is given to generate from.</summary>
    public static IReadOnlyList<int> Prompt(string source, Tokenizer tokenizer, TextMarks marks) =>
        [.. marks.Start is { } start ? [start] : Array.Empty<int>(), .. tokenizer.EncodeToIds(source, addSpecialTokens: false)];
}
