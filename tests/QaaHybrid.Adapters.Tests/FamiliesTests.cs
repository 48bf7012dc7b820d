using QaaHybrid.Adapters.Tests.Support;
using QaaHybrid.Models;

namespace QaaHybrid.Adapters.Tests;

/// <summary>Every family of decoders takes an adapter at the places that its users know.</summary>
public class FamiliesTests
{
    private static IEnumerable<TestCaseData> Families()
    {
        yield return new TestCaseData(new GPT2Config { VocabSize = 13, HiddenSize = 12, NumHiddenLayers = 2, NumAttentionHeads = 3 }, "c_attn,c_proj,c_fc", 2 * 4);
        yield return new TestCaseData(new GPTNeoConfig { VocabSize = 13, HiddenSize = 12, NumHiddenLayers = 2, NumHeads = 3 }, "q_proj,v_proj,out_proj", 2 * 3);
        yield return new TestCaseData(
            new GPTNeoXConfig { VocabSize = 13, HiddenSize = 16, IntermediateSize = 20, NumHiddenLayers = 2, NumAttentionHeads = 2 }, "query_key_value,dense,dense_h_to_4h", 2 * 3);
        yield return new TestCaseData(
            new LlamaConfig { VocabSize = 13, HiddenSize = 16, IntermediateSize = 20, NumHiddenLayers = 2, NumAttentionHeads = 4, NumKeyValueHeads = 2 }, "q_proj,v_proj,gate_proj", 2 * 3);
        yield return new TestCaseData(
            new Qwen3Config { VocabSize = 13, HiddenSize = 16, IntermediateSize = 20, NumHiddenLayers = 2, NumAttentionHeads = 4, NumKeyValueHeads = 2, HeadDim = 6 }, "q_proj,o_proj", 2 * 2);
    }

    [TestCaseSource(nameof(Families))]
    public void AnAdapterLearnsAndComesOut(TextConfig config, string targets, int layers)
    {
        using var scope = NewDisposeScope();
        using var folder = new TemporaryFolder();
        CausalLM.from_config(config with { InitializerRange = 0.2 }, seed: 1).save_pretrained(folder.Path);
        // From the file, so that weights lie where GPT-2's lie: transposed, in the mapping.
        using var model = CausalLM.from_pretrained(folder.Path);
        var ids = tensor(new long[] { 1, 5, 2, 7, 3, 1, 5, 2 }, [1, 8]);
        double Loss()
        {
            using var guard = no_grad();
            return model.loss(ids, ids).ToDouble();
        }

        var before = Loss();
        var adapted = Compiler.Inject(model, AdapterRegistry.Configure("lora", new Dictionary<string, object?> { ["r"] = 2, ["target_modules"] = targets }));
        Assert.That(adapted.Layers, Has.Count.EqualTo(layers));
        Assert.That(Loss(), Is.EqualTo(before).Within(1e-6));
        var optimizer = optim.AdamW(adapted.TrainableParameters.Select(entry => entry.p), lr: 0.05);
        for (var step = 0; step < 8; step++)
        {
            model.gradient_checkpointing = step % 2 == 1;
            optimizer.zero_grad();
            model.loss(ids, ids).backward();
            optimizer.step();
        }
        Assert.That(Loss(), Is.LessThan(before - 0.1));
        adapted.Remove();
        Assert.That(Loss(), Is.EqualTo(before).Within(1e-6), "the frozen weights are as they were");
    }
}
