using System.Text.Json.Nodes;

namespace QaaHybrid.Models.Tests;

/// <summary>Small tokenizers of every kind against the reference; <c>golden/kinds.mjs</c> and <c>golden/sentencepiece_golden.py</c> made them.</summary>
public class KindsGoldenTests
{
    private static JsonNode Read(string name) => JsonNode.Parse(File.ReadAllText(Golden.Path(name)))!;

    private static int[] Ids(JsonNode? list) => [.. list!.AsArray().Select(id => (int)id!)];

    [TestCase("wordpiece")]
    [TestCase("fallback")]
    [TestCase("unigram")]
    public void Ids_and_texts_are_those_of_the_reference(string kind)
    {
        var tokenizer = Tokenizer.FromFile(Golden.Path(kind + ".json"));
        var golden = Read("kinds.json")[kind]!["texts"]!.AsArray();
        foreach (var (text, expected) in Golden.Texts().Zip(golden))
        {
            Assert.That(tokenizer.Encode(text).Ids, Is.EqualTo(Ids(expected!["ids"])), text);
            Assert.That(tokenizer.Decode(Ids(expected["ids"])), Is.EqualTo((string)expected["text"]!), text);
        }
        Assert.That(golden.SelectMany(one => Ids(one!["ids"])).Distinct().Count(), Is.GreaterThan(60), "a golden file of unknown tokens would prove little");
    }

    [TestCase("wordpiece")]
    [TestCase("fallback")]
    public void A_pair_has_the_ids_and_types_of_the_reference(string kind)
    {
        var pair = Read("kinds.json")[kind]!["pair"]!;
        var encoding = Tokenizer.FromFile(Golden.Path(kind + ".json")).Encode(Golden.Texts()[0], Golden.Texts()[1]);
        Assert.That(encoding.Ids, Is.EqualTo(Ids(pair["ids"])));
        Assert.That(encoding.TypeIds, Is.EqualTo(Ids(pair["types"])));
    }

    [TestCase("unigram")]
    [TestCase("bpe")]
    public void A_model_of_SentencePiece_gives_the_ids_and_texts_of_SentencePiece(string kind)
    {
        var tokenizer = Tokenizer.FromFile(Golden.Path(kind + ".model"));
        foreach (var one in Read("sentencepiece.json")[kind]!.AsArray())
        {
            var input = (string)one!["input"]!;
            Assert.That(tokenizer.EncodeToIds(input), Is.EqualTo(Ids(one["ids"])), input);
            Assert.That(tokenizer.Decode(Ids(one["ids"])), Is.EqualTo((string)one["text"]!), input);
        }
    }

    [TestCase("wordpiece.json")]
    [TestCase("fallback.json")]
    [TestCase("unigram.json")]
    [TestCase("unigram.model")]
    [TestCase("bpe.model")]
    [TestCase("tokenizer.json")]
    public void A_stream_of_ids_gives_the_text_of_all_of_them(string file)
    {
        var tokenizer = Tokenizer.FromFile(Golden.Path(file));
        foreach (var text in Golden.Texts())
        {
            var ids = tokenizer.EncodeToIds(text);
            var stream = tokenizer.DecodeStream();
            Assert.That(string.Concat(ids.Select(stream.Step)) + stream.Flush(), Is.EqualTo(tokenizer.Decode(ids)), text);
        }
    }

    [TestCase("wordpiece.json")]
    [TestCase("fallback.json")]
    [TestCase("tokenizer.json")]
    [TestCase("unigram.model")]
    public void Offsets_lead_back_to_the_text(string file)
    {
        var tokenizer = Tokenizer.FromFile(Golden.Path(file));
        const string text = "The OTTER, naïve and\u00A0wet — swims";
        var encoding = tokenizer.Encode(text, addSpecialTokens: false);
        var covered = new bool[text.Length];
        var last = 0;
        foreach (var (start, end) in encoding.Offsets)
        {
            Assert.That(start, Is.GreaterThanOrEqualTo(last).And.LessThanOrEqualTo(end));
            last = start;
            Array.Fill(covered, true, start, end - start);
        }
        Assert.That(text.Where((unit, index) => !covered[index]), Has.All.Matches<char>(char.IsWhiteSpace));
    }
}
