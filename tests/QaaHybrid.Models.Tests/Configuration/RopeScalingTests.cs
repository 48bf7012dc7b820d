using System.Text.Json.Nodes;

namespace QaaHybrid.Models.Tests;

public class RopeScalingTests
{
    private static readonly RopeScaling Llama3 = new("llama3", 8, 1, 4, 64);

    /// <summary>The frequency of the first pair behind pair 0, which always has 1: with two components more it is θ^(−1/2).</summary>
    private static double Second(RopeScaling scaling, double frequency) => scaling.Frequencies(Math.Pow(frequency, -2), 4, 64, 64)[1];

    [TestCase(1e-3, ExpectedResult = 1e-3 / 8, Description = "a wavelength of 6283 tokens is long")]
    [TestCase(0.5, ExpectedResult = 0.5, Description = "a wavelength of 13 tokens is short")]
    public double Llama3_divides_low_frequencies_and_keeps_high_ones(double frequency) => Math.Round(Second(Llama3, frequency), 12);

    [Test]
    public void Llama3_blends_between()
    {
        // Wavelength 32 of an original length of 64: 64/32 = 2 lies a third of the way from 1 to 4.
        var frequency = 2 * Math.PI / 32;
        Assert.That(Second(Llama3, frequency), Is.EqualTo(frequency * (1.0 / 3 + 2.0 / 3 / 8)).Within(1e-15));
    }

    [Test]
    public void Dynamic_changes_nothing_up_to_the_trained_length()
    {
        var (plain, dynamic) = (new RopeScaling("linear", 1), new RopeScaling("dynamic", 4));
        Assert.That(dynamic.Frequencies(10000, 8, 64, 64), Is.EqualTo(plain.Frequencies(10000, 8, 64, 64)));
        // θ' = θ · (4·128/64 − 3)^(8/6)
        Assert.That(dynamic.Frequencies(10000, 8, 64, 128)[1], Is.EqualTo(Math.Pow(10000 * Math.Pow(5, 8.0 / 6), -0.25)).Within(1e-15));
        Assert.That(dynamic.MaxPositions(64), Is.EqualTo(256));
    }

    [Test]
    public void Longrope_takes_other_factors_for_long_sequences()
    {
        var scaling = new RopeScaling("longrope", 4, OriginalMaxPositionEmbeddings: 16) { ShortFactor = [1, 2], LongFactor = [3, 4] };
        Assert.That(scaling.Frequencies(1e4, 4, 64, 16), Is.EqualTo(new[] { 1, 0.005 }).Within(1e-15));
        Assert.That(scaling.Frequencies(1e4, 4, 64, 17), Is.EqualTo(new[] { 1.0 / 3, 0.0025 }).Within(1e-15));
        Assert.That(scaling.ScoreFactor(), Is.EqualTo(Math.Sqrt(1.5)).Within(1e-15), "√(1 + ln 4 / ln 16)");
    }

    [Test]
    public void Yarn_keeps_what_turns_often_and_scales_scores()
    {
        var scaling = new RopeScaling("yarn", 4, OriginalMaxPositionEmbeddings: 4096);
        var (plain, yarn) = (new RopeScaling("linear", 1).Frequencies(10000, 64, 4096, 1), scaling.Frequencies(10000, 64, 4096, 1));
        Assert.That(yarn[0], Is.EqualTo(plain[0]));
        Assert.That(yarn[^1], Is.EqualTo(plain[^1] / 4).Within(1e-15));
        Assert.That(scaling.ScoreFactor(), Is.EqualTo(0.1 * Math.Log(4) + 1).Within(1e-15));
        Assert.That((scaling with { AttentionFactor = 2 }).ScoreFactor(), Is.EqualTo(2));
        Assert.That((scaling with { Mscale = 1, MscaleAllDim = 1 }).ScoreFactor(), Is.EqualTo(1));
    }

    [TestCase("""{"rope_type":"yarn","factor":4.0,"original_max_position_embeddings":32,"beta_fast":16,"beta_slow":2,"mscale":1.0,"mscale_all_dim":0.5}""")]
    [TestCase("""{"rope_type":"dynamic","factor":2.0}""")]
    [TestCase("""{"type":"linear","factor":3.0}""")]
    [TestCase("""{"rope_type":"longrope","factor":2.0,"original_max_position_embeddings":32,"attention_factor":1.5,"short_factor":[1.0,1.5],"long_factor":[2.0,4.0]}""")]
    public void Every_kind_is_written_and_read_back(string json)
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("config.json");
        var config = new LlamaConfig
        {
            VocabSize = 32, HiddenSize = 16, IntermediateSize = 8, NumHiddenLayers = 1, NumAttentionHeads = 4, NumKeyValueHeads = 4, MaxPositionEmbeddings = 64,
        };
        config.Save(path);
        var file = JsonNode.Parse(File.ReadAllText(path))!;
        file["rope_scaling"] = JsonNode.Parse(json);
        File.WriteAllText(path, file.ToJsonString());
        var read = (LlamaConfig)PretrainedConfig.FromFile(path);
        read.Save(path);
        var again = JsonNode.Parse(File.ReadAllText(path))!["rope_scaling"]!;
        foreach (var (key, value) in JsonNode.Parse(json)!.AsObject())
            Assert.That(again[key == "type" ? "rope_type" : key]!.ToJsonString(), Is.EqualTo(JsonNode.Parse(value!.ToJsonString())!.ToJsonString().Replace(".0", "", StringComparison.Ordinal)), key);
        Assert.That(((LlamaConfig)PretrainedConfig.FromFile(path)).RopeScaling!.Frequencies(100, 4, 64, 40), Is.EqualTo(read.RopeScaling!.Frequencies(100, 4, 64, 40)));
    }
}
