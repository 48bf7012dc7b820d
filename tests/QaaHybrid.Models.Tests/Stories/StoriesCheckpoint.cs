using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace QaaHybrid.Models.Tests;

/// <summary>
/// Converts the stories260K checkpoint (llama2.c's format) into a model's folder with Hugging Face's names. Its rotary positions turn neighbouring
/// components of a head and Hugging Face's turn halves, so the rows of wq and wk are put into another order.
/// </summary>
internal static class StoriesCheckpoint
{
    public static LlamaForCausalLM Load()
    {
        using var folder = new TemporaryFolder();
        Convert(Repository.SharedOrSkip("data", "models", "stories260K", "stories260K.bin"), folder.Path);
        return (LlamaForCausalLM)CausalLM.from_pretrained(folder.Path);
    }

    private static void Convert(string path, string folder)
    {
        var bytes = File.ReadAllBytes(path);
        var header = MemoryMarshal.Cast<byte, int>(bytes.AsSpan(0, 28)).ToArray();
        var (dim, inner, layers, heads, shared, vocabulary, length) = (header[0], header[1], header[2], header[3], header[4], header[5], header[6]);
        var head = dim / heads;
        var offset = 28;
        var tensors = new List<(string, Tensor)>();

        float[] Take(int count)
        {
            var values = MemoryMarshal.Cast<byte, float>(bytes.AsSpan(offset, 4 * count)).ToArray();
            offset += 4 * count;
            return values;
        }

        void PerLayer(string name, int rows, int columns, bool turned = false)
        {
            for (var layer = 0; layer < layers; layer++)
            {
                var values = Take(rows * columns);
                if (turned)
                    values = PairsToHalves(values, head, columns);
                tensors.Add(($"model.layers.{layer}.{name}.weight", torch.tensor(values, columns == 1 ? [rows] : [rows, columns])));
            }
        }

        tensors.Add(("model.embed_tokens.weight", torch.tensor(Take(vocabulary * dim), [vocabulary, dim])));
        PerLayer("input_layernorm", dim, 1);
        PerLayer("self_attn.q_proj", dim, dim, turned: true);
        PerLayer("self_attn.k_proj", shared * head, dim, turned: true);
        PerLayer("self_attn.v_proj", shared * head, dim);
        PerLayer("self_attn.o_proj", dim, dim);
        PerLayer("post_attention_layernorm", dim, 1);
        PerLayer("mlp.gate_proj", inner, dim);
        PerLayer("mlp.down_proj", dim, inner);
        PerLayer("mlp.up_proj", inner, dim);
        tensors.Add(("model.norm.weight", torch.tensor(Take(dim), [dim])));
        SafetensorsTensors.Save(Path.Combine(folder, ModelWeights.FileName), tensors);
        new LlamaConfig
        {
            VocabSize = vocabulary, HiddenSize = dim, IntermediateSize = inner, NumHiddenLayers = layers, NumAttentionHeads = heads, NumKeyValueHeads = shared,
            MaxPositionEmbeddings = length, RmsNormEps = 1e-5, TieWordEmbeddings = true, BosTokenId = 1, EosTokenIds = [1],
        }.Save(Path.Combine(folder, PretrainedConfig.FileName));
    }

    /// <summary>Rows 2i and 2i + 1 of each head become rows i and i + head/2.</summary>
    private static float[] PairsToHalves(float[] values, int head, int columns)
    {
        var result = new float[values.Length];
        for (var row = 0; row < values.Length / columns; row++)
        {
            var (start, inside) = (row / head * head, row % head);
            var target = start + inside / 2 + inside % 2 * (head / 2);
            values.AsSpan(row * columns, columns).CopyTo(result.AsSpan(target * columns));
        }
        return result;
    }
}
