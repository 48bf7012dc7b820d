using System.Text.Json.Serialization;

namespace QaaHybrid.Training;

/// <summary>
/// What came out for one held-out example: a line of <c>held-out.jsonl</c>. The lines stand in the order of the data, the same for every method and seed of a task, so that
/// methods can be compared example by example; only VTAB's validation images (<c>_val</c>) are drawn by the seed.
/// </summary>
/// <param name="Part">What is added to the names of the metrics of the examples it is measured with: empty, <c>_mm</c>, <c>_val</c>.</param>
/// <param name="Index">Its number among the examples of its part, from 0.</param>
/// <param name="Loss">Its loss, in the task's unit.</param>
/// <param name="Tokens">How many tokens the loss is the mean of; 1 where a label is predicted.</param>
public sealed record HeldOutExample(string Part, int Index, double Loss, long Tokens = 1)
{
    /// <summary>The number of the class, or the score, that was predicted; null where none is.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? Predicted { get; init; }

    /// <summary>The true one.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? Expected { get; init; }

    /// <summary>The examples in a file.</summary>
    /// <param name="path"><see cref="MethodFolder.HeldOutFile"/> or <see cref="RunFolder.BaseHeldOutFile"/>.</param>
    /// <exception cref="DataFileException">The file is missing or damaged.</exception>
    public static IReadOnlyList<HeldOutExample> Read(string path) => JsonFiles.ReadLines<HeldOutExample>(path);
}
