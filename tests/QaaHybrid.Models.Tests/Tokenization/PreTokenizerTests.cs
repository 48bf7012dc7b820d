using System.Text;
using System.Text.Json.Nodes;

namespace QaaHybrid.Models.Tests;

public class PreTokenizerTests
{
    /// <summary>The pieces that a pre-tokenizer cuts, seen through a model in which every piece is a token.</summary>
    private static string[] Cut(string preTokenizer, string text)
    {
        var document = new JsonObject
        {
            ["pre_tokenizer"] = JsonNode.Parse(preTokenizer),
            ["model"] = JsonNode.Parse("""{"type":"WordLevel","unk_token":"?","vocab":{"?":0}}"""),
        };
        var encoding = Tokenizer.FromJson(Encoding.UTF8.GetBytes(document.ToJsonString())).Encode(text);
        return [.. encoding.Offsets.Select(offset => text[offset.Start..offset.End])];
    }

    // The example of Hugging Face's documentation.
    [TestCase("Removed", "the", "final", "countdown")]
    [TestCase("Isolated", "the", "-", "final", "-", "-", "countdown")]
    [TestCase("MergedWithPrevious", "the-", "final-", "-", "countdown")]
    [TestCase("MergedWithNext", "the", "-final", "-", "-countdown")]
    [TestCase("Contiguous", "the", "-", "final", "--", "countdown")]
    public void Delimiters_go_where_the_behavior_says(string behavior, params string[] expected)
    {
        Assert.That(Cut($$"""{"type":"Split","pattern":{"String":"-"},"behavior":"{{behavior}}","invert":false}""", "the-final--countdown"), Is.EqualTo(expected));
        Assert.That(Cut($$"""{"type":"Split","pattern":{"Regex":"-"},"behavior":"{{behavior}}","invert":false}""", "the-final--countdown"), Is.EqualTo(expected));
        Assert.That(Cut("""{"type":"Split","pattern":{"Regex":"[^-]+"},"behavior":"Removed","invert":true}""", "the-final--countdown"),
            Is.EqualTo(new[] { "the", "final", "countdown" }));
    }

    [TestCase("""{"type":"Whitespace"}""", "Hey, you_2! हिन्दी ⓐ", "Hey", ",", "you_2", "!", "हिन्दी", "ⓐ")]
    [TestCase("""{"type":"WhitespaceSplit"}""", "a\u00A0b \u3000c,d", "a", "b", "c,d")]
    [TestCase("""{"type":"Punctuation","behavior":"Isolated"}""", "a$b—c𝒳.", "a", "$", "b", "—", "c𝒳", ".")]
    [TestCase("""{"type":"Punctuation","behavior":"Contiguous"}""", "a..b", "a", "..", "b")]
    [TestCase("""{"type":"Digits","individual_digits":true}""", "a12½", "a", "1", "2", "½")]
    [TestCase("""{"type":"Digits","individual_digits":false}""", "a12½b", "a", "12½", "b")]
    [TestCase("""{"type":"BertPreTokenizer"}""", "Hey, it's 𝟘!", "Hey", ",", "it", "'", "s", "𝟘", "!")]
    [TestCase("""{"type":"CharDelimiterSplit","delimiter":"x"}""", "axbxxc", "a", "b", "c")]
    [TestCase("""{"type":"Metaspace","replacement":"▁","prepend_scheme":"never"}""", "a b  c", "a", " b", " ", " c")]
    [TestCase("""{"type":"Metaspace","replacement":"▁","prepend_scheme":"never","split":false}""", "a b", "a b")]
    [TestCase("""{"type":"Sequence","pretokenizers":[{"type":"WhitespaceSplit"},{"type":"Punctuation"}]}""", "a, b", "a", ",", "b")]
    public void Texts_are_cut(string preTokenizer, string text, params string[] expected) => Assert.That(Cut(preTokenizer, text), Is.EqualTo(expected));

    [TestCase("always", new[] { 2, 9, 2 })]
    [TestCase("first", new[] { 2, 9, 1 })]
    [TestCase("never", new[] { 1, 9, 1 })]
    public void Metaspace_puts_its_sign_where_the_scheme_says(string scheme, int[] expected)
    {
        var json = $$"""
            {"added_tokens":[{"id":9,"content":"<x>","special":true}],"pre_tokenizer":{"type":"Metaspace","replacement":"▁","prepend_scheme":"{{scheme}}"},
             "model":{"type":"WordLevel","vocab":{"a":1,"▁a":2} } }
            """;
        Assert.That(Tokenizer.FromJson(Encoding.UTF8.GetBytes(json)).EncodeToIds("a<x>a"), Is.EqualTo(expected));
    }

    [TestCase(@"a++b", "aab", "aab")]
    [TestCase(@"a?+a", "a")]
    [TestCase(@"(?:ab)*+b", "ababb", "ababb")]
    [TestCase(@"[[:alpha:]]+", "abc1", "abc")]
    [TestCase(@"[\p{L}&&[^\p{Lu}]]+", "abCd", "ab", "d")]
    [TestCase(@"[^\W\d_]+", "ab_1हि", "ab", "हि")]
    [TestCase(@"[^(\s|[.,])]+", "a.b c", "a", "b", "c")]
    [TestCase(@"\w+", "हिन्दी‍x ⓐ", "हिन्दी‍x", "ⓐ")]
    [TestCase(@"\p{Han}+", "a漢字b", "漢字")]
    [TestCase(@"\p{^L}+", "ab12", "12")]
    [TestCase(@"\h+", "xyzAF09", "AF09")]
    [TestCase(@"\x{61}+", "aab", "aa")]
    [TestCase(@"(?i:'s)", "'S 's 'ſ", "'S", "'s", "'ſ")]
    [TestCase(@"(?m:a.b)", "a\nb", "a\nb")]
    [TestCase(@"^b$", "a\nb\nc", "b")]
    [TestCase(@"\p{L}+|\p{N}", "𝒳y𝟘", "𝒳y", "𝟘")]
    [TestCase(@"\s+(?!\S)|\s+", "a   b", "  ", " ")]
    [TestCase(@"(?<!a)b(?=c)", "abc bc", "b")]
    [TestCase(@"[]a]+", "x]a", "]a")]
    [TestCase(@"a{,2}b", "aaab", "aab")]
    public void Oniguruma_patterns_mean_what_they_mean_there(string pattern, string text, params string[] expected)
    {
        var matches = new List<(int Start, int End)>();
        new TextPattern(OnigurumaPattern.Compile(pattern)).Find(text, matches);
        Assert.That(matches.Where(match => match.End > match.Start).Select(match => text[match.Start..match.End]), Is.EqualTo(expected));
    }

    [TestCase("[a[^b]]", "inside another")]
    [TestCase("[a&&b]", "&&[^…]]")]
    [TestCase("[a\\W]", "\\W cannot stand")]
    [TestCase("😀", "beyond U+FFFF")]
    [TestCase("\\p{Cherokee}", "Cherokee")]
    [TestCase("\\X", "\\X is not supported")]
    [TestCase("(?~abc)", "absence")]
    [TestCase("[abc", "not closed")]
    [TestCase("a)", "closes no group")]
    public void Patterns_without_a_counterpart_are_refused(string pattern, string said) =>
        Assert.That(() => OnigurumaPattern.Compile(pattern), Throws.TypeOf<FormatException>().With.Message.Contains(said));
}
