namespace QaaHybrid.Training;

/// <summary>The examples of a task of labels or scores, dealt out.</summary>
/// <param name="Name">One or two words for headings.</param>
/// <param name="Source">Where the examples come from.</param>
/// <param name="Dataset">Columns, labels and metrics.</param>
/// <param name="Training">Examples to train on.</param>
/// <param name="HeldOut">What is measured; the first part counts.</param>
internal sealed record LabelledData(string Name, string Source, TextDataset Dataset, IReadOnlyList<LabelledText> Training, IReadOnlyList<LabelledPart> HeldOut)
{
    private const double HeldOutShare = 0.1;
    private const long SplitSeed = 20260101;

    /// <summary>The names that <c>task.dataset</c> may have.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. TextDatasets.All.Select(dataset => dataset.Name), .. PackagedTexts.Names];

    /// <summary>Columns and labels of a recipe's task; those of an own file without labels in the recipe are in its training file.</summary>
    public static TextDataset DatasetOf(TaskRecipe task, IReadOnlyList<string>? known = null) =>
        TextDatasets.Find(task.Dataset) ?? PackagedTexts.Find(task)
        ?? new TextDataset("", task.PairColumn.Length > 0 ? [task.TextColumn, task.PairColumn] : [task.TextColumn], task.LabelColumn, new LabelMap(known ?? task.Labels))
        {
            SubmitsNames = true,
            Metrics = task.Kind == "regression" ? ["pearson_spearman", "pearson", "spearman"] : ["accuracy", "f1_macro"],
        };

    /// <summary>Reads and deals out the examples.</summary>
    /// <param name="task">The recipe's task.</param>
    /// <param name="seed">The recipe's seed: it chooses which examples of a large file are used.</param>
    /// <param name="known">Labels of a run that is opened again.</param>
    /// <param name="bad">What happens with bad lines.</param>
    public static LabelledData Load(TaskRecipe task, long seed, IReadOnlyList<string>? known, BadLines bad)
    {
        var dataset = DatasetOf(task, known);
        if (PackagedTexts.Find(task) is not null)
        {
            var (source, training, heldOut) = PackagedTexts.Load(task);
            return Cut(task, seed, new LabelledData(task.Dataset, source, dataset, [.. training], [new("", [.. heldOut])]));
        }
        var (train, held) = Files(task, dataset);
        if (dataset.IsRegression && task.Kind == "classification")
            dataset = dataset with { Labels = LabelsOf(dataset, train, bad) };
        var parts = held.Select(file => new LabelledPart(file.Suffix, [.. LabelledTextFile.Read(dataset, file.Path, true, bad)])).ToList();
        var examples = LabelledTextFile.Read(dataset, train, labelled: true, bad);
        var name = task.Dataset.Length > 0 ? task.Dataset : Path.GetFileNameWithoutExtension(train);
        if (parts.Count > 0)
            return Cut(task, seed, new LabelledData(name, $"{Path.GetFileName(train)} and {string.Join(", ", held.Select(file => Path.GetFileName(file.Path)))}", dataset,
                SeededSample.Of(examples, task.TrainExamples, seed, Key), parts));
        var sides = examples.ToLookup(example => Seeds.Unit(SplitSeed, Key(example)) < HeldOutShare);
        return sides.Count == 2
            ? Cut(task, seed, new LabelledData(name, $"{Path.GetFileName(train)}, a tenth held out", dataset, [.. sides[false]], [new("", [.. sides[true]])]))
            : throw new DataFileException(train, "leaves no example on one side; more different texts are needed, or a 'test' file of its own");
    }

    /// <summary>A file whose examples are all held out.</summary>
    public static LabelledData LoadHeldOut(TaskRecipe task, string file, IReadOnlyList<string>? known, BadLines bad)
    {
        var dataset = DatasetOf(task, known);
        return new LabelledData(Path.GetFileNameWithoutExtension(file), Path.GetFileName(file), dataset, [], [new("", [.. LabelledTextFile.Read(dataset, file, labelled: true, bad)])]);
    }

    /// <summary>What makes two examples the same, wherever they stand.</summary>
    private static string Key(LabelledText example) => example.Pair is null ? example.Text : $"{example.Text}\n{example.Pair}";

    private static (string Train, IReadOnlyList<(string Path, string Suffix)> HeldOut) Files(TaskRecipe task, TextDataset dataset)
    {
        if (task.Data.Length == 0)
            return (task.Train, [(task.Test, "")]);
        if (!Directory.Exists(task.Data))
            return (task.Data, []);
        if (dataset.Name.Length > 0 && !File.Exists(Path.Combine(task.Data, dataset.TrainFile)))
            throw new DataFileException(Path.Combine(task.Data, dataset.TrainFile), $"there is no such file; {dataset.Name} is trained on {dataset.TrainFile} and measured on {string.Join(" and ", dataset.HeldOutFiles.Select(file => file.File))} of a folder");
        return dataset.Name.Length > 0
            ? (Path.Combine(task.Data, dataset.TrainFile), [.. dataset.HeldOutFiles.Select(file => (Path.Combine(task.Data, file.File), file.Suffix))])
            : throw new DataFileException(task.Data, "is a folder; name a file, or the data set whose official files are in it by task.dataset");
    }

    /// <summary>The labels that stand in a file: numerals in their order, names by their letters.</summary>
    private static LabelMap LabelsOf(TextDataset dataset, string path, BadLines bad)
    {
        var found = new SortedSet<string>(Comparer<string>.Create((a, b) =>
            int.TryParse(a, out var x) && int.TryParse(b, out var y) && x != y ? x.CompareTo(y) : string.CompareOrdinal(a, b)));
        foreach (var row in TableFile.Rows(path, [.. dataset.Texts, dataset.Label], null, new BadLines(skip: true))) // bad lines are counted, or refused, when the examples are read
            if (row.Find(dataset.Label) is { Length: > 0 } label)
                found.Add(label);
        return found.Count > 1 ? new LabelMap([.. found]) : throw new DataFileException(path, $"has {found.Count} different labels in '{dataset.Label}'; expected at least two");
    }

    private static LabelledData Cut(TaskRecipe task, long seed, LabelledData data) => data with
    {
        Training = task.TrainExamples > 0 && data.Training.Count > task.TrainExamples ? SeededSample.Of(data.Training, task.TrainExamples, seed, Key) : data.Training,
        HeldOut = [.. data.HeldOut.Select(part => task.EvalExamples > 0 ? part with { Examples = SeededSample.Of(part.Examples, task.EvalExamples, SplitSeed, Key) } : part)],
    };
}

/// <summary>Held-out examples that are measured together.</summary>
/// <param name="Suffix">What is added to the names of their metrics; empty for the part that counts.</param>
/// <param name="Examples">The examples.</param>
internal sealed record LabelledPart(string Suffix, IReadOnlyList<LabelledText> Examples);
