namespace QaaHybrid.Training;

/// <summary>
/// A metric of some held-out examples, which need not be a mean over them: corpus BLEU or Matthews' correlation. What the bootstrap draws samples of.
/// </summary>
/// <param name="examples">Numbers of the examples from 0, as often as each was drawn.</param>
/// <returns>The metric of these examples together.</returns>
public delegate double ExampleMetric(ReadOnlySpan<int> examples);
