using QaaHybrid.Models;

namespace QaaHybrid.Training;

/// <summary>
/// BERTScore (Zhang et al. 2020, arXiv:1904.09675) with a model of one's own: each token is matched with the one on the other side whose hidden state has the greatest
/// cosine with its own. Marks of the template ([CLS], &lt;/s&gt;) take part in the matching and count nothing themselves, as in the published code.
/// </summary>
public sealed class BertScorer : IDisposable
{
    private readonly BertScoreEncoder encoder;
    private readonly BertScoreOptions options;
    private readonly int layer;

    /// <summary>Opens a model.</summary>
    /// <param name="folder">A text model's folder, of any family that <see cref="ModelFamilies"/> knows.</param>
    /// <param name="options">Layer, idf and baseline.</param>
    /// <exception cref="ArgumentException">The model has no such layer, or a baseline is not below 1.</exception>
    /// <exception cref="ModelFileException">A file is missing or damaged.</exception>
    public BertScorer(string folder, BertScoreOptions? options = null)
    {
        this.options = options ?? new BertScoreOptions();
        var layers = Layers(folder);
        layer = this.options.Layer ?? layers;
        if (layer < 0 || layer > layers)
            throw new ArgumentException($"layer is {layer}, {Path.GetFileName(folder)} has the layers 0 (embeddings) to {layers}", nameof(options));
        if (this.options.Baseline is { } b && !(b.Precision < 1 && b.Recall < 1 && b.F1 < 1))
            throw new ArgumentException($"the baseline is {b}, expected numbers below 1", nameof(options));
        encoder = new BertScoreEncoder(folder);
        Signature = $"{Path.GetFileName(Path.TrimEndingDirectorySeparator(folder))}_L{layer}_{(this.options.Idf ? "idf" : "no-idf")}_version=QaaHybrid{(this.options.Baseline is null ? "" : "-rescaled")}";
    }

    /// <summary>What is computed, in bert-score's notation: <c>wordnet-encoder_L3_idf_version=QaaHybrid</c>.</summary>
    public string Signature { get; }

    /// <summary>How many layers the model in a folder has.</summary>
    /// <exception cref="ModelFileException">It is no text model, or a file is missing or damaged.</exception>
    public static int Layers(string folder) => PretrainedConfig.FromFile<TextConfig>(Path.Combine(folder, PretrainedConfig.FileName)).NumHiddenLayers;

    /// <summary>The score of each text. With several references the best one counts, for each of the three numbers by itself.</summary>
    /// <param name="hypotheses">One text a segment; may be empty texts, which score 0.</param>
    /// <param name="references">For each segment at least one reference; all of them together say how rare a token is.</param>
    /// <param name="cancellationToken">Ends it between two batches.</param>
    /// <exception cref="ArgumentException">The counts differ, there is no segment, or a segment has no reference.</exception>
    /// <exception cref="OperationCanceledException">It was interrupted.</exception>
    public IReadOnlyList<BertScore> Each(
        IReadOnlyList<string> hypotheses, IReadOnlyList<IReadOnlyList<string>> references, CancellationToken cancellationToken = default)
    {
        Segments.Check(hypotheses, references);
        var texts = hypotheses.Select(encoder.Tokenize).ToList();
        var pairs = references.Index().SelectMany(group => group.Item.Select(reference => (Segment: group.Index, Text: texts[group.Index], Reference: encoder.Tokenize(reference)))).ToList();
        var weights = new TokenWeights(options.Idf ? [.. pairs.Select(pair => pair.Reference)] : null);
        var best = new BertScore?[texts.Count];
        using var unrecorded = no_grad();
        // Similar lengths together: less filling.
        foreach (var batch in pairs.OrderBy(pair => pair.Text.Ids.Length).ThenBy(pair => pair.Reference.Ids.Length).Chunk(options.BatchSize))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var scores = Scores([.. batch.Select(pair => pair.Text)], [.. batch.Select(pair => pair.Reference)], weights);
            foreach (var (pair, score) in batch.Zip(scores))
                best[pair.Segment] = best[pair.Segment] is { } other
                    ? new BertScore(Math.Max(other.Precision, score.Precision), Math.Max(other.Recall, score.Recall), Math.Max(other.F1, score.F1))
                    : score;
        }
        return [.. best.Select(score => options.Baseline is { } baseline ? score!.Value.Rescale(baseline) : score!.Value)];
    }

    /// <inheritdoc/>
    public void Dispose() => encoder.Dispose();

    private BertScore[] Scores(BertScoreText[] texts, BertScoreText[] references, TokenWeights weights)
    {
        using var scope = NewDisposeScope();
        var cosines = encoder.States(texts, layer).matmul(encoder.States(references, layer).transpose(1, 2));
        return [.. texts.Zip(references).Select((pair, row) => BertScore.Match(
            cosines.select(0, row).narrow(0, 0, pair.First.Ids.Length).narrow(1, 0, pair.Second.Ids.Length).ToArray<double>(), weights.Of(pair.First), weights.Of(pair.Second)))];
    }
}
