namespace QaaHybrid.Tests;

/// <summary>Every published count comes out under its own table's convention, and exactly as its formula says.</summary>
public class PublishedCountsTest
{
    private const string Quic = "QuIC, arXiv 2502.06916";

    // By hand, from the formulas of the tables. Per layer, d is summed over six modules: 6912 in DeBERTa-base and RoBERTa-base (12 layers), 9216 in DINOv2-large (24).
    private static readonly (string Setting, string Model, string Source, long Exact)[] Expected =
    [
        ("STS-B ablation, 8 blocks, C1", "deberta-v3-base", Quic, 24 * 8 * 96 * 96 + 769),
        ("STS-B ablation, 8 blocks, C1+C2", "deberta-v3-base", Quic, 24 * 8 * 13 * 13 + 769),
        ("STS-B ablation, 8 blocks, C1+C2+C3", "deberta-v3-base", Quic, 24 * 8 * 8 * 8 + 769),
        ("GLUE, 3 blocks, C1+C2", "deberta-v3-base", Quic, 24 * 3 * 22 * 22),
        ("4 stacked adapters", "deberta-v3-base", Quic, 4 * 34_848),
        ("VTAB-1k, 3 blocks, C1+C2", "dinov2-large", Quic, 72 * 3 * 25 * 25),
        ("LLaMA-7B, 4 blocks, C1+C2", "llama-7b", Quic, 64 * 4 * 44 * 44),
        ("Full FT", "deberta-v3-base", "BOFT", 184_422_144),
        ("BitFit", "deberta-v3-base", "BOFT", 103_680),
        ("LoRA r=8", "deberta-v3-base", "BOFT", 8 * 12 * (4 * 1536 + 2 * 3840)),
        ("OFT b=16", "deberta-v3-base", "BOFT", 12 * 6912 * 15 / 2 + 2 * 12 * 6912),
        ("BOFT m=2, b=8", "deberta-v3-base", "BOFT", 12 * 6912 * 7 + 2 * 12 * 6912),
        ("HRA r=8", "deberta-v3-base", "HRA", 8 * 12 * 6912),
        ("LoRA r=2", "deberta-v3-base", "GOFT", 2 * 12 * (4 * 1536 + 2 * 3840)),
        ("OFT b=8", "deberta-v3-base", "GOFT", 12 * 6912 * 8),
        ("OFT b=4", "deberta-v3-base", "GOFT", 12 * 6912 * 4),
        ("GOFT", "deberta-v3-base", "GOFT", 12 * (6912 - 6)),
        ("qGOFT", "deberta-v3-base", "GOFT", 12 * 4 * (6912 - 6)),
        ("LoRA r=8", "deberta-v3-base", "PSOFT", 8 * 12 * (4 * 1536 + 2 * 3840)),
        ("DoRA r=8", "deberta-v3-base", "PSOFT", 8 * 12 * (4 * 1536 + 2 * 3840) + 12 * 6912),
        ("BOFT m=2, b=8", "deberta-v3-base", "PSOFT", 12 * 6912 * 8 * 2 + 12 * 6912),
        ("OFTv2 b=32", "deberta-v3-base", "PSOFT", 12 * 6912 * 31 / 2),
        ("Full FT", "roberta-base", "VeRA", 124_055_040 + 592_130),
        ("BitFit", "roberta-base", "VeRA", 102_144),
        ("LoRA r=8", "roberta-base", "VeRA", 24 * 8 * 1536),
        ("VeRA r=1024", "roberta-base", "VeRA", 24 * (1024 + 768)),
        ("FourierFT n=1000", "roberta-base", "FourierFT", 24 * 1000),
        ("Full FT", "dinov2-large", "BOFT", 304_368_640),
        ("BitFit", "dinov2-large", "BOFT", 272_384),
        ("LoRA r=4", "dinov2-large", "BOFT", 4 * 24 * (4 * 2048 + 2 * 5120)),
        ("OFT b=16", "dinov2-large", "BOFT", 24 * 9216 * 15 / 2 + 2 * 24 * 9216),
        ("BOFT m=2, b=8", "dinov2-large", "BOFT", 24 * 9216 * 7 + 2 * 24 * 9216),
        ("BOFT m=4, b=4", "dinov2-large", "BOFT", 24 * 9216 * 6 + 2 * 24 * 9216),
        ("BOFT m=6, b=2", "dinov2-large", "BOFT", 24 * 9216 * 3 + 2 * 24 * 9216),
    ];

    private static IEnumerable<TestCaseData> Rows() => PublishedCounts.Rows.Select(row => new TestCaseData(row).SetArgDisplayNames(row.Source, row.Setting));

    [TestCaseSource(nameof(Rows))]
    public async Task A_published_count_comes_out(PublishedCount row)
    {
        await using var session = new QaaSession();
        var ours = await PublishedCounts.CountAsync(session, row);
        var expected = Expected.Single(entry => entry.Setting == row.Setting && entry.Model == row.Model && row.Source.StartsWith(entry.Source, StringComparison.Ordinal));
        Assert.That(ours, Is.EqualTo(expected.Exact));
        Assert.That(row.Fits(ours), $"{ours} is not {row.Published} M");
    }

    [Test]
    public void No_formula_is_without_its_row() => Assert.That(Expected, Has.Length.EqualTo(PublishedCounts.Rows.Count));

    [Test]
    public void A_number_beside_the_published_one_does_not_fit()
    {
        var row = PublishedCounts.Rows.First(row => row.Published == "0.79");
        Assert.That((row.Fits(784_999), row.Fits(785_000), row.Fits(795_000), row.Fits(795_001)), Is.EqualTo((false, true, true, false)));
    }
}
