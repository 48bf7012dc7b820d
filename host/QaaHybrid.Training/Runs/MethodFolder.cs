namespace QaaHybrid.Training;

/// <summary>
/// One method of a run on disk:
/// <code>
/// metrics.jsonl    a line a step: loss, learning rate, speed, norms
/// events.out.…     the same for TensorBoard
/// adapter/         the trained weights and their configuration
/// checkpoints/     what 'resume' goes on from; empty when the method is done
/// held-out.jsonl   what came out for each held-out example
/// samples.jsonl    generated texts beside their references
/// evidence.json    circuits drawn, and how they agree with another simulator
/// result.json      the method's line of the table; there when the method is done
/// </code>
/// </summary>
/// <param name="Path">The folder.</param>
public sealed record MethodFolder(string Path)
{
    /// <summary>A line a step.</summary>
    public string MetricsFile => System.IO.Path.Combine(Path, "metrics.jsonl");

    /// <summary>The trained adapter.</summary>
    public string AdapterFolder => System.IO.Path.Combine(Path, "adapter");

    /// <summary>Checkpoints.</summary>
    public string CheckpointsFolder => System.IO.Path.Combine(Path, "checkpoints");

    /// <summary>What came out for each held-out example: see <see cref="HeldOutExample"/>.</summary>
    public string HeldOutFile => System.IO.Path.Combine(Path, "held-out.jsonl");

    /// <summary>Generated texts: see <see cref="GeneratedSample"/>.</summary>
    public string SamplesFile => System.IO.Path.Combine(Path, "samples.jsonl");

    /// <summary>Circuits drawn, and how they agree with another simulator.</summary>
    public string EvidenceFile => System.IO.Path.Combine(Path, "evidence.json");

    /// <summary>The method's result.</summary>
    public string ResultFile => System.IO.Path.Combine(Path, "result.json");
}
