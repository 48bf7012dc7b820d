using QaaHybrid.Training;

namespace QaaHybrid;

/// <summary>What a run's models wrote for held-out sources, side by side: always the first ones of the data, not chosen by hand.</summary>
/// <param name="Base">What the base model wrote, with sources and references.</param>
/// <param name="Methods">What each method wrote for the same sources.</param>
public sealed record RunSamples(IReadOnlyList<GeneratedSample> Base, IReadOnlyList<(string Method, IReadOnlyList<GeneratedSample> Samples)> Methods);
