using System.Text.Json.Nodes;

namespace QaaHybrid.Models.Tests;

/// <summary>Greedy texts and beam searches of every family against <c>golden/make.py</c>, which knows neither cache nor batch.</summary>
public class GenerationGoldenTests
{
    private static readonly Lazy<JsonNode> Golden = new(() =>
        JsonNode.Parse(File.ReadAllText(Repository.File("tests", "QaaHybrid.Models.Tests", "Generation", "golden", "generation.json")))!);

    private static IEnumerable<string> Models => Golden.Value["cases"]!.AsArray().Select(item => (string)item!["model"]!).Distinct();

    [TestCaseSource(nameof(Models))]
    public void Texts_and_scores_are_those_of_the_definition_in_any_batch(string name)
    {
        using var family = new GoldenFamily(name);
        var prompts = Golden.Value["prompts"]!.AsArray().Select(prompt => Ids(prompt!)).ToList();
        foreach (var item in Golden.Value["cases"]!.AsArray().Where(item => (string)item!["model"]! == name))
        {
            var config = Read(item!["config"]!);
            var expected = item["texts"]!.AsArray();
            foreach (var batch in (int[])[1, 6, 64])
            {
                var texts = family.Model.generate(prompts, config with { BatchSize = batch });
                var what = $"{item["config"]!.ToJsonString()}, batches of {batch}";
                Assert.That(texts.Select(text => text.Tokens), Is.EqualTo(expected.Select(text => Ids(text!["tokens"]!))), what);
                Assert.That(texts.Select(text => text.Finished), Is.EqualTo(expected.Select(text => (bool)text!["finished"]!)), what);
                foreach (var (text, wanted) in texts.Zip(expected))
                    if (wanted!["score"] is { } score)
                        Assert.That(text.Score, Is.EqualTo((double)score).Within(0.001).Percent, what);
                    else
                        Assert.That(text.Score, Is.Null, what);
            }
        }
    }

    private static int[] Ids(JsonNode ids) => [.. ids.AsArray().Select(id => (int)id!)];

    /// <summary>The way a model's folder says it.</summary>
    private static GenerationConfig Read(JsonNode config)
    {
        using var folder = new TemporaryFolder();
        folder.Write(GenerationConfig.FileName, config.ToJsonString());
        return GenerationConfig.FromPretrained(folder.Path, remark => Assert.Fail(remark));
    }
}
