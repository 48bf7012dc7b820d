using QaaHybrid.Models;

namespace QaaHybrid.Training;

/// <summary>
/// Start weights of an encoder whose first layer looks at neighbours. A hidden token says nothing of itself: unlike a decoder, an encoder learns nothing but
/// frequencies until its heads have found a place worth looking at, and from random weights that takes longer than a short training lasts. Here positions
/// start as waves (Vaswani et al. 2017, arXiv:1706.03762, §3.5), and the queries of the first layer turn them: head by head to the token before, the one
/// behind, the second before, the second behind.
/// All of it is free to change in training.
/// </summary>
/// <remarks>
/// Position p has sin(ωᵢ p) and cos(ωᵢ p) in its columns 2i and 2i + 1, with ωᵢ = π · 100^(−2i / hidden), twice as large as the token embeddings, which disturb the scores. Keys take a head's share of
/// the pairs as they are, g · (sin ωp′, cos ωp′), and queries turned by the head's offset δ, g · (sin ω(p + δ), cos ω(p + δ)); their product is g² Σ cos ωᵢ(p + δ − p′), which
/// is largest at p′ = p + δ.
/// </remarks>
internal static class NeighbourStart
{
    private const double Gain = 2;
    private const double Amplitude = 2;

    /// <summary>Sets the positions, and the queries, keys, values and output of the first layer.</summary>
    public static void Apply(RobertaForMaskedLM model)
    {
        var config = model.Config;
        var attention = model.roberta.encoder.layer[0].attention;
        using var scope = NewDisposeScope();
        using var unrecorded = no_grad();
        model.roberta.embeddings.position_embeddings!.weight!.copy_(Waves(config));
        Weight(attention.self.query).copy_(Turned(config, Offset));
        Weight(attention.self.key).copy_(Turned(config, _ => 0));
        // What is found there is to weigh about as much as what it is added to.
        var unit = 1 / Math.Sqrt(config.HiddenSize) / config.InitializerRange;
        Weight(attention.self.value).mul_(Amplitude * unit);
        Weight(attention.output.dense).mul_(unit);
    }

    private static Parameter Weight(nn.Module<Tensor, Tensor> linear) => linear.named_parameters().Single(entry => entry.name == "weight").parameter;

    /// <summary>−1, 1, −2, 2, …</summary>
    private static int Offset(int head) => (head % 2 == 0 ? -1 : 1) * (head / 2 + 1);

    private static double Frequency(int pair, RobertaConfig config) => Math.PI * Math.Pow(100, -2.0 * pair / config.HiddenSize);

    private static Tensor Waves(RobertaConfig config)
    {
        var waves = new float[config.MaxPositionEmbeddings, config.HiddenSize];
        for (var position = 0; position < config.MaxPositionEmbeddings; position++)
            for (var pair = 0; pair < config.HiddenSize / 2; pair++)
            {
                var (sin, cos) = Math.SinCos(Frequency(pair, config) * position);
                waves[position, 2 * pair] = (float)(Amplitude * Math.Sqrt(2) * config.InitializerRange * sin);
                waves[position, 2 * pair + 1] = (float)(Amplitude * Math.Sqrt(2) * config.InitializerRange * cos);
            }
        return tensor(waves.Cast<float>().ToArray(), [config.MaxPositionEmbeddings, config.HiddenSize]);
    }

    /// <summary>A head's pairs are every heads-th one: each head has high and low frequencies.</summary>
    private static Tensor Turned(RobertaConfig config, Func<int, int> offset)
    {
        var (heads, size) = (config.NumAttentionHeads, config.HiddenSize / config.NumAttentionHeads);
        var weight = new float[config.HiddenSize, config.HiddenSize];
        for (var head = 0; head < heads; head++)
            for (var j = 0; j < size / 2; j++)
            {
                var pair = j * heads + head;
                var (sin, cos) = Math.SinCos(Frequency(pair, config) * offset(head));
                var row = head * size + 2 * j;
                weight[row, 2 * pair] = weight[row + 1, 2 * pair + 1] = (float)(Gain * cos);
                weight[row, 2 * pair + 1] = (float)(Gain * sin);
                weight[row + 1, 2 * pair] = (float)(-Gain * sin);
            }
        return tensor(weight.Cast<float>().ToArray(), [config.HiddenSize, config.HiddenSize]);
    }
}
