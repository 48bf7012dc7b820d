using System.Runtime.InteropServices;
using System.Text.Json;

namespace QaaHybrid.Models.Tests;

/// <summary>
/// Ids and texts against the reference implementations on published vocabularies. <c>oracle/run.sh</c> fetches both into <c>.cache</c> and
/// prints the table; where that has not been done, the tests are skipped.
/// </summary>
public class TokenizerParityTests
{
    private static string Folder(params string[] parts) => Repository.File([".cache", "tokenizers", .. parts]);

    [TestCase("gpt2")]
    [TestCase("bert")]
    [TestCase("llama2")]
    [TestCase("qwen3")]
    [TestCase("gptoss")]
    [TestCase("gemma3")]
    [TestCase("unigram-json")]
    [TestCase("unigram-spm")]
    [TestCase("unigram-bytes-spm")]
    [TestCase("bpe-spm")]
    public void Every_text_of_every_corpus_has_the_ids_of_the_reference(string family)
    {
        var golden = Folder("golden", family + ".json");
        if (!File.Exists(golden))
            Assert.Ignore("the reference is absent: run tests/QaaHybrid.Models.Tests/Tokenization/oracle/run.sh");
        var model = Directory.GetFiles(Folder(family), "*.model");
        var tokenizer = model.Length == 1 ? Tokenizer.FromFile(model[0]) : Tokenizer.FromFolder(Folder(family));
        var wrong = new List<string>();
        using var document = JsonDocument.Parse(File.ReadAllBytes(golden));
        foreach (var corpus in document.RootElement.EnumerateObject())
        {
            int ids = 0, texts = 0, tokens = 0;
            foreach (var one in corpus.Value.EnumerateArray())
            {
                var text = Text(one[0]);
                int[] expected = [.. one[1].EnumerateArray().Select(id => id.GetInt32())];
                var found = tokenizer.Encode(text);
                tokens += expected.Length;
                if (!found.Ids.SequenceEqual(expected) || !tokenizer.EncodeToIds(text).SequenceEqual(expected))
                {
                    ids++;
                    wrong.Add($"{corpus.Name}: {Show(text)}\n  expected {Show(expected, found.Ids, tokenizer)}\n  found    {Show(found.Ids, expected, tokenizer)}");
                }
                if (Text(one[2]) is var decoded && tokenizer.Decode(expected, skipSpecialTokens: false) is var back && back != decoded)
                {
                    texts++;
                    wrong.Add($"{corpus.Name}: ids of {Show(text)}\n  expected {Show(decoded)}\n  found    {Show(back)}");
                }
                Assert.That(found.Offsets, Has.All.Matches<(int Start, int End)>(offset => 0 <= offset.Start && offset.Start <= offset.End && offset.End <= text.Length));
            }
            if (Environment.GetEnvironmentVariable("QAAHYBRID_PARITY_TABLE") is { } table)
                File.AppendAllText(table, $"| {family} | {corpus.Name} | {corpus.Value.GetArrayLength()} | {tokens} | {ids} | {texts} |\n");
        }
        Assert.That(wrong, Is.Empty, string.Join('\n', wrong.Take(20)));
    }

    private static string Text(JsonElement base64) => new(MemoryMarshal.Cast<byte, char>(base64.GetBytesFromBase64()));

    private static string Show(string text) => JsonSerializer.Serialize(text.Length > 120 ? text[..120] + "…" : text);

    /// <summary>Ids from shortly before the first that differs.</summary>
    private static string Show(int[] ids, int[] others, Tokenizer tokenizer) =>
        string.Join(' ', ids.Skip(ids.Zip(others).TakeWhile(pair => pair.First == pair.Second).Count() - 5).Take(30).Select(id => $"{id}:{tokenizer.IdToToken(id)}"));
}
