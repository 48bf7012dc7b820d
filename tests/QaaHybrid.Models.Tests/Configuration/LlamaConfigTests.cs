using System.Text.Json.Nodes;

namespace QaaHybrid.Models.Tests;

public class LlamaConfigTests
{
    private const string Smallest = """
        {"architectures":["LlamaForCausalLM"],"vocab_size":32,"hidden_size":16,"intermediate_size":24,"num_hidden_layers":2,"num_attention_heads":4}
        """;

    private static LlamaConfig Read(string json)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("config.json"), json);
        return (LlamaConfig)PretrainedConfig.FromFile(folder.File("config.json"));
    }

    private static string With(string key, string value)
    {
        var json = JsonNode.Parse(Smallest)!;
        json[key] = JsonNode.Parse(value);
        return json.ToJsonString();
    }

    [Test]
    public void What_the_file_leaves_out_is_what_Hugging_Face_takes()
    {
        var config = Read(Smallest);
        Assert.That((config.NumKeyValueHeads, config.HeadDim, config.MaxPositionEmbeddings, config.TieWordEmbeddings), Is.EqualTo((4, 4, 2048, false)));
        Assert.That((config.RmsNormEps, config.RopeTheta, config.TorchDtype, config.BosTokenId), Is.EqualTo((1e-6, 10000.0, "float32", default(int?))));
        Assert.That(config.EosTokenIds, Is.Empty);
    }

    [Test]
    public void Every_value_is_written_and_read_back()
    {
        using var folder = new TemporaryFolder();
        var config = Read(Smallest) with
        {
            NumKeyValueHeads = 2, HeadDim = 6, MaxPositionEmbeddings = 77, RmsNormEps = 1e-5, RopeTheta = 500000, AttentionBias = true, MlpBias = true, TieWordEmbeddings = true,
            RopeScaling = new RopeScaling("llama3", 8, 1, 4, 64), InitializerRange = 0.03, BosTokenId = 1, EosTokenIds = [2, 3], PadTokenId = 0, TorchDtype = "bfloat16",
        };
        config.Save(folder.File("config.json"));
        var again = (LlamaConfig)PretrainedConfig.FromFile(folder.File("config.json"));
        Assert.That(again with { EosTokenIds = config.EosTokenIds }, Is.EqualTo(config));
        Assert.That(again.EosTokenIds, Is.EqualTo(config.EosTokenIds));
    }

    [Test]
    public void One_end_token_is_a_number_and_newer_files_keep_rope_in_one_object()
    {
        Assert.That(Read(With("eos_token_id", "5")).EosTokenIds, Is.EqualTo(new[] { 5 }));
        Assert.That(Read(With("pad_token_id", "-1")).PadTokenId, Is.Null, "older files write -1 for none");
        var config = Read(With("rope_parameters", """{"rope_theta":5000,"rope_type":"linear","factor":2}"""));
        Assert.That((config.RopeTheta, config.RopeScaling), Is.EqualTo((5000.0, new RopeScaling("linear", 2))));
        Assert.That(Read(With("rope_parameters", """{"rope_theta":5000,"rope_type":"default"}""")).RopeScaling, Is.Null);
    }

    [TestCase("architectures", """["MambaForCausalLM"]""", "key 'architectures': the architecture is 'MambaForCausalLM', known: GPT2LMHeadModel, ")]
    [TestCase("architectures", "[]", "not named, known: GPT2LMHeadModel, ")]
    [TestCase("architectures", "null", "not named, known: GPT2LMHeadModel, ")]
    [TestCase("hidden_size", "null", "key 'hidden_size': the key is missing")]
    [TestCase("hidden_size", "0", "key 'hidden_size': found 0")]
    [TestCase("hidden_size", "18", "multiple of num_attention_heads 4")]
    [TestCase("hidden_size", "12", "head_dim is 3")]
    [TestCase("vocab_size", "\"32\"", "key 'vocab_size': found '32'")]
    [TestCase("num_key_value_heads", "3", "num_key_value_heads 3, expected a multiple")]
    [TestCase("hidden_act", "\"gelu\"", "'gelu', supported: silu")]
    [TestCase("rms_norm_eps", "-1", "key 'rms_norm_eps': found -1")]
    [TestCase("rope_scaling", """{"rope_type":"other","factor":2}""", "'other', supported: default, linear, dynamic, llama3, yarn, longrope")]
    [TestCase("rope_scaling", """{"rope_type":"linear"}""", "key 'rope_scaling.factor': the key is missing")]
    [TestCase("torch_dtype", "\"int8\"", "torch_dtype is 'int8'")]
    [TestCase("eos_token_id", "[1,32]", "token id 32 is outside the vocabulary of 32")]
    [TestCase("tie_word_embeddings", "1", "expected true or false")]
    public void An_impossible_file_is_refused_by_key(string key, string value, string said)
    {
        Assert.That(() => Read(With(key, value)), Throws.TypeOf<ModelFileException>().With.Message.Contains("config.json: ").And.Message.Contains(said));
    }
}
