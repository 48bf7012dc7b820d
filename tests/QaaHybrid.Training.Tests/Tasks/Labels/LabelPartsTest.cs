namespace QaaHybrid.Training.Tests;

public class LabelPartsTest
{
    [Test]
    public void The_loss_is_minus_the_logarithm_of_the_true_class() => Assert.Multiple(() =>
    {
        // ln(e¹ + e² + e³) − 2 = 1.40760596…
        Assert.That(LabelScores.Loss([1, 2, 3], 1, isRegression: false), Is.EqualTo(1.4076059644443801).Within(1e-12));
        Assert.That(LabelScores.Loss([1001, 1002, 1003], 1, isRegression: false), Is.EqualTo(1.4076059644443801).Within(1e-12));
        Assert.That(LabelScores.Loss([2.5], 4, isRegression: true), Is.EqualTo(2.25));
        Assert.That(LabelScores.Predict([1, 3, 3], isRegression: false), Is.EqualTo(1), "the first of equal ones");
        Assert.That(LabelScores.Predict([2.5], isRegression: true), Is.EqualTo(2.5));
    });

    [TestCase("glue/sst2", "a.tsv", "index\tprediction\n0\t1\n1\t0\n")]
    [TestCase("glue/rte", "a.tsv", "index\tprediction\n0\tnot_entailment\n1\tentailment\n")]
    [TestCase("glue/stsb", "a.tsv", "index\tprediction\n0\t1.000\n1\t0.000\n")]
    [TestCase("ag_news", "a.tsv", "index\tprediction\n0\t2\n1\t1\n")]
    [TestCase("superglue/boolq", "a.jsonl", "{\"idx\": 0, \"label\": \"true\"}\n{\"idx\": 1, \"label\": \"false\"}\n")]
    public void Submissions_are_as_the_official_files_write_labels(string dataset, string name, string expected)
    {
        using var folder = new TemporaryFolder();
        var found = TextDatasets.Find(dataset)!;
        Submission.Write(folder.File(name), found.Labels, found.SubmitsNames, [new Prediction("0", 1), new Prediction("1", found.IsRegression ? -0.2 : 0)]);
        Assert.That(File.ReadAllText(folder.File(name)), Is.EqualTo(expected));
    }

    [Test]
    public void A_folder_without_the_official_training_file_is_told_what_is_looked_for()
    {
        using var folder = new TemporaryFolder();
        folder.Write("dev.tsv", "sentence\tlabel\ngood\t1\n");
        Assert.That(() => LabelledData.Load(new TaskRecipe { Kind = "classification", Dataset = "glue/sst2", Data = folder.Path }, 1, null, new BadLines()),
            Throws.TypeOf<DataFileException>().With.Message.Contains("train.tsv: there is no such file; glue/sst2 is trained on train.tsv and measured on dev.tsv of a folder"));
    }

    [Test]
    public void Supersenses_are_those_of_the_parts_of_speech()
    {
        using var folder = new TemporaryFolder();
        WordNetFixture.Write(folder, WordNetFixture.Many(400), verbs: "00001740 42 v 01 snow 0 000 | fall as snow\n");
        var task = new TaskRecipe { Kind = "classification", Dataset = "wordnet/supersenses", WordNet = folder.Path, PartsOfSpeech = ["noun", "verb"] };
        var data = LabelledData.Load(task, 1, null, new BadLines());
        Assert.That(data.Dataset.Labels.Names, Has.Count.EqualTo(41));
        Assert.That(data.Training.Count + data.HeldOut[0].Examples.Count, Is.InRange(360, 401), "without the validation side");
        Assert.That(data.Training.Select(example => data.Dataset.Labels.Names[(int)example.Label!]).Distinct(), Is.SupersetOf(new[] { "noun.Tops" }));
        Assert.That(data.Training.Select(example => example.Text).Intersect(data.HeldOut[0].Examples.Select(example => example.Text)), Is.Empty);
    }
}
