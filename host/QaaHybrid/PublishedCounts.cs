using System.Globalization;
using QaaHybrid.Adapters;
using QaaHybrid.Models;
using QaaHybrid.Torch.Modules;

namespace QaaHybrid;

/// <summary>A parameter count that was published, and how to come to it.</summary>
/// <param name="Source">Paper and table.</param>
/// <param name="Setting">The row, as the table calls it.</param>
/// <param name="Published">The number as printed, in millions: <c>0.79</c>.</param>
/// <param name="Model">The model, a name of <see cref="ModelSizes"/>.</param>
/// <param name="Adapter">The method here.</param>
/// <param name="Options">Its options, <c>key=value</c> behind spaces.</param>
/// <param name="Convention">What that table counts.</param>
/// <param name="Count">The same from our counts: the adapter's, and the sum of its modules' outputs.</param>
/// <param name="Labels">Labels of a classifier.</param>
public sealed record PublishedCount(
    string Source, string Setting, string Published, string Model, string Adapter, string Options, string Convention, Func<AdapterCount, long, long> Count, int Labels = 2)
{
    /// <summary>By how much a number may lie beside <see cref="Published"/>: half of its last digit, rounded or cut.</summary>
    public bool Fits(long ours)
    {
        var digits = Published.Contains('.', StringComparison.Ordinal) ? Published.Length - Published.IndexOf('.', StringComparison.Ordinal) - 1 : 0;
        return Math.Abs(ours - 1_000_000 * decimal.Parse(Published, CultureInfo.InvariantCulture)) <= 500_000 / (decimal)Math.Pow(10, digits);
    }
}

/// <summary>Published parameter counts of the methods here, each under its own table's convention, beside ours.</summary>
public static class PublishedCounts
{
    private const string Stored = "stored", WithHead = "stored, and the classifier", Trained = "trained";
    private const string Skew = "entries above the diagonals", SkewScaleBias = "entries above the diagonals, and 2·d_out a module", Dense = "all entries of the blocks";

    private const string Quic = "QuIC, arXiv 2502.06916", BoftGlue = "BOFT, arXiv 2311.06243, table 1", BoftVtab = "BOFT, arXiv 2311.06243, table 4", Goft = "GOFT, arXiv 2404.04316, table 1",
        Psoft = "PSOFT, arXiv 2505.11235, table 2", Vera = "VeRA, arXiv 2310.11454, table 2", Fourier = "FourierFT, arXiv 2405.03003, table 2", Hra = "HRA, arXiv 2405.17484, table 2";

    private const string Deberta = "deberta-v3-base", Roberta = "roberta-base", Dinov2 = "dinov2-large", Llama = "llama-7b";

    // Every linear layer of the attention and feed-forward blocks; PEFT's suffix matching of the released QuIC script hits the two output projections.
    private const string All = "target_modules=all-linear", Outputs = "target_modules=output.dense", QueryValue = "target_modules=@query,@value", QueryKeyValue = "target_modules=@query,@key,@value";

