using System.Text;
using System.Text.Json.Nodes;

namespace QaaHybrid.Models.Tests;

public class TokenizerTests
{
    private readonly Tokenizer tokenizer = Tokenizer.FromFile(Golden.Path("tokenizer.json"));

    [Test]
    public void Decoding_gives_back_every_text()
    {
        foreach (var text in Golden.Texts().Append(""))
            Assert.That(tokenizer.Decode(tokenizer.EncodeToIds(text), skipSpecialTokens: false), Is.EqualTo(text));
    }

    [Test]
    public void Special_tokens_are_one_id_and_left_out_of_the_text()
    {
        var ids = tokenizer.EncodeToIds("<|endoftext|>the end<|endoftext|>");
        Assert.That(tokenizer.TokenToId("<|endoftext|>"), Is.Zero);
        Assert.That(tokenizer.IsSpecial(0), Is.True);
        Assert.That((ids[0], ids[^1], ids.Count(id => id == 0)), Is.EqualTo((0, 0, 2)));
        Assert.That(tokenizer.Decode(ids), Is.EqualTo("the end"));
        Assert.That(tokenizer.Decode(ids, skipSpecialTokens: false), Is.EqualTo("<|endoftext|>the end<|endoftext|>"));
    }

    [Test]
    public void A_template_is_added_on_request()
    {
        var withTemplate = Golden.Variant("template");
        Assert.That(withTemplate.EncodeToIds("the", addSpecialTokens: true)[0], Is.Zero);
        Assert.That(withTemplate.EncodeToIds("the", addSpecialTokens: false), Is.EqualTo(tokenizer.EncodeToIds("the")));
    }

    [Test]
    public void Tokens_and_ids_belong_together()
    {
        Assert.That(tokenizer.VocabularySize, Is.EqualTo(340));
        Assert.That(Enumerable.Range(0, 340).Select(id => tokenizer.TokenToId(tokenizer.IdToToken(id)!)), Is.EqualTo(Enumerable.Range(0, 340)));
        Assert.That(tokenizer.IdToToken(340), Is.Null);
        Assert.That(tokenizer.TokenToId("Ġnowhere"), Is.Null);
    }

    [Test]
    public void A_character_split_over_tokens_appears_when_it_is_complete()
    {
        var ids = tokenizer.EncodeToIds("a😀b");
        Assert.That(ids, Has.Length.EqualTo(6), "the four bytes of the face are tokens of their own");
        var stream = tokenizer.DecodeStream();
        Assert.That(ids.Select(stream.Step), Is.EqualTo(new[] { "a", "", "", "", "😀", "b" }));
        Assert.That(stream.Flush(), Is.Empty);
    }

    [Test]
    public void Broken_and_unknown_ids_do_not_break_decoding()
    {
        var face = tokenizer.EncodeToIds("😀");
        Assert.That(tokenizer.Decode(face[..3]), Is.EqualTo("\uFFFD"));
        Assert.That(tokenizer.Decode([.. face[1..], .. tokenizer.EncodeToIds("x")]), Does.EndWith("x").And.Contain("\uFFFD"));
        Assert.That(tokenizer.Decode([.. tokenizer.EncodeToIds("a"), 5000, .. tokenizer.EncodeToIds("b")]), Is.EqualTo("ab"));
    }

    [Test]
    public void Half_a_surrogate_pair_becomes_the_replacement_character()
    {
        Assert.That(tokenizer.Decode(tokenizer.EncodeToIds("a\uD83Db")), Is.EqualTo("a\uFFFDb"));
    }

