using System.Text.Json.Nodes;

namespace QaaHybrid.Models.Tests;

public class ModelFamiliesTests
{
    private static readonly Dictionary<string, string> Smallest = new()
    {
        ["gpt2"] = """{"architectures":["GPT2LMHeadModel"],"vocab_size":13,"n_embd":12,"n_layer":2,"n_head":3}""",
        ["gpt_neo"] = """{"architectures":["GPTNeoForCausalLM"],"vocab_size":13,"hidden_size":12,"num_layers":2,"num_heads":3}""",
        ["gpt_neox"] = """{"architectures":["GPTNeoXForCausalLM"],"vocab_size":13,"hidden_size":32,"intermediate_size":20,"num_hidden_layers":2,"num_attention_heads":2}""",
        ["mistral"] = """{"architectures":["MistralForCausalLM"],"vocab_size":13,"hidden_size":16,"intermediate_size":20,"num_hidden_layers":2,"num_attention_heads":4}""",
        ["qwen2"] = """{"architectures":["Qwen2ForCausalLM"],"vocab_size":13,"hidden_size":16,"intermediate_size":20,"num_hidden_layers":2,"num_attention_heads":4}""",
        ["qwen3"] = """{"architectures":["Qwen3ForCausalLM"],"vocab_size":13,"hidden_size":16,"intermediate_size":20,"num_hidden_layers":2,"num_attention_heads":4}""",
        ["bert"] = """{"architectures":["BertForMaskedLM"],"vocab_size":13,"hidden_size":12,"num_hidden_layers":2,"num_attention_heads":3,"intermediate_size":20}""",
        ["roberta"] = """{"architectures":["RobertaForMaskedLM"],"vocab_size":13,"hidden_size":12,"num_hidden_layers":2,"num_attention_heads":3,"intermediate_size":20}""",
        ["deberta-v2"] = """{"model_type":"deberta-v2","vocab_size":13,"hidden_size":12,"num_hidden_layers":2,"num_attention_heads":3,"intermediate_size":20}""",
        ["vit"] = """{"architectures":["ViTForImageClassification"],"hidden_size":12,"num_hidden_layers":2,"num_attention_heads":3,"intermediate_size":20}""",
        ["dinov2"] = """{"architectures":["Dinov2Model"],"model_type":"dinov2","hidden_size":12,"num_hidden_layers":2,"num_attention_heads":3}""",
    };

