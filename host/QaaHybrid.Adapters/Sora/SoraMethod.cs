using QaaHybrid.Adapters.Parts;

namespace QaaHybrid.Adapters.Sora;

/// <summary>SoRA (Ding et al., "Sparse Low-rank Adaptation of Pre-trained Language Models", EMNLP 2023, arXiv 2311.11696).</summary>
public sealed class SoraMethod : IAdapterMethod
{
    /// <inheritdoc/>
    public string Name => "sora";

    /// <inheritdoc/>
    public string Summary =>
        "LoRA with a gate on every rank; the gates are driven to zero where they help little, and those ranks are dropped in the end (LoRA's options, sparse_lambda, sparse_lambda_2, lambda_schedule, max_lambda, lambda_num)";

    /// <inheritdoc/>
    public IMethodConfig Configure(AdapterOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var threshold = options.Double("sparse_lambda_2", 3e-4, min: 0);
        var schedule = options.Choice("lambda_schedule", SoraSchedule.None, SoraConfig.Schedules);
        var most = options.Double("max_lambda", Math.Max(threshold, 7e-4), min: 0);
        if (schedule == SoraSchedule.Linear && most < threshold)
            throw new AdapterOptionException("max_lambda", FormattableString.Invariant($"sora: option 'max_lambda' is {most}, below sparse_lambda_2 ({threshold}) from which it is raised"));
        return new SoraConfig(LowRankOptions.Read(Name, options, minRank: 0), options.Double("sparse_lambda", 10, min: 0), threshold, schedule, most, options.Int("lambda_num", 7, min: 2));
    }
}
