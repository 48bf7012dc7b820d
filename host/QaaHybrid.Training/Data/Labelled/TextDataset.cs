namespace QaaHybrid.Training;

/// <summary>A data set of texts with labels or scores, as its official files have it.</summary>
/// <param name="Name">As a recipe names it, <c>glue/sst2</c>.</param>
/// <param name="Texts">The columns of the text, or of the two texts.</param>
/// <param name="Label">The column of the label or score.</param>
/// <param name="Labels">Names of the labels by number; none for a regression.</param>
public sealed record TextDataset(string Name, IReadOnlyList<string> Texts, string Label, LabelMap Labels)
{
    /// <summary>What is measured on held-out examples; see <see cref="LabelMetrics"/>.</summary>
    public IReadOnlyList<string> Metrics { get; init; } = ["accuracy"];

    /// <summary>Names of the columns where the file has no header; null where it always has one.</summary>
    public IReadOnlyList<string>? Headerless { get; init; }

    /// <summary>The training file in the official folder.</summary>
    public string TrainFile { get; init; } = "train.tsv";

    /// <summary>The files with labels that are not trained on, and what is added to the names of their metrics; the first counts.</summary>
    public IReadOnlyList<(string File, string Suffix)> HeldOutFiles { get; init; } = [("dev.tsv", "")];

    /// <summary>Whether a submission has the names of the labels, not their numbers.</summary>
    public bool SubmitsNames { get; init; }

    /// <summary>Whether the texts of a row are one after the other and not a pair.</summary>
    public bool JoinsTexts { get; init; }

    /// <summary>What is done with a text before anything else; null: nothing.</summary>
    public Func<string, string>? Clean { get; init; }

    /// <summary>Whether lines are a label, then the text, and not columns.</summary>
    public LabelPrefix? Prefix { get; init; }

    /// <summary>Whether a score is put on a text and not a class.</summary>
    public bool IsRegression => Labels.Names.Count == 0;
}
