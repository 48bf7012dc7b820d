namespace QaaHybrid.Training;

/// <summary>
/// Source → target examples from the user's files. One file is dealt out by a hash of its sources (a tenth is held out); with two
/// files, training examples whose source is also in the test file are dropped.
/// </summary>
public static class FileTask
{
    private const double HeldOutShare = 0.1;
    private const long SplitSeed = 20260101;

    /// <summary>The task's examples.</summary>
    /// <param name="task">The recipe's task, <c>kind: file</c> or <c>generation</c>.</param>
    /// <param name="seed">The recipe's seed.</param>
    /// <param name="bad">What happens with bad lines; null refuses them.</param>
    /// <exception cref="DataFileException">A file is missing, a line is wrong, or one side is left without examples.</exception>
    public static TaskData Load(TaskRecipe task, long seed, BadLines? bad = null)
    {
        List<SourceTarget> training, heldOut;
        string description;
        if (task.Data.Length > 0)
        {
            var sides = Read(task, task.Data, bad).ToLookup(example => Seeds.Unit(SplitSeed, example.Source) < HeldOutShare);
            (training, heldOut) = ([.. sides[false]], [.. sides[true]]);
            description = $"{Path.GetFileName(task.Data)}, dealt out by source";
        }
        else
        {
            heldOut = [.. Read(task, task.Test, bad)];
            var held = heldOut.Select(example => example.Source).ToHashSet();
            var all = Read(task, task.Train, bad);
            training = [.. all.Where(example => !held.Contains(example.Source))];
            description = $"{Path.GetFileName(task.Train)} and {Path.GetFileName(task.Test)}";
            if (all.Count > training.Count)
                description += FormattableString.Invariant($" ({all.Count - training.Count} training examples left out: their sources are in the test file)");
        }
        var named = task.Data.Length > 0 ? task.Data : task.Train;
        if (training.Count == 0 || heldOut.Count == 0)
            throw new DataFileException(named, FormattableString.Invariant(
                $"leaves {training.Count} examples to train on and {heldOut.Count} held out; more different sources are needed, or a 'test' file of its own"));
        return TaskLoader.Deal(Path.GetFileNameWithoutExtension(named), description, task, seed, Prompted(task, training), Prompted(task, heldOut));
    }

    /// <summary>A file whose examples are all held out.</summary>
    /// <exception cref="DataFileException">The file is missing or wrong.</exception>
    public static TaskData LoadHeldOut(TaskRecipe task, string file, BadLines? bad = null) =>
        TaskLoader.Deal(Path.GetFileNameWithoutExtension(file), Path.GetFileName(file), task, seed: 0, [], Prompted(task, Read(task, file, bad)));

    private static IReadOnlyList<SourceTarget> Read(TaskRecipe task, string file, BadLines? bad) => SourceTargetFile.Read(
        file,
        task.SourceColumn.Length > 0 ? new SourceTargetColumns(task.SourceColumn, task.TargetColumn) : null,
        bad,
        new PromptTemplates(Chat: task.ChatTemplate) is var standard && task.Prompt.Contains("{instruction}", StringComparison.Ordinal) ? standard with { Instruction = task.Prompt } : standard);

    private static IEnumerable<SourceTarget> Prompted(TaskRecipe task, IEnumerable<SourceTarget> examples) =>
        examples.Select(example => example.IsPrompt ? example : example with { Source = task.Prompt.Replace("{source}", example.Source, StringComparison.Ordinal) });
}
