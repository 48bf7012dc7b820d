namespace QaaHybrid.Training;

/// <summary>One line of a <c>metrics.jsonl</c>: a step and numbers by name.</summary>
/// <param name="Step">The optimiser step after which the numbers hold; 0 is before training.</param>
/// <param name="Values">For example <c>loss</c>, <c>lr</c>, <c>tokens_per_second</c>, <c>grad_norm</c>, <c>held_out_loss</c>.</param>
public sealed record MetricRow(int Step, IReadOnlyDictionary<string, double> Values);
