using System.Text;
using System.Text.Json.Nodes;

namespace QaaHybrid.Models.Tests;

public class TokenizerReaderTests
{
    private static IEnumerable<TestCaseData> Unknown()
    {
        TestCaseData Case(string name, string path, string json, params string[] said) => new TestCaseData(path, json, said).SetArgDisplayNames(name);
        yield return Case("WordPiece", "model", """{"type":"WordPiece","vocab":{}}""", "model.type", "'WordPiece'", "BPE");
        yield return Case("Unigram", "model", """{"type":"Unigram","vocab":[]}""", "'Unigram'");
        yield return Case("model without type and merges", "model", """{"vocab":{}}""", "model.type", "nothing");
        yield return Case("byte fallback", "model.byte_fallback", "true", "model.byte_fallback", "true", "byte-level");
        yield return Case("dropout", "model.dropout", "0.1", "model.dropout", "0.1");
        yield return Case("suffix", "model.end_of_word_suffix", "\"</w>\"", "end_of_word_suffix", "'</w>'");
        yield return Case("unknown token that is none", "model.unk_token", "\"<unk>\"", "model.unk_token", "'<unk>'", "not in the vocabulary");
        yield return Case("merge of strangers", "model.merges", """["h e","zz z"]""", "model.merges[1]", "'zz'", "not in the vocabulary");
        yield return Case("merge of three", "model.merges", """["a b c"]""", "model.merges[0]", "a b c", "left right");
        yield return Case("one id for two tokens", "model.vocab", """{"a":0,"b":0}""", "model.vocab", "'a'", "'b'");
        yield return Case("negative id", "model.vocab", """{"a":-1}""", "model.vocab.a", "-1");
        yield return Case("id of a billion", "model.vocab", """{"a":1000000000}""", "model.vocab.a", "1000000000");
        yield return Case("id that is no number", "model.vocab", """{"a":"0"}""", "model.vocab.a", "'0'", "integer");
        yield return Case("NFC", "normalizer", """{"type":"NFC"}""", "normalizer.type", "'NFC'", "none");
        yield return Case("a normalizer in a sequence", "normalizer", """{"type":"Sequence","normalizers":[{"type":"Lowercase"}]}""", "normalizer.normalizers[0].type", "'Lowercase'");
        yield return Case("Metaspace", "pre_tokenizer", """{"type":"Metaspace"}""", "pre_tokenizer.type", "'Metaspace'", "ByteLevel, Split, Digits, Sequence");
        yield return Case("no pre-tokenizer", "pre_tokenizer", "null", "pre_tokenizer", "ByteLevel");
        yield return Case("a step behind ByteLevel", "pre_tokenizer", """{"type":"Sequence","pretokenizers":[{"type":"ByteLevel"},{"type":"Digits"}]}""", "'Digits'", "last");
        yield return Case("split that removes", "pre_tokenizer", """{"type":"Sequence","pretokenizers":[{"type":"Split","behavior":"Removed","pattern":{"String":" "}},{"type":"ByteLevel"}]}""", "behavior", "'Removed'", "Isolated");
        yield return Case("unreadable pattern", "pre_tokenizer", """{"type":"Sequence","pretokenizers":[{"type":"Split","behavior":"Isolated","pattern":{"Regex":"(a"}},{"type":"ByteLevel"}]}""", "pattern.Regex", "cannot be read");
        yield return Case("WordPiece decoder", "decoder", """{"type":"WordPiece"}""", "decoder.type", "'WordPiece'", "ByteLevel");
        yield return Case("no decoder", "decoder", "null", "decoder", "ByteLevel");
        yield return Case("BertProcessing", "post_processor", """{"type":"BertProcessing"}""", "post_processor.type", "'BertProcessing'", "TemplateProcessing");
        yield return Case("template without text", "post_processor", """{"type":"TemplateProcessing","single":[],"special_tokens":{}}""", "post_processor.single", "no place for the text");
        yield return Case("template with an unknown token", "post_processor", """{"type":"TemplateProcessing","single":[{"SpecialToken":{"id":"<s>"}},{"Sequence":{"id":"A"}}],"special_tokens":{}}""", "special_tokens.<s>", "missing");
        yield return Case("added token without id", "added_tokens", """[{"content":"<s>"}]""", "added_tokens[0].id", "missing");
        yield return Case("half a surrogate pair", "added_tokens", """[{"id":1,"content":"\uD800"}]""", "added_tokens[0].content", "surrogate");
    }

    [TestCaseSource(nameof(Unknown))]
    public void An_unknown_kind_is_refused_with_what_was_found_and_what_is_supported(string path, string json, string[] said)
    {
        var document = Golden.Document();
        var keys = path.Split('.');
        var parent = keys[..^1].Aggregate((JsonNode)document, (node, key) => node[key]!);
        // As text: a node would refuse half a surrogate pair before the reader sees it.
        parent[keys[^1]] = "@@@";
        var text = document.ToJsonString().Replace("\"@@@\"", json, StringComparison.Ordinal);
        var error = Assert.Throws<ModelFileException>(() => Tokenizer.FromJson(Encoding.UTF8.GetBytes(text), "t.json"))!;
        Assert.That(error.Message, Does.StartWith("t.json: "));
        foreach (var words in said)
            Assert.That(error.Message, Does.Contain(words));
    }

    [TestCase("", "no JSON")]
    [TestCase("{\"model\":", "no JSON")]
    [TestCase("[1]", "expected an object")]
    [TestCase("{\"decoder\":{\"type\":\"ByteLevel\"}}", "key 'model': the key is missing")]
    public void A_damaged_file_is_refused(string json, string said)
    {
        Assert.That(() => Tokenizer.FromJson(Encoding.UTF8.GetBytes(json), "t.json"), Throws.TypeOf<ModelFileException>().With.Message.StartsWith("t.json: ").And.Message.Contains(said));
    }

    [Test]
    public void A_file_that_is_absent_is_an_ordinary_error()
    {
        Assert.That(() => Tokenizer.FromFile("/nowhere/tokenizer.json"), Throws.InstanceOf<IOException>());
    }
}
