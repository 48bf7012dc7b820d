namespace QaaHybrid.Models;

/// <summary>
/// The beams of one prompt. Of all continuations of all beams the best are looked at in order: those that end the text are kept as found if they are among
/// the best <c>num_beams</c>, the others are the next beams. This is the search of Hugging Face's library.
/// </summary>
internal sealed class BeamGroup(int place, IReadOnlyList<int> prompt, GenerationRules rules)
{
    private readonly BeamHypotheses hypotheses = new(rules.Config);
    private readonly int limit = rules.Limit(prompt.Count);

    /// <summary>The prompt's place among the prompts.</summary>
    public int Place => place;

    /// <summary>The beams that are followed; at first one without tokens.</summary>
    public IReadOnlyList<Beam> Beams { get; private set; } = [new Beam([], 0, 0)];

    /// <summary>Whether the search is over.</summary>
    public bool Done { get; private set; }

    /// <summary>The best texts found, <c>num_return_sequences</c> of them, best first; fewer only where there are no more.</summary>
    public IReadOnlyList<GeneratedText> Texts => [.. hypotheses.BestFirst.Take(rules.Config.NumReturnSequences)];

    /// <summary>Goes one token further.</summary>
    /// <param name="logits">Those of every beam's next token, <c>[beams, vocabulary]</c>; they are changed.</param>
    public void Advance(Span<float> logits)
    {
        var width = logits.Length / Beams.Count;
        foreach (var (index, beam) in Beams.Index())
        {
            var row = logits.Slice(index * width, width);
            LogSoftmax.Apply(row);
            rules.Process(prompt, beam.Tokens, row);
        }

        var length = Beams[0].Tokens.Length + 1;
        var wanted = rules.Config.NumBeams;
        var next = new List<Beam>();
        var best = double.NegativeInfinity;
        foreach (var (rank, candidate) in Candidates(logits.ToArray(), width).Index())
        {
            best = Math.Max(best, candidate.Sum);
            var token = candidate.Tokens[^1];
            if (rules.Ends.Contains(token))
            {
                if (rank < wanted)
                    hypotheses.Add(candidate.Tokens[..^1], candidate.Sum, length, finished: true);
            }
            else if (rules.Stops(candidate.Tokens))
            {
                if (rank < wanted)
                    hypotheses.Add(candidate.Tokens, candidate.Sum, length, finished: true);
            }
            else
                next.Add(candidate);
            if (next.Count == wanted)
                break;
        }
        if (double.IsNegativeInfinity(best))
            throw new ArithmeticException("no token is left that may come next: no_repeat_ngram_size or min_new_tokens forbids all of them");
        Beams = next;
        if (hypotheses.AreEnough(best, length, limit))
            Done = true;
        else if (length == limit || next.Count == 0)
            Finish(length);
    }

    /// <summary>No step is left: what is followed is found.</summary>
    private void Finish(int length)
    {
        foreach (var beam in Beams)
            hypotheses.Add(beam.Tokens, beam.Sum, length, finished: false);
        Done = true;
    }

    /// <summary>Continuations of all beams by one token, likeliest first; those that are forbidden are left out.</summary>
    private IEnumerable<Beam> Candidates(float[] scores, int width)
    {
        // So many that, even if every end token of every beam is among them, enough go on. Stop strings can make more necessary.
        var count = rules.Config.NumBeams * (1 + Math.Max(1, rules.Ends.Count));
        for (var given = 0; ; (given, count) = (count, count * 4))
        {
            var best = Beams.Index()
                .SelectMany(entry => Highest.Of(scores.AsSpan(entry.Index * width, width), count)
                    .Select(token => (entry.Index, entry.Item, Token: token, Sum: entry.Item.Sum + scores[entry.Index * width + token])))
                .Where(candidate => !double.IsNegativeInfinity(candidate.Sum))
                .OrderByDescending(candidate => candidate.Sum).ThenBy(candidate => candidate.Index).ThenBy(candidate => candidate.Token)
                .Take(count).ToList();
            foreach (var (index, beam, token, sum) in best.Skip(given))
                yield return new Beam([.. beam.Tokens, token], sum, index);
            if (best.Count < count)
                yield break;
        }
    }
}
