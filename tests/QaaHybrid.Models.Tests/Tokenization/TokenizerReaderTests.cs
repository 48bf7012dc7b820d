using System.Text;
using System.Text.Json.Nodes;

namespace QaaHybrid.Models.Tests;

public class TokenizerReaderTests
{
    private static IEnumerable<TestCaseData> Unknown()
    {
        TestCaseData Case(string name, string path, string json, params string[] said) => new TestCaseData(path, json, said).SetArgDisplayNames(name);
        yield return Case("unknown model", "model", """{"type":"Lattice","vocab":{}}""", "model.type", "'Lattice'", "BPE, WordPiece, Unigram, WordLevel");
        yield return Case("model without type and merges", "model", """{"vocab":{}}""", "model.type", "nothing");
        yield return Case("dropout", "model.dropout", "0.1", "model.dropout", "0.1");
        yield return Case("unknown token that is none", "model.unk_token", "\"<unk>\"", "model.unk_token", "'<unk>'", "not in the vocabulary");
        yield return Case("WordPiece without unknown token", "model", """{"type":"WordPiece","vocab":{"a":0}}""", "model.unk_token", "needs an unknown token");
        yield return Case("merge of strangers", "model.merges", """["h e","zz z"]""", "model.merges[1]", "'zz'", "not in the vocabulary");
        yield return Case("merge of three", "model.merges", """["a b c"]""", "model.merges[0]", "a b c", "left right");
        yield return Case("one id for two tokens", "model.vocab", """{"a":0,"b":0}""", "model.vocab", "'a'", "'b'");
        yield return Case("negative id", "model.vocab", """{"a":-1}""", "model.vocab.a", "-1");
        yield return Case("id of a billion", "model.vocab", """{"a":1000000000}""", "model.vocab.a", "1000000000");
        yield return Case("id that is no number", "model.vocab", """{"a":"0"}""", "model.vocab.a", "'0'", "integer");
        yield return Case("score that is none", "model", """{"type":"Unigram","vocab":[["a","b"]]}""", "model.vocab[0]", "[token, score]");
        yield return Case("unknown id beyond the vocabulary", "model", """{"type":"Unigram","unk_id":1,"vocab":[["a",0]]}""", "model.unk_id", "found 1", "below 1");
        yield return Case("unknown normalizer", "normalizer", """{"type":"Rot13"}""", "normalizer.type", "'Rot13'", "NFC, NFD");
        yield return Case("a normalizer in a sequence", "normalizer", """{"type":"Sequence","normalizers":[{"type":"Rot13"}]}""", "normalizer.normalizers[0].type", "'Rot13'");
        yield return Case("table of replacements that is none", "normalizer", """{"type":"Precompiled","precompiled_charsmap":"AAAA"}""", "normalizer.precompiled_charsmap", "3 bytes");
        yield return Case("table that is no base64", "normalizer", """{"type":"Precompiled","precompiled_charsmap":"?"}""", "normalizer.precompiled_charsmap", "cannot be read");
        yield return Case("unknown pre-tokenizer", "pre_tokenizer", """{"type":"UnicodeScripts"}""", "pre_tokenizer.type", "'UnicodeScripts'", "ByteLevel, Split");
        yield return Case("a step behind ByteLevel", "pre_tokenizer", """{"type":"Sequence","pretokenizers":[{"type":"ByteLevel"},{"type":"Digits"}]}""", "'Digits'", "last");
        yield return Case("unknown behavior", "pre_tokenizer", """{"type":"Split","behavior":"Doubled","pattern":{"String":" "}}""", "behavior", "'Doubled'", "Removed, Isolated");
        yield return Case("unreadable pattern", "pre_tokenizer", """{"type":"Split","behavior":"Isolated","pattern":{"Regex":"(a"}}""", "pattern.Regex", "cannot be read");
        yield return Case("pattern beyond .NET", "pre_tokenizer", """{"type":"Split","behavior":"Isolated","pattern":{"Regex":"a|\\p{Cherokee}"}}""", "pattern.Regex", "at 2 of", "'Cherokee' is not known");
        yield return Case("sign of two characters", "pre_tokenizer", """{"type":"Metaspace","replacement":"__"}""", "replacement", "'__'", "one character");
        yield return Case("unknown decoder", "decoder", """{"type":"Rot13"}""", "decoder.type", "'Rot13'", "ByteLevel, ByteFallback");
        yield return Case("unknown post-processor", "post_processor", """{"type":"Rot13"}""", "post_processor.type", "'Rot13'", "TemplateProcessing");
        yield return Case("BertProcessing without id", "post_processor", """{"type":"BertProcessing","sep":["[SEP]"],"cls":["[CLS]",1]}""", "post_processor.sep", "[token, id]");
        yield return Case("template with a text missing", "post_processor", """{"type":"TemplateProcessing","single":[{"Sequence":{"id":"A"}}],"pair":[{"Sequence":{"id":"A"}}],"special_tokens":{}}""", "post_processor.pair", "A and B");
        yield return Case("unknown truncation", "truncation", """{"max_length":5,"strategy":"Random"}""", "truncation.strategy", "'Random'", "LongestFirst");
        yield return Case("unknown padding", "padding", """{"strategy":"Random"}""", "padding.strategy", "'Random'", "BatchLongest");
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