    /// <summary>All rows.</summary>
    public static IReadOnlyList<PublishedCount> Rows { get; } =
    [
        new(Quic, "STS-B ablation, 8 blocks, C1", "1.8", Deberta, "quic", $"blocks=8 orders=1 {Outputs}", WithHead, Headed, 1),
        new(Quic, "STS-B ablation, 8 blocks, C1+C2", "0.033", Deberta, "quic", $"blocks=8 orders=1,2 {Outputs}", WithHead, Headed, 1),
        new(Quic, "STS-B ablation, 8 blocks, C1+C2+C3", "0.013", Deberta, "quic", $"blocks=8 orders=1,2,3 {Outputs}", WithHead, Headed, 1),
        new(Quic, "GLUE, 3 blocks, C1+C2", "0.03", Deberta, "quic", $"blocks=3 orders=1,2 {Outputs}", Stored, Whole),
        new(Quic, "4 stacked adapters", "0.14", Deberta, "quic", $"blocks=3 orders=1,2 num_adapters=4 {Outputs}", Stored, Whole),
        new(Quic, "VTAB-1k, 3 blocks, C1+C2", "0.13", Dinov2, "quic", $"blocks=3 orders=1,2 {QueryKeyValue}", Stored, Whole),
        new(Quic, "LLaMA-7B, 4 blocks, C1+C2", "0.5", Llama, "quic", $"blocks=4 orders=1,2 {QueryValue}", Stored, Whole),

        new(BoftGlue, "Full FT", "184", Deberta, "full", "", Stored, Whole),
        new(BoftGlue, "BitFit", "0.1", Deberta, "bitfit", "", Stored, Whole),
        new(BoftGlue, "LoRA r=8", "1.33", Deberta, "lora", $"r=8 {All}", Stored, Whole),
        new(BoftGlue, "OFT b=16", "0.79", Deberta, "oft", $"oft_block_size=16 {All}", SkewScaleBias, (count, outputs) => count.Stored + 2 * outputs),
        new(BoftGlue, "BOFT m=2, b=8", "0.75", Deberta, "boft", $"boft_block_size=8 boft_n_butterfly_factor=2 {All}", SkewScaleBias, Butterfly(8)),
        new(Hra, "HRA r=8", "0.66", Deberta, "hra", $"r=8 {All}", Stored, Whole),

        new(Goft, "LoRA r=2", "0.33", Deberta, "lora", $"r=2 {All}", Stored, Whole),
        new(Goft, "OFT b=8", "0.66", Deberta, "oft", $"oft_block_size=8 {All}", Dense, (count, _) => count.Stored * 2 * 8 / (8 - 1)),
        new(Goft, "OFT b=4", "0.33", Deberta, "oft", $"oft_block_size=4 {All}", Dense, (count, _) => count.Stored * 2 * 4 / (4 - 1)),
        new(Goft, "GOFT", "0.08", Deberta, "goft", All, Stored, Whole),
        new(Goft, "qGOFT", "0.33", Deberta, "goft", $"quasi=true {All}", Stored, Whole),

        new(Psoft, "LoRA r=8", "1.33", Deberta, "lora", $"r=8 {All}", Stored, Whole),
        new(Psoft, "DoRA r=8", "1.41", Deberta, "dora", $"r=8 {All}", Stored, Whole),
        new(Psoft, "BOFT m=2, b=8", "1.41", Deberta, "boft", $"boft_block_size=8 boft_n_butterfly_factor=2 {All}", "all entries of the blocks, and d_out a module", Whole),
        new(Psoft, "OFTv2 b=32", "1.29", Deberta, "oft", $"oft_block_size=32 {All}", Skew, Whole),

        new(Vera, "Full FT", "125", Roberta, "full", "", WithHead, Headed),
        new(Vera, "BitFit", "0.1", Roberta, "bitfit", "", Stored, Whole),
        new(Vera, "LoRA r=8", "0.3", Roberta, "lora", $"r=8 {QueryValue}", Stored, Whole),
        new(Vera, "VeRA r=1024", "0.043", Roberta, "vera", $"r=1024 {QueryValue}", Trained, (count, _) => count.Trainable),
        new(Fourier, "FourierFT n=1000", "0.024", Roberta, "fourierft", $"n_frequency=1000 {QueryValue}", Stored, Whole),

        new(BoftVtab, "Full FT", "304.4", Dinov2, "full", "", Stored, Whole),
        new(BoftVtab, "BitFit", "0.27", Dinov2, "bitfit", "", Stored, Whole),
        new(BoftVtab, "LoRA r=4", "1.77", Dinov2, "lora", $"r=4 {All}", Stored, Whole),
        new(BoftVtab, "OFT b=16", "2.10", Dinov2, "oft", $"oft_block_size=16 {All}", SkewScaleBias, (count, outputs) => count.Stored + 2 * outputs),
        new(BoftVtab, "BOFT m=2, b=8", "1.99", Dinov2, "boft", $"boft_block_size=8 boft_n_butterfly_factor=2 {All}", SkewScaleBias, Butterfly(8)),
        new(BoftVtab, "BOFT m=4, b=4", "1.77", Dinov2, "boft", $"boft_block_size=4 boft_n_butterfly_factor=4 {All}", SkewScaleBias, Butterfly(4)),
        new(BoftVtab, "BOFT m=6, b=2", "1.11", Dinov2, "boft", $"boft_block_size=2 boft_n_butterfly_factor=6 {All}", SkewScaleBias, Butterfly(2)),
    ];

    /// <summary>Counts a row under its table's convention, from the model's configuration alone.</summary>
    public static async Task<long> CountAsync(QaaSession session, PublishedCount row, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(row);
        using var model = ModelSizes.Create(ModelSizes.Read(row.Model), labels: row.Labels);
        var options = row.Options.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(option => option.Split('=', 2)).ToDictionary(option => option[0], option => (object?)option[1]);
        var count = await ModelSizes.CountAsync(session, model, row.Adapter, options, cancellationToken).ConfigureAwait(true);
        var linears = model.named_modules().Where(entry => entry.module is Linear).ToDictionary(entry => entry.name, entry => ((Linear)entry.module).out_features);
        return row.Count(count, count.Modules.Sum(module => linears.GetValueOrDefault(module.Name)));
    }

    private static long Whole(AdapterCount count, long outputs) => count.Stored;

    private static long Headed(AdapterCount count, long outputs) => count.Stored + count.Head;

    // Our BOFT stores b² numbers a block and the scale of its outputs, as Hugging Face's does; above the diagonal there are b(b − 1)/2.
    private static Func<AdapterCount, long, long> Butterfly(int block) => (count, outputs) => (count.Stored - outputs) * (block - 1) / (2 * block) + 2 * outputs;
}
