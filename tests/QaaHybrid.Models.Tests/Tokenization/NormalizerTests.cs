using System.Text;
using System.Text.Json.Nodes;

namespace QaaHybrid.Models.Tests;

public class NormalizerTests
{

    /// <summary>What a normalizer makes of a text, seen through a tokenizer whose tokens are code points.</summary>
    private static (string Text, (int Start, int End)[] Offsets) Normalize(string normalizer, string text)
    {
        var vocabulary = new JsonObject { ["<unk>"] = 0 };
        foreach (var code in Enumerable.Range(1, 0x2FFF))
            vocabulary[((char)code).ToString()] = code;
        var document = new JsonObject
        {
            ["normalizer"] = JsonNode.Parse(normalizer),
            ["model"] = new JsonObject { ["type"] = "BPE", ["unk_token"] = "<unk>", ["vocab"] = vocabulary, ["merges"] = new JsonArray() },
        };
        var encoding = Tokenizer.FromJson(Encoding.UTF8.GetBytes(document.ToJsonString())).Encode(text);
        return (string.Concat(encoding.Tokens), encoding.Offsets);
    }

    [TestCase("""{"type":"Lowercase"}""", "ΟΔΟΣ İI", "οδοσ i\u0307i")]
    [TestCase("""{"type":"StripAccents"}""", "e\u0301 é \u0903x", "e é x")]
    [TestCase("""{"type":"Strip","strip_left":true,"strip_right":false}""", " \t a ", "a ")]
    [TestCase("""{"type":"Prepend","prepend":"__"}""", "a", "__a")]
    [TestCase("""{"type":"Replace","pattern":{"String":"ab"},"content":"-"}""", "ababb", "--b")]
    [TestCase("""{"type":"Replace","pattern":{"Regex":" {2,}"},"content":" "}""", "a   b  c", "a b c")]
    [TestCase("""{"type":"Nmt"}""", "a\u0001b\u200Bc\u2028d\u00A0", "ab c d\u00A0")]
    [TestCase("""{"type":"BertNormalizer","clean_text":true,"handle_chinese_chars":true,"strip_accents":null,"lowercase":true}""", "ÉÑ\u0000\u200Dx\ty", "enx y")]
    [TestCase("""{"type":"BertNormalizer","clean_text":false,"handle_chinese_chars":false,"strip_accents":null,"lowercase":false}""", "É\ty", "É\ty")]
    [TestCase("""{"type":"BertNormalizer","lowercase":false,"strip_accents":true}""", "É", "E")]
    [TestCase("""{"type":"ByteLevel"}""", "é ", "Ã©Ġ")]
    public void A_normalizer_does_what_its_name_says(string normalizer, string text, string expected) =>
        Assert.That(Normalize(normalizer, text).Text, Is.EqualTo(expected));

    [Test]
    public void Places_of_what_was_changed_lead_back_to_the_original()
    {
        Assert.That(Normalize("""{"type":"NFKC"}""", "ﬁx").Offsets, Is.EqualTo(new[] { (0, 1), (0, 1), (1, 2) }));
        Assert.That(Normalize("""{"type":"Prepend","prepend":"_"}""", "ab").Offsets, Is.EqualTo(new[] { (0, 1), (0, 1), (1, 2) }));
        Assert.That(Normalize("""{"type":"Replace","pattern":{"String":"bc"},"content":"-"}""", "abcd").Offsets, Is.EqualTo(new[] { (0, 1), (1, 3), (3, 4) }));
        Assert.That(Normalize("""{"type":"Strip"}""", "  a ").Offsets, Is.EqualTo(new[] { (2, 3) }));
        Assert.That(Normalize("""{"type":"Sequence","normalizers":[{"type":"NFD"},{"type":"StripAccents"},{"type":"Lowercase"}]}""", "ÉÑa").Offsets, Is.EqualTo(new[] { (0, 1), (1, 2), (2, 3) }));
    }

    [Test]
    public void A_compiled_table_replaces_clusters_as_a_whole_and_else_code_points()
    {
        // The rules of sentencepiece_golden.py: ﬁ → fi, ½ → 1/2, no-break space → space, e + acute → é.
        var proto = SentencePieceProto.Parse("m", File.ReadAllBytes(Golden.Path("unigram.model")));
        var normalizer = new PrecompiledNormalizer(new PrecompiledCharsMap(proto.CharsMap));
        Assert.That(normalizer.Normalize("ﬁ ½\u00A0e\u0301x"), Is.EqualTo("fi 1/2 éx"));
        // A short cluster is replaced by its shortest key: the mark is lost, as in Hugging Face's tokenizers; SentencePiece keeps it.
        Assert.That(normalizer.Normalize("½\u0301"), Is.EqualTo("1/2"));
        Assert.That(new SentencePieceNormalizer(proto).Normalize("½\u0301  x "), Is.EqualTo("▁1/2\u0301▁x"));
    }

    [Test]
    public void Added_tokens_are_found_before_or_after_normalization_as_they_ask()
    {
        string Json(bool normalized) => $$"""
            {"added_tokens":[{"id":9,"content":"ABC","special":false,"normalized":{{(normalized ? "true" : "false")}}}],"normalizer":{"type":"Lowercase"},
             "model":{"type":"BPE","vocab":{"a":0,"b":1,"c":2},"merges":[]} }
            """;
        int[] Ids(bool normalized, string text) => Tokenizer.FromJson(Encoding.UTF8.GetBytes(Json(normalized))).EncodeToIds(text);
        Assert.That(Ids(false, "ABCabc"), Is.EqualTo(new[] { 9, 0, 1, 2 }));
        Assert.That(Ids(true, "ABCabcAb"), Is.EqualTo(new[] { 9, 9, 0, 1 }));
    }
}
