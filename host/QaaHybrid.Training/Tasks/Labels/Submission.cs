using System.Globalization;
using System.Text.Json;
using QaaHybrid.Files;

namespace QaaHybrid.Training;

/// <summary>
/// Predictions in a file as GLUE takes them: a header <c>index⇥prediction</c>, a line an example. Labels as the official files write them: by name for MNLI, QNLI and RTE, by number
/// for the other tasks of GLUE, scores with three decimals. A file named <c>.jsonl</c> is as SuperGLUE takes it: <c>{"idx": 0, "label": "true"}</c>.
/// </summary>
public static class Submission
{
    /// <summary>Writes predictions.</summary>
    /// <param name="path">The file.</param>
    /// <param name="labels">The labels.</param>
    /// <param name="asNames">Whether labels are written by name.</param>
    /// <param name="predictions">The predictions, in the order of the examples.</param>
    /// <exception cref="IOException">The file cannot be written; nothing half-written is left.</exception>
    public static void Write(string path, LabelMap labels, bool asNames, IEnumerable<Prediction> predictions)
    {
        var lines = Path.GetExtension(path).Equals(".jsonl", StringComparison.OrdinalIgnoreCase)
            ? predictions.Select(prediction => $"{{\"idx\": {Index(prediction.Id)}, \"label\": {JsonSerializer.Serialize(labels.Write(prediction.Value, asNames))}}}\n")
            : predictions.Select(prediction => $"{prediction.Id}\t{labels.Write(prediction.Value, asNames)}\n").Prepend("index\tprediction\n");
        AtomicFile.WriteText(path, string.Concat(lines));
    }

    private static string Index(string id) => long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out _) ? id : JsonSerializer.Serialize(id);
}
