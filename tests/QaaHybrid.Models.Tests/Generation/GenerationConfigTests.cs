namespace QaaHybrid.Models.Tests;

public class GenerationConfigTests
{
    private static GenerationConfig Read(string json, List<string>? remarks = null)
    {
        using var folder = new TemporaryFolder();
        folder.Write(GenerationConfig.FileName, json);
        return GenerationConfig.FromPretrained(folder.Path, remark => remarks?.Add(remark));
    }

    [Test]
    public void A_folder_without_the_file_has_the_defaults()
    {
        using var folder = new TemporaryFolder();
        Assert.That(GenerationConfig.FromPretrained(folder.Path), Is.EqualTo(new GenerationConfig()));
    }

    [Test]
    public void What_an_instruction_model_ships_with_is_read()
    {
        var remarks = new List<string>();
        var config = Read("""
            {"bos_token_id": 128000, "do_sample": true, "eos_token_id": [128001, 128008, 128009], "temperature": 0.6, "top_p": 0.9, "max_length": 4096, "transformers_version": "4.42.3"}
            """, remarks);
        Assert.That(config with { EosTokenIds = null }, Is.EqualTo(new GenerationConfig { DoSample = true, Temperature = 0.6, TopP = 0.9, TopK = 50 }));
        Assert.That(config.EosTokenIds, Is.EqualTo(new[] { 128001, 128008, 128009 }));
        Assert.That(remarks, Is.Empty);
    }

    [Test]
    public void Every_key_is_read()
    {
        var config = Read("""
            {"max_new_tokens": 9, "min_new_tokens": 2, "top_k": 0, "repetition_penalty": 1.2, "no_repeat_ngram_size": 3, "num_beams": 4, "length_penalty": -0.5,
             "early_stopping": "never", "num_return_sequences": 2, "eos_token_id": 5, "stop_strings": "\n\n"}
            """);
        Assert.That(config with { EosTokenIds = null, StopStrings = [] }, Is.EqualTo(new GenerationConfig
        {
            MaxNewTokens = 9, MinNewTokens = 2, RepetitionPenalty = 1.2, NoRepeatNgramSize = 3, NumBeams = 4, LengthPenalty = -0.5,
            EarlyStopping = EarlyStopping.Never, NumReturnSequences = 2,
        }));
        Assert.That((config.EosTokenIds, config.StopStrings), Is.EqualTo((new[] { 5 }, new[] { "\n\n" })));
        Assert.That(Read("""{"early_stopping": true}""").EarlyStopping, Is.EqualTo(EarlyStopping.True));
        Assert.That(Read("""{"early_stopping": false, "stop_strings": ["a", "b"]}""").StopStrings, Is.EqualTo(new[] { "a", "b" }));
    }

    [Test]
    public void What_is_not_done_here_is_said_unless_it_is_turned_off()
    {
        var remarks = new List<string>();
        Read("""{"typical_p": 0.9, "num_beam_groups": 1, "diversity_penalty": 0.0, "bad_words_ids": null, "suppress_tokens": [1], "penalty_alpha": 0.6}""", remarks);
        Assert.That(remarks, Has.Count.EqualTo(3));
        Assert.That(string.Join('\n', remarks), Does.Contain("typical_p 0.9").And.Contain("suppress_tokens").And.Contain("penalty_alpha"));
    }

    [TestCase("[]", "expected an object")]
    [TestCase("""{"temperature": 0}""", "temperature")]
    [TestCase("""{"early_stopping": "always"}""", "early_stopping")]
    [TestCase("""{"num_beams": 2, "do_sample": true}""", "num_beams is 2 and do_sample is true")]
    [TestCase("""{"stop_strings": [""]}""", "stop_strings")]
    [TestCase("""{"eos_token_id": "x"}""", "eos_token_id")]
    [TestCase("""{"length_penalty": true}""", "length_penalty")]
    [TestCase("""{"num_return_sequences": 2}""", "at most num_beams, 1")]
    public void What_is_impossible_is_refused_with_its_file_and_key(string json, string why) =>
        Assert.That(() => Read(json), Throws.TypeOf<ModelFileException>().With.Message.Contains(GenerationConfig.FileName).And.Message.Contains(why));

    [Test]
    public void Impossible_settings_are_named()
    {
        Assert.That(new GenerationConfig().Problems(), Is.Empty);
        var problems = new GenerationConfig
        {
            MaxNewTokens = -1, MinNewTokens = -1, Temperature = 0, TopK = -1, TopP = 1.5, RepetitionPenalty = 0, NoRepeatNgramSize = -1, NumBeams = 0,
            LengthPenalty = double.NaN, NumReturnSequences = 0, StopStrings = [""], BatchSize = 0,
        }.Problems().ToList();
        string[] keys =
        [
            "max_new_tokens", "min_new_tokens", "temperature", "top_k", "top_p", "repetition_penalty", "no_repeat_ngram_size", "num_beams", "length_penalty",
            "num_return_sequences", "stop_strings", "batch_size",
        ];
        Assert.That(problems, Has.Count.EqualTo(keys.Length));
        foreach (var (problem, key) in problems.Zip(keys))
            Assert.That(problem, Does.StartWith(key));
    }
}
