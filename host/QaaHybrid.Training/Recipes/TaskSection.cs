using QaaHybrid.Circuits;

namespace QaaHybrid.Training;

/// <summary>Reads <c>task</c>: each kind has keys of its own.</summary>
internal static class TaskSection
{
    public static TaskRecipe Read(RecipeSection s)
    {
        var standard = new TaskRecipe();
        var task = standard with
        {
            Kind = s.Choice("kind", standard.Kind, TaskKinds.All),
            MaxLength = s.Int("max_length", standard.MaxLength, 8, 1 << 20),
            TrainExamples = s.Int("train_examples", standard.TrainExamples, 0),
        };
        task = task.Kind switch
        {
            "image" => ReadImages(s, task),
            "lm" => ReadText(s, task),
            "file" or "generation" => ReadFiles(s, task),
            var kind when TaskKinds.IsTextLabels(kind) => ReadLabels(s, task),
            _ => ReadDefinitions(s, task),
        };
        s.RefuseUnknown();
        return task;
    }

    private static TaskRecipe ReadDefinitions(RecipeSection s, TaskRecipe task) =>
        ReadParts(s, ReadGenerated(s, task), task.PartsOfSpeech) with { WordNet = s.FilePath("wordnet") };

    private static TaskRecipe ReadFiles(RecipeSection s, TaskRecipe task)
    {
        task = ReadPlaces(s, ReadGenerated(s, task)) with
        {
            SourceColumn = s.Text("source_column", ""),
            TargetColumn = s.Text("target_column", ""),
            Prompt = s.Text("prompt", task.Prompt),
            ChatTemplate = s.Choice("chat_template", task.ChatTemplate, PromptTemplates.Chats),
        };
        if (task.SourceColumn.Length > 0 != task.TargetColumn.Length > 0)
            s.Refuse(task.SourceColumn.Length > 0 ? "source_column" : "target_column", "source_column and target_column go together");
        if (!task.Prompt.Contains("{source}", StringComparison.Ordinal) && !task.Prompt.Contains("{instruction}", StringComparison.Ordinal))
            s.Refuse("prompt", "does not contain {source}, or {instruction} for instructions");
        return task;
    }

    private static TaskRecipe ReadText(RecipeSection s, TaskRecipe task) =>
        ReadPlaces(s, task with { EvalExamples = s.Int("eval_examples", task.EvalExamples, 1) });

    private static TaskRecipe ReadLabels(RecipeSection s, TaskRecipe task)
    {
        task = task with { EvalExamples = s.Int("eval_examples", 0, 0), Dataset = s.Choice("dataset", "", LabelledData.Names) };
        var own = task.Dataset.Length == 0;
        if (task.Dataset == "wordnet/supersenses")
            task = ReadParts(s, task, ["noun", "verb"]) with { WordNet = s.FilePath("wordnet") };
        else
            task = ReadPlaces(s, task, packaged: PackagedTexts.Names.Contains(task.Dataset));
        if (own)
            task = task with
            {
                TextColumn = s.Text("text_column", task.TextColumn),
                PairColumn = s.Text("pair_column", ""),
                LabelColumn = s.Text("label_column", task.LabelColumn),
                Labels = s.Texts("labels", []),
            };
        else if (TextDatasets.Find(task.Dataset) is { IsRegression: var scores } && scores != (task.Kind == "regression"))
            s.Refuse("kind", $"{task.Dataset} has {(scores ? "scores: its kind is regression" : "classes: its kind is classification")}");
        if (task.Labels.Count == 1 || task.Labels.Distinct().Count() < task.Labels.Count)
            s.Refuse("labels", $"found {string.Join(", ", task.Labels)}, expected at least two names, all different");
        return task;
    }

    private static TaskRecipe ReadImages(RecipeSection s, TaskRecipe task)
    {
        task = task with { EvalExamples = s.Int("eval_examples", 0, 0), Dataset = s.Choice("dataset", "", ImageData.Names), Protocol = s.Choice("protocol", task.Protocol, "full", "vtab") };
        return ReadPlaces(s, task, packaged: task.Dataset == "fashion-mnist");
    }

    private static TaskRecipe ReadGenerated(RecipeSection s, TaskRecipe task) => task with
    {
        EvalExamples = s.Int("eval_examples", task.EvalExamples, 1),
        GenerateExamples = s.Int("generate_examples", task.GenerateExamples, 0),
    };

    private static TaskRecipe ReadParts(RecipeSection s, TaskRecipe task, IReadOnlyList<string> standard)
    {
        var parts = s.Texts("parts_of_speech", standard);
        foreach (var part in parts.Except(new TaskRecipe().PartsOfSpeech))
            s.Refuse("parts_of_speech", $"found '{part}', {NearestName.Hint(part, [.. new TaskRecipe().PartsOfSpeech])}");
        return task with { PartsOfSpeech = parts };
    }

    /// <summary>The files: one, dealt out, or one to train on and one to measure on. Data from a package need none.</summary>
    private static TaskRecipe ReadPlaces(RecipeSection s, TaskRecipe task, bool packaged = false)
    {
        task = task with { Data = s.FilePath("data"), Train = s.FilePath("train"), Test = s.FilePath("test"), SkipBad = s.Flag("skip_bad", false) };
        var (one, two, none) = (task.Data.Length > 0, task.Train.Length > 0 && task.Test.Length > 0, task.Train.Length + task.Test.Length == 0);
        if (packaged ? !none : one == two || (one && !none))
            s.Refuse("data", packaged ? "only 'data' says where this data set lies; 'train' and 'test' are not for it"
                : task.Dataset.Length > 0 ? "expected either 'data' (the folder of the official files, or one file) or both 'train' and 'test'"
                : "expected either 'data' (one file, dealt out by its sources) or both 'train' and 'test'");
        return task;
    }
}
