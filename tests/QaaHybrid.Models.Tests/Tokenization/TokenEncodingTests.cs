using System.Text;
using System.Text.Json.Nodes;

namespace QaaHybrid.Models.Tests;

/// <summary>Templates, masks, truncation and padding, on a tokenizer of words.</summary>
public class TokenEncodingTests
{
    private static readonly string[] Words = ["[PAD]", "[CLS]", "[SEP]", "a", "b", "c", "d", "e", "f", "g"];

    private static Tokenizer Bert(string? more = null)
    {
        var document = JsonNode.Parse("""
            {"pre_tokenizer":{"type":"WhitespaceSplit"},"post_processor":{"type":"BertProcessing","sep":["[SEP]",2],"cls":["[CLS]",1]}}
            """)!.AsObject();
        document["model"] = new JsonObject { ["type"] = "WordLevel", ["vocab"] = new JsonObject(Words.Index().Select(one => KeyValuePair.Create(one.Item, (JsonNode?)one.Index))) };
        foreach (var (key, value) in JsonNode.Parse(more ?? "{}")!.AsObject())
            document[key] = value?.DeepClone();
        return Tokenizer.FromJson(Encoding.UTF8.GetBytes(document.ToJsonString()));
    }

    private static string Tokens(TokenEncoding encoding) => string.Join(' ', encoding.Tokens);

    [Test]
    public void A_pair_has_types_masks_and_offsets_of_its_own_texts()
    {
        var encoding = Bert().Encode("a b", "c");
        Assert.That(Tokens(encoding), Is.EqualTo("[CLS] a b [SEP] c [SEP]"));
        Assert.That(encoding.TypeIds, Is.EqualTo(new[] { 0, 0, 0, 0, 1, 1 }));
        Assert.That(encoding.SpecialTokensMask, Is.EqualTo(new[] { 1, 0, 0, 1, 0, 1 }));
        Assert.That(encoding.AttentionMask, Is.EqualTo(new[] { 1, 1, 1, 1, 1, 1 }));
        Assert.That(encoding.Offsets, Is.EqualTo(new[] { (0, 0), (0, 1), (2, 3), (0, 0), (0, 1), (0, 0) }));
        Assert.That(Bert().Encode("a b", "c", addSpecialTokens: false).TypeIds, Is.EqualTo(new[] { 0, 0, 1 }));
    }

    [Test]
    public void Roberta_has_two_marks_between_and_one_type()
    {
        var encoding = Bert("""{"post_processor":{"type":"RobertaProcessing","sep":["[SEP]",2],"cls":["[CLS]",1],"trim_offsets":true,"add_prefix_space":false}}""").Encode("a", "b");
        Assert.That(Tokens(encoding), Is.EqualTo("[CLS] a [SEP] [SEP] b [SEP]"));
        Assert.That(encoding.TypeIds, Is.All.Zero);
    }

    [TestCase(TruncationStrategy.LongestFirst, 8, "[CLS] a b c [SEP] e f [SEP]")]
    [TestCase(TruncationStrategy.LongestFirst, 7, "[CLS] a b [SEP] e f [SEP]")]
    [TestCase(TruncationStrategy.LongestFirst, 6, "[CLS] a b [SEP] e [SEP]")]
    [TestCase(TruncationStrategy.OnlyFirst, 6, "[CLS] a [SEP] e f [SEP]")]
    [TestCase(TruncationStrategy.OnlySecond, 8, "[CLS] a b c d [SEP] e [SEP]")]
    public void Long_pairs_are_cut_as_the_strategy_says(TruncationStrategy strategy, int length, string expected) =>
        Assert.That(Tokens(Bert().WithTruncation(new Truncation(length, strategy)).Encode("a b c d", "e f")), Is.EqualTo(expected));

    [Test]
    public void Either_side_can_go()
    {
        Assert.That(Tokens(Bert().WithTruncation(new Truncation(4, Direction: Direction.Left)).Encode("a b c d")), Is.EqualTo("[CLS] c d [SEP]"));
        Assert.That(Tokens(Bert().WithTruncation(new Truncation(2)).Encode("a b c d")), Is.EqualTo("[CLS] [SEP]"));
        Assert.That(() => Bert().WithTruncation(new Truncation(4, TruncationStrategy.OnlySecond)).Encode("a b c d", "e"), Throws.ArgumentException.With.Message.Contains("nothing"));
        Assert.That(() => Bert().WithTruncation(new Truncation(4, TruncationStrategy.OnlySecond)).Encode("a b c d"), Throws.ArgumentException.With.Message.Contains("one text"));
    }

    [Test]
    public void A_batch_is_filled_up_to_its_longest_text()
    {
        var batch = Bert().WithPadding(new Padding(0)).EncodeBatch(["a", "a b c"]);
        Assert.That(batch.Select(Tokens), Is.EqualTo(new[] { "[CLS] a [SEP] [PAD] [PAD]", "[CLS] a b c [SEP]" }));
        Assert.That(batch[0].AttentionMask, Is.EqualTo(new[] { 1, 1, 1, 0, 0 }));
        Assert.That(batch[0].SpecialTokensMask, Is.EqualTo(new[] { 1, 0, 1, 1, 1 }));
        Assert.That(Tokens(Bert().WithPadding(new Padding(0, Length: 5, Direction: Direction.Left)).Encode("a")), Is.EqualTo("[PAD] [PAD] [CLS] a [SEP]"));
        Assert.That(Bert().WithPadding(new Padding(0, PadToMultipleOf: 8)).Encode("a").Length, Is.EqualTo(8));
        Assert.That(Bert().WithPadding(new Padding(0, Length: 2)).Encode("a b").Length, Is.EqualTo(4), "a fixed length cuts nothing");
    }

    [Test]
    public void Truncation_and_padding_of_the_file_hold_for_encodings_and_not_for_ids()
    {
        var tokenizer = Bert("""
            {"truncation":{"direction":"Right","max_length":4,"strategy":"LongestFirst","stride":0},
             "padding":{"strategy":{"Fixed":6},"direction":"Right","pad_to_multiple_of":null,"pad_id":0,"pad_type_id":0,"pad_token":"[PAD]"}}
            """);
        Assert.That(Tokens(tokenizer.Encode("a b c d")), Is.EqualTo("[CLS] a b [SEP] [PAD] [PAD]"));
        Assert.That(tokenizer.EncodeToIds("a b c d"), Is.EqualTo(new[] { 1, 3, 4, 5, 6, 2 }));
        Assert.That(tokenizer.WithTruncation(null).WithPadding(null).Encode("a b c d").Length, Is.EqualTo(6));
    }

    [Test]
    public void Blanks_are_no_part_of_a_token_of_bytes_where_the_file_trims()
    {
        var document = Golden.Document();
        Assert.That(Golden.Tokenizer(document).Encode("the otter").Offsets[^1].End, Is.EqualTo(9));
        Assert.That(Golden.Tokenizer(document).Encode("the  the").Offsets, Has.Member((5, 8)));
        document["post_processor"] = null;
        Assert.That(Golden.Tokenizer(document).Encode("the  the").Offsets, Has.Member((4, 8)));
    }
}