    private static PretrainedConfig Read(string json)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("config.json"), json);
        return PretrainedConfig.FromFile(folder.File("config.json"));
    }

    private static T Read<T>(string family)
        where T : PretrainedConfig => (T)Read(Smallest[family]);

    [Test]
    public void What_the_file_leaves_out_is_what_Hugging_Face_takes()
    {
        var gpt2 = Read<GPT2Config>("gpt2");
        Assert.That((gpt2.MaxPositionEmbeddings, gpt2.InnerSize, gpt2.ActivationFunction, gpt2.ResidPdrop, gpt2.TieWordEmbeddings), Is.EqualTo((1024, 48, "gelu_new", 0.1, true)));
        var neo = Read<GPTNeoConfig>("gpt_neo");
        Assert.That((neo.WindowSize, neo.IsLocal(0), neo.IsLocal(1), neo.TieWordEmbeddings), Is.EqualTo((256, false, true, true)));
        var neox = Read<GPTNeoXConfig>("gpt_neox");
        Assert.That((neox.RotaryPct, neox.RotaryWidth, neox.UseParallelResidual, neox.HiddenAct, neox.TieWordEmbeddings), Is.EqualTo((0.25, 4, true, "gelu", false)));
        Assert.That(Read<MistralConfig>("mistral").SlidingWindow, Is.EqualTo(4096));
        var qwen2 = Read<Qwen2Config>("qwen2");
        Assert.That((qwen2.SlidingWindow, qwen2.MaxPositionEmbeddings, qwen2.HeadDim, qwen2.QueryKeyValueBias, qwen2.OutputBias), Is.EqualTo((default(int?), 32768, 4, true, false)));
        var qwen3 = Read<Qwen3Config>("qwen3");
        Assert.That((qwen3.HeadDim, qwen3.HeadNorms, qwen3.QueryKeyValueBias), Is.EqualTo((128, true, false)));
        foreach (var encoder in new EncoderConfig[] { Read<BertConfig>("bert"), Read<RobertaConfig>("roberta") })
        {
            Assert.That((encoder.MaxPositionEmbeddings, encoder.TypeVocabSize, encoder.HiddenAct, encoder.LayerNormEps, encoder.TieWordEmbeddings), Is.EqualTo((512, 2, "gelu", 1e-12, true)));
            Assert.That((encoder.HiddenDropoutProb, encoder.AttentionProbsDropoutProb, encoder.ClassifierDropout), Is.EqualTo((0.1, 0.1, default(double?))));
            Assert.That(encoder.PadTokenId, Is.EqualTo(encoder is BertConfig ? 0 : 1));
        }
        var deberta = Read<DebertaV2Config>("deberta-v2");
        Assert.That((deberta.RelativeAttention, deberta.PositionBiasedInput, deberta.PositionBuckets, deberta.ShareAttKey, deberta.PosAttType.Count), Is.EqualTo((false, true, 0, false, 0)));
        Assert.That((deberta.TypeVocabSize, deberta.LayerNormEps, deberta.PadTokenId, deberta.MaxPositions), Is.EqualTo((0, 1e-7, 0, 512)));
        var vit = Read<ViTConfig>("vit");
        Assert.That((vit.ImageSize, vit.PatchSize, vit.NumChannels, vit.LayerNormEps, vit.QkvBias, vit.HiddenDropoutProb), Is.EqualTo((224, 16, 3, 1e-12, true, 0.0)));
        var dinov2 = Read<Dinov2Config>("dinov2");
        Assert.That((dinov2.LayerNormEps, dinov2.MlpRatio, dinov2.LayerscaleValue, dinov2.UseSwigluFfn, dinov2.ClassifierPooling), Is.EqualTo((1e-6, 4, 1.0, false, "cls_mean")));
    }

    [TestCase("mistral", "sliding_window", "null", ExpectedResult = "")]
    [TestCase("gpt_neo", "attention_types", """[[["global","local"],1]]""", ExpectedResult = "1")]
    [TestCase("gpt_neo", "attention_types", """[[["local"],2]]""", ExpectedResult = "0,1")]
    [TestCase("qwen2", "use_sliding_window", "true", ExpectedResult = "", Description = "from layer 28 on")]
    public string Local_layers(string family, string key, string value)
    {
        var json = JsonNode.Parse(Smallest[family])!;
        json[key] = JsonNode.Parse(value);
        var config = Read(json.ToJsonString());
        return string.Join(",", Enumerable.Range(0, 2).Where(layer => config is LlamaConfig llama ? llama.IsLocal(layer) : ((GPTNeoConfig)config).IsLocal(layer)));
    }

    [TestCase("gpt2", "n_embd", "13", "n_embd is 13 and n_head 3, expected a multiple")]
    [TestCase("gpt2", "activation_function", "\"sine\"", "key 'activation_function': the activation is 'sine', supported: gelu, gelu_new")]
    [TestCase("gpt2", "n_layer", "null", "key 'n_layer': the key is missing")]
    [TestCase("gpt2", "attn_pdrop", "1", "attn_pdrop is 1, expected at least 0 and below 1")]
    [TestCase("gpt2", "resid_pdrop", "-1", "key 'resid_pdrop': found -1, expected a number of at least 0")]
    [TestCase("gpt_neo", "attention_types", """[[["global","local"],2]]""", "attention_types names 4 layers, num_layers is 2")]
    [TestCase("gpt_neo", "attention_types", """[[["global","blocked"],1]]""", "'blocked', supported: global, local")]
    [TestCase("gpt_neo", "attention_types", """[["global"]]""", "key 'attention_types[0]': expected [[kinds of layers], how often]")]
    [TestCase("gpt_neox", "rotary_pct", "0.2", "rotary_pct is 0.2 of 16 components, expected an even number")]
    [TestCase("gpt_neox", "rope_scaling", """{"type":"longrope","factor":2,"short_factor":[1],"long_factor":[1]}""", "1 numbers in short_factor and 1 in long_factor, expected 2 in each")]
    [TestCase("mistral", "sliding_window", "0", "key 'sliding_window': found 0")]
    [TestCase("qwen2", "id2label", """{"0":"no","2":"yes"}""", "key 'id2label': there is no label 1")]
    public void An_impossible_file_is_refused_by_key(string family, string key, string value, string said)
    {
        var json = JsonNode.Parse(Smallest[family])!;
        json[key] = JsonNode.Parse(value);
        Assert.That(() => Read(json.ToJsonString()), Throws.TypeOf<ModelFileException>().With.Message.Contains("config.json: ").And.Message.Contains(said));
    }

    [Test]
    public void A_family_is_found_by_its_model_type_where_the_architecture_is_another_head()
    {
        var json = Smallest["gpt2"].Replace("GPT2LMHeadModel", "GPT2ForTokenClassification", StringComparison.Ordinal).Replace("{", "{\"model_type\":\"gpt2\",", StringComparison.Ordinal);
        Assert.That(Read(json), Is.InstanceOf<GPT2Config>());
    }

    [Test]
    public void An_unknown_architecture_is_refused_with_the_known_ones()
    {
        Assert.That(
            () => Read("""{"architectures":["MambaForCausalLM"],"model_type":"mamba"}"""),
            Throws.TypeOf<ModelFileException>().With.Message.Contains($"'MambaForCausalLM' and model_type 'mamba', known: {string.Join(", ", ModelFamilies.Architectures)}"));
        Assert.That(ModelFamilies.Architectures, Is.SupersetOf(new[]
        {
            "GPT2LMHeadModel", "GPTNeoForCausalLM", "GPTNeoXForCausalLM", "LlamaForCausalLM", "MistralForCausalLM", "Qwen2ForCausalLM", "Qwen3ForCausalLM",
            "BertForMaskedLM", "BertForSequenceClassification", "RobertaForMaskedLM", "RobertaForSequenceClassification", "DebertaV2ForMaskedLM",
            "DebertaV2ForSequenceClassification", "ViTForImageClassification", "Dinov2ForImageClassification",
        }));
    }

    [Test]
    public void A_kind_that_a_family_does_not_have_is_refused()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("config.json"), Smallest["gpt2"]);
        Assert.That(() => ImageClassification.from_pretrained(folder.Path), Throws.TypeOf<ModelFileException>().With.Message.Contains("gpt2 has no model of the kind ImageClassification here, only GPT2LMHeadModel"));
    }

    [Test]
    public void Labels_are_read_by_number_and_written()
    {
        var config = Read(Smallest["gpt2"].Replace("{", """{"id2label":{"1":"yes","0":"no"},""", StringComparison.Ordinal));
        Assert.That(config.Labels, Is.EqualTo(new[] { "no", "yes" }));
        using var folder = new TemporaryFolder();
        config.Save(folder.File("config.json"));
        Assert.That(PretrainedConfig.FromFile(folder.File("config.json")).Labels, Is.EqualTo(config.Labels));
    }

    [Test]
    public void Fresh_weights_have_the_families_widths()
    {
        using var scope = torch.NewDisposeScope();
        var config = Read<GPT2Config>("gpt2") with { VocabSize = 3000, HiddenSize = 48, InitializerRange = 0.03 };
        var model = CausalLM.from_config(config, seed: 1);
        double Deviation(string name) => model.get_parameter(name).to(ScalarType.Float64).square().mean().sqrt().ToDouble();
        // Three standard deviations of the estimates are 0.6 % of 144,000 numbers and 2.2 % of 9,216.
        Assert.That(Deviation("transformer.wte.weight"), Is.EqualTo(0.03).Within(0.6).Percent);
        Assert.That(Deviation("transformer.h.1.mlp.c_proj.weight"), Is.EqualTo(0.03 / 2).Within(2.2).Percent, "narrower by √(2 · 2 layers)");
        Assert.That(model.get_parameter("transformer.h.0.attn.c_attn.bias").abs().max().ToDouble(), Is.Zero);
        Assert.That(model.get_parameter("transformer.ln_f.weight").ToArray<float>(), Is.All.EqualTo(1));
    }
}
