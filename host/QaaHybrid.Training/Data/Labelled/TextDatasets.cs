using System.Text;

namespace QaaHybrid.Training;

/// <summary>
/// The data sets that are known by name, with their official columns: GLUE (Wang et al. 2019, arXiv:1804.07461), BoolQ of SuperGLUE (arXiv:1905.00537), AG News
/// (Zhang et al. 2015), TREC's questions (Li and Roth 2002). Numbers of labels are those of Hugging Face's <c>datasets</c>.
/// </summary>
public static class TextDatasets
{
    private static readonly LabelMap Entailment = new(["entailment", "not_entailment"]);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<TextDataset> All { get; } =
    [
        // CoLA's own form: no header; source, label, the author's mark, sentence. The test file has a header: index, sentence.
        new("glue/cola", ["sentence"], "label", new(["unacceptable", "acceptable"])) { Metrics = ["matthews", "accuracy"], Headerless = ["source", "label", "mark", "sentence"] },
        new("glue/sst2", ["sentence"], "label", new(["negative", "positive"])),
        new("glue/mrpc", ["#1 String", "#2 String"], "Quality", new(["not_equivalent", "equivalent"])) { Metrics = ["accuracy", "f1"] },
        new("glue/stsb", ["sentence1", "sentence2"], "score", new([]) { Range = (0, 5) })
        {
            Metrics = ["pearson_spearman", "pearson", "spearman"], Headerless = ["sentence1", "sentence2", "score"],
        },
        new("glue/qqp", ["question1", "question2"], "is_duplicate", new(["not_duplicate", "duplicate"])) { Metrics = ["accuracy", "f1"] },
        new("glue/mnli", ["sentence1", "sentence2"], "gold_label", new(["entailment", "neutral", "contradiction"]))
        {
            HeldOutFiles = [("dev_matched.tsv", ""), ("dev_mismatched.tsv", "_mm")], SubmitsNames = true,
        },
        new("glue/qnli", ["question", "sentence"], "label", Entailment) { SubmitsNames = true },
        new("glue/rte", ["sentence1", "sentence2"], "label", Entailment) { SubmitsNames = true },
        new("glue/wnli", ["sentence1", "sentence2"], "label", new(["not_entailment", "entailment"])),
        new("superglue/boolq", ["question", "passage"], "label", new(["false", "true"])) { TrainFile = "train.jsonl", HeldOutFiles = [("val.jsonl", "")], SubmitsNames = true },
        new("ag_news", ["title", "description"], "class", new(["World", "Sports", "Business", "Sci/Tech"], first: 1))
        {
            TrainFile = "train.csv", HeldOutFiles = [("test.csv", "")], Headerless = ["class", "title", "description"], JoinsTexts = true, Clean = CleanNews,
        },
        new("trec", [], "", new(["ABBR", "DESC", "ENTY", "HUM", "LOC", "NUM"])) { TrainFile = "train_5500.label", HeldOutFiles = [("TREC_10.label", "")], Prefix = new(Fine: false, Encoding: Encoding.Latin1), Clean = CleanTrec },
        new("trec/fine", [], "", new([
            "ABBR:abb", "ABBR:exp", "ENTY:animal", "ENTY:body", "ENTY:color", "ENTY:cremat", "ENTY:currency", "ENTY:dismed", "ENTY:event", "ENTY:food", "ENTY:instru",
            "ENTY:lang", "ENTY:letter", "ENTY:other", "ENTY:plant", "ENTY:product", "ENTY:religion", "ENTY:sport", "ENTY:substance", "ENTY:symbol", "ENTY:techmeth",
            "ENTY:termeq", "ENTY:veh", "ENTY:word", "DESC:def", "DESC:desc", "DESC:manner", "DESC:reason", "HUM:gr", "HUM:ind", "HUM:title", "HUM:desc", "LOC:city",
            "LOC:country", "LOC:mount", "LOC:other", "LOC:state", "NUM:code", "NUM:count", "NUM:date", "NUM:dist", "NUM:money", "NUM:ord", "NUM:other", "NUM:period",
            "NUM:perc", "NUM:speed", "NUM:temp", "NUM:volsize", "NUM:weight",
        ]))
        {
            TrainFile = "train_5500.label", HeldOutFiles = [("TREC_10.label", "")], Prefix = new(Encoding: Encoding.Latin1), Clean = CleanTrec,
        },
    ];

    /// <summary>A data set by its name, or null.</summary>
    public static TextDataset? Find(string name) => All.FirstOrDefault(dataset => dataset.Name == name);

    // A lone backslash stands for a line break, '\$' for '$'; what follows a backslash is never an escape as in C.
    private static string CleanNews(string text) => text.Replace(@"\$", "$", StringComparison.Ordinal).Replace('\\', ' ');

    // One question holds the stray byte 0xF0 where a blank belongs.
    private static string CleanTrec(string text) => text.Replace('\u00F0', ' ');
}