    [Test]
    public void Stripping_and_single_words_are_obeyed()
    {
        var document = Golden.Document();
        var added = document["added_tokens"]!.AsArray();
        JsonNode Token(int id, string content, bool word, bool left, bool right) => new JsonObject
        {
            ["id"] = id, ["content"] = content, ["single_word"] = word, ["lstrip"] = left, ["rstrip"] = right, ["special"] = false,
        };
        added.Add(Token(340, "<mask>", false, true, false));
        added.Add(Token(341, "<sep>", false, false, true));
        added.Add(Token(342, "otter", true, false, false));
        added.Add(Token(343, "<mask><mask>", false, false, false));
        var custom = Golden.Tokenizer(document);
        Assert.That(custom.VocabularySize, Is.EqualTo(344));
        Assert.That(custom.EncodeToIds("a  <mask> b"), Is.EqualTo((int[])[.. custom.EncodeToIds("a"), 340, .. custom.EncodeToIds(" b")]));
        Assert.That(custom.EncodeToIds("a <sep>  b"), Is.EqualTo((int[])[.. custom.EncodeToIds("a "), 341, .. custom.EncodeToIds("b")]));
        Assert.That(custom.EncodeToIds("otter"), Is.EqualTo(new[] { 342 }));
        Assert.That(custom.EncodeToIds("otters"), Does.Not.Contain(342));
        Assert.That(custom.EncodeToIds("<mask><mask>"), Is.EqualTo(new[] { 343 }), "the longest of those that start at one place");
        Assert.That(custom.Decode([342, 340]), Is.EqualTo("otter<mask>"));
    }

    [Test]
    public void Saving_writes_the_bytes_that_were_read()
    {
        using var folder = new TemporaryFolder();
        tokenizer.Save(folder.File("tokenizer.json"));
        Assert.That(File.ReadAllBytes(folder.File("tokenizer.json")), Is.EqualTo(File.ReadAllBytes(Golden.Path("tokenizer.json"))));
    }

    [Test]
    public void A_long_piece_takes_no_quadratic_time()
    {
        // Merged pair by pair with a scan for each, half a million letters would take hours.
        var ids = tokenizer.EncodeToIds(new string('a', 500_000));
        Assert.That(tokenizer.Decode(ids), Has.Length.EqualTo(500_000));
    }

    [Test]
    public void Several_threads_get_the_same_ids()
    {
        var fresh = Tokenizer.FromFile(Golden.Path("tokenizer.json"));
        var texts = Golden.Texts();
        var expected = texts.Select(text => tokenizer.EncodeToIds(text)).ToArray();
        var found = Enumerable.Range(0, 40).AsParallel().AsOrdered().Select(round => fresh.EncodeToIds(texts[round % texts.Length])).ToArray();
        Assert.That(found, Is.EqualTo(Enumerable.Range(0, 40).Select(round => expected[round % texts.Length])));
    }

    [Test]
    public void A_byte_without_token_is_refused_or_becomes_the_unknown_token()
    {
        JsonObject Small(string? unknown) => JsonNode.Parse($$"""
            {"model":{"type":"BPE","unk_token":{{(unknown is null ? "null" : $"\"{unknown}\"")}},"vocab":{"a":0,"b":1,"ab":2,"?":3},"merges":["a b"]},
             "pre_tokenizer":{"type":"ByteLevel"},"decoder":{"type":"ByteLevel"} }
            """)!.AsObject();
        Assert.That(Golden.Tokenizer(Small(null)).EncodeToIds("abb"), Is.EqualTo(new[] { 2, 1 }));
        Assert.That(() => Golden.Tokenizer(Small(null)).EncodeToIds("abz"), Throws.TypeOf<FormatException>().With.Message.Contains("0x7A"));
        Assert.That(Golden.Tokenizer(Small("?")).EncodeToIds("abz"), Is.EqualTo(new[] { 2, 3 }));
    }

    [Test]
    public void Whole_pieces_are_taken_without_merging_where_the_file_says_so()
    {
        string Json(bool ignore) => $$"""
            {"model":{"type":"BPE","ignore_merges":{{(ignore ? "true" : "false")}},"vocab":{"a":0,"b":1,"c":2,"ab":3,"abc":4},"merges":["a b"]},
             "pre_tokenizer":{"type":"ByteLevel"},"decoder":{"type":"ByteLevel"} }
            """;
        Assert.That(Tokenizer.FromJson(Encoding.UTF8.GetBytes(Json(false))).EncodeToIds("abc"), Is.EqualTo(new[] { 3, 2 }));
        Assert.That(Tokenizer.FromJson(Encoding.UTF8.GetBytes(Json(true))).EncodeToIds("abc"), Is.EqualTo(new[] { 4 }));
    }
}
