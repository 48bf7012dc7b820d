using System.Text.Json.Nodes;

namespace QaaHybrid.Models.Tests;

public class BpeTrainerTests
{
    private const string End = "<|endoftext|>";

    private static readonly string Corpus = File.ReadAllText(Golden.Path("corpus.txt"));

    private static Tokenizer Train(int size, params string[] texts) => new BpeTrainer { VocabularySize = size, SpecialTokens = [End] }.Train(texts);

    private static (string Left, string Right)[] Merges(Tokenizer tokenizer)
    {
        using var folder = new TemporaryFolder();
        tokenizer.Save(folder.File("t.json"));
        return [.. JsonNode.Parse(File.ReadAllText(folder.File("t.json")))!["model"]!["merges"]!.AsArray().Select(merge => ((string)merge!).Split(' ') is [var left, var right] ? (left, right) : default)];
    }

    [Test]
    public void The_corpus_gives_the_golden_tokenizer()
    {
        using var folder = new TemporaryFolder();
        Train(340, Corpus).Save(folder.File("tokenizer.json"));
        Assert.That(File.ReadAllText(folder.File("tokenizer.json")), Is.EqualTo(File.ReadAllText(Golden.Path("tokenizer.json"))));
    }

    [Test]
    public void The_order_of_the_texts_does_not_matter()
    {
        var lines = Corpus.Split('\n');
        Assert.That(Merges(Train(340, [.. lines.Reverse()])), Is.EqualTo(Merges(Train(340, lines))));
    }

    [Test]
    public void Merges_are_those_of_counting_everything_anew_each_time()
    {
        // The published algorithm word for word: count all pairs, join the most frequent one everywhere, begin again.
        var words = ByteLevelPreTokenizer.Gpt2Pattern.Matches(Corpus).Select(match => System.Text.Encoding.UTF8.GetBytes(match.Value).Select(value => ByteAlphabet.CharOf(value).ToString()).ToList()).ToList();
        var ids = Enumerable.Range(0, 256).Select(value => ByteAlphabet.CharOf((byte)value).ToString()).OrderBy(token => token, StringComparer.Ordinal).ToList();
        var expected = new List<(string, string)>();
        while (expected.Count < 150)
        {
            var best = words.SelectMany(word => word.Zip(word.Skip(1))).GroupBy(pair => pair).Where(group => group.Count() > 1)
                .OrderByDescending(group => group.Count()).ThenBy(group => ids.IndexOf(group.Key.First)).ThenBy(group => ids.IndexOf(group.Key.Second)).FirstOrDefault();
            if (best is null)
                break;
            expected.Add(best.Key);
            if (!ids.Contains(best.Key.First + best.Key.Second))
                ids.Add(best.Key.First + best.Key.Second);
            foreach (var word in words)
                for (var i = 0; i + 1 < word.Count; i++)
                    if ((word[i], word[i + 1]) == best.Key)
                    {
                        word[i] += word[i + 1];
                        word.RemoveAt(i + 1);
                    }
        }
        Assert.That(Merges(Train(257 + 150, Corpus)), Is.EqualTo(expected));
        Assert.That(expected, Has.Count.GreaterThan(100));
    }

    [Test]
    public void Training_ends_where_no_pair_is_frequent_enough()
    {
        var tokenizer = Train(1000, "ab ab");
        Assert.That(Merges(tokenizer), Is.EqualTo(new[] { ("a", "b") }), "' ' before 'ab' occurs once only");
        Assert.That(tokenizer.VocabularySize, Is.EqualTo(258));
        Assert.That(Merges(new BpeTrainer { VocabularySize = 1000, MinFrequency = 3 }.Train(["ab ab"])), Is.Empty);
    }

    [Test]
    public void Special_tokens_are_no_part_of_the_statistics()
    {
        Assert.That(Merges(Train(300, string.Concat(Enumerable.Repeat(End + "xy", 5)))), Is.EqualTo(new[] { ("x", "y") }));
    }

    [Test]
    public void A_prefix_space_makes_the_first_word_like_the_others()
    {
        var tokenizer = new BpeTrainer { VocabularySize = 300, AddPrefixSpace = true }.Train(["otter otter otter"]);
        Assert.That(tokenizer.EncodeToIds("otter"), Is.EqualTo(new[] { tokenizer.TokenToId("Ġotter") }));
    }

    [Test]
    public void Marks_stand_around_texts_and_the_mask_swallows_its_blank()
    {
        var tokenizer = new BpeTrainer { VocabularySize = 300, SpecialTokens = ["<s>", "<pad>", "</s>"], MaskToken = "<mask>", Around = ("<s>", "</s>"), AddPrefixSpace = true }
            .Train(["one otter two"]);
        int Id(string token) => tokenizer.TokenToId(token)!.Value;
        Assert.That((Id("<s>"), Id("<pad>"), Id("</s>"), Id("<mask>")), Is.EqualTo((0, 1, 2, 3)));
        Assert.That(tokenizer.Encode("a <mask>").Ids, Is.EqualTo(new[] { 0, Id("Ġ"), Id("a"), 3, 2 }));
        Assert.That(tokenizer.Encode("a", "a").Ids, Is.EqualTo(new[] { 0, Id("Ġ"), Id("a"), 2, 2, Id("Ġ"), Id("a"), 2 }));
        Assert.That(tokenizer.EncodeToIds("a", addSpecialTokens: false), Is.EqualTo(new[] { Id("Ġ"), Id("a") }));
    }

    [Test]
    public void Impossible_settings_are_refused()
    {
        Assert.That(() => Train(256, "a"), Throws.ArgumentException.With.Message.Contains("256"));
        Assert.That(() => new BpeTrainer { VocabularySize = 400, SpecialTokens = ["a", "a"] }.Train([]), Throws.ArgumentException.With.Message.Contains("twice"));
        Assert.That(() => new BpeTrainer { VocabularySize = 400, SpecialTokens = [""] }.Train([]), Throws.ArgumentException);
        Assert.That(() => new BpeTrainer { VocabularySize = 400, SpecialTokens = ["a"], MaskToken = "a" }.Train([]), Throws.ArgumentException.With.Message.Contains("twice"));
        Assert.That(() => new BpeTrainer { VocabularySize = 400, SpecialTokens = ["a"], Around = ("a", "b") }.Train([]), Throws.ArgumentException.With.Message.Contains("special tokens are a"));
    }

    [Test]
    public void Without_texts_it_is_a_tokenizer_of_bytes()
    {
        var tokenizer = Train(1000);
        Assert.That(tokenizer.VocabularySize, Is.EqualTo(257));
        Assert.That(tokenizer.Decode(tokenizer.EncodeToIds("水 火")), Is.EqualTo("水 火"));
    }
}
