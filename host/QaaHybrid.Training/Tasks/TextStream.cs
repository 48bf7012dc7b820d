using QaaHybrid.Models;

namespace QaaHybrid.Training;

/// <summary>
/// Plain text to go on with: paragraphs (what stands between empty lines) one after the other with end marks between them, cut into sequences of equal length so that
/// nothing is spent on filling. Of one file the last tenth is held out.
/// </summary>
internal static class TextStream
{
    private const double HeldOutShare = 0.1;

    public static TaskText Read(TaskRecipe task, string? heldOut, Tokenizer tokenizer, TextMarks marks, BadLines bad)
    {
        List<TokenizedExample> training = [], held;
        string description;
        if (heldOut is not null || task.Data.Length == 0)
        {
            held = Sequences(heldOut ?? task.Test, task, tokenizer, marks, bad);
            if (heldOut is null)
                training = Sequences(task.Train, task, tokenizer, marks, bad);
            description = heldOut is null ? $"{Path.GetFileName(task.Train)} and {Path.GetFileName(task.Test)}" : Path.GetFileName(heldOut);
        }
        else
        {
            var all = Sequences(task.Data, task, tokenizer, marks, bad);
            var count = all.Count - Math.Max(1, (int)(all.Count * HeldOutShare));
            if (count < 1)
                throw new DataFileException(task.Data, $"is one sequence of {task.MaxLength} tokens; nothing would be left to train on");
            (training, held) = (all[..count], all[count..]);
            description = $"{Path.GetFileName(task.Data)}, its end held out";
        }
        if (task.TrainExamples > 0)
            training = [.. training.Take(task.TrainExamples)];
        held = [.. held.Take(task.EvalExamples)];
        description += FormattableString.Invariant($"; {training.Count} sequences of {task.MaxLength} tokens to train on, {held.Count} held out");
        return new TaskText(new TaskData { Name = "text", Description = description, Training = [], HeldOut = [], Generation = [] }, tokenizer, marks, training, held);
    }

    private static List<TokenizedExample> Sequences(string path, TaskRecipe task, Tokenizer tokenizer, TextMarks marks, BadLines bad)
    {
        var sequences = new List<TokenizedExample>();
        var stream = new List<int> { marks.End };
        foreach (var paragraph in Paragraphs(path, bad))
        {
            stream.AddRange(tokenizer.EncodeToIds(paragraph, addSpecialTokens: false));
            stream.Add(marks.End);
            var used = 0;
            // Neighbours share a token, so that each but the first of a sequence is predicted once.
            for (; stream.Count - used >= task.MaxLength; used += task.MaxLength - 1)
                sequences.Add(new TokenizedExample(stream.GetRange(used, task.MaxLength), TargetStart: 1));
            stream.RemoveRange(0, used);
        }
        // A text shorter than a sequence is one; what is left of a longer one is not worth filling up.
        if (sequences.Count == 0 && stream.Count > 2)
            sequences.Add(new TokenizedExample(stream, TargetStart: 1));
        return sequences.Count > 0 ? sequences : throw new DataFileException(path, "is empty, expected text");
    }

    private static IEnumerable<string> Paragraphs(string path, BadLines bad)
    {
        var lines = new List<string>();
        foreach (var line in TextFile.Lines(path, bad).Select(line => line.Text.TrimEnd('\r')).Append(""))
            if (!string.IsNullOrWhiteSpace(line))
                lines.Add(line);
            else if (lines.Count > 0)
            {
                yield return string.Join('\n', lines);
                lines.Clear();
            }
    }
}
