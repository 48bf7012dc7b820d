using QaaHybrid.Adapters;
using QaaHybrid.Models;

namespace QaaHybrid.Training.Tests;

public class TextLabelTaskTest
{
    [Test]
    public async Task An_encoder_learns_a_toy_classification_to_the_same_bits_each_time()
    {
        using var fixture = new LabelFixture();
        var progress = new StepProgress();
        var one = await fixture.RunAsync(fixture.Recipe(fixture.Sst2), "one", progress);
        var two = await fixture.RunAsync(fixture.Recipe(fixture.Sst2), "two");
        var result = one.Methods[0];

        Assert.That(one.LossUnit, Is.EqualTo("nats an example"));
        Assert.That(result.LossBefore, Is.EqualTo(one.Base.Loss));
        Assert.That(result.LossAfter, Is.LessThan(0.2), "ln 2 is guessing");
        Assert.That(result.Metrics["accuracy"], Is.GreaterThan(95));
        Assert.That(result.Metrics["accuracy"], Is.InRange(result.Metrics["accuracy_low"], result.Metrics["accuracy_high"]));
        Assert.That(result.Metrics.Keys, Is.EquivalentTo(new[] { "accuracy", "accuracy_low", "accuracy_high" }), "no perplexity");
        // LoRA on query and value of two layers, 16 → 16; the head: BERT's pooler (not in the folder) 16 → 16 and the classifier 16 → 2.
        Assert.That(result.Trainable, Is.EqualTo(2 * 2 * 4 * 32));
        Assert.That(result.TrainableHead, Is.EqualTo(16 * 16 + 16 + 16 * 2 + 2));
        Assert.That(progress.Lines, Has.Some.EqualTo("glue/sst2: train.tsv and dev.tsv; 120 training examples, 40 held out"));

        string Weights(string run) => Convert.ToHexString(File.ReadAllBytes(fixture.Folder.File($"{run}/methods/lora/adapter/{AdaptedModel.TensorFile}")));
        Assert.That(Weights("two"), Is.EqualTo(Weights("one")));
        Assert.That(two.Methods[0].LossAfter, Is.EqualTo(result.LossAfter));
        Assert.That(RunFolder.Open(fixture.Folder.File("one")).ReadLabels(), Is.EqualTo(new[] { "negative", "positive" }));
        var html = await File.ReadAllTextAsync(fixture.Folder.File("one/report.html"));
        Assert.That(html, Does.Contain("<th>Accuracy</th>").And.Contain("nats an example").And.Not.Contain("BLEU").And.Not.Contain("Perplexity"));
    }

    [Test]
    public async Task The_saved_adapter_with_its_head_gives_the_reported_numbers_and_predictions()
    {
        using var fixture = new LabelFixture();
        var recipe = fixture.Recipe(fixture.Sst2);
        var result = (await fixture.RunAsync(recipe, "run")).Methods[0];
        var task = new TextLabelTask(recipe, recipe.Model);
        using var model = task.LoadModel();
        await AdaptedModel.FromPretrainedAsync(model, fixture.Folder.File("run/methods/lora/adapter"), new AdapterServices(null!));
        var again = task.Evaluate(model);
        Assert.That(again.Loss, Is.EqualTo(result.LossAfter));
        Assert.That(again.Metrics["accuracy"], Is.EqualTo(result.Metrics["accuracy"]));
        var examples = HeldOutExample.Read(RunFolder.Open(fixture.Folder.File("run")).Method("lora").HeldOutFile);
        Assert.That(examples, Is.EqualTo(again.Examples));
        Assert.That(examples.Select(example => example.Expected), Is.EqualTo(Enumerable.Range(0, 40).Select(i => (double?)((i + 1) % 2))), "in the order of the file");
        Assert.That(ExampleMetrics.HeldOut("accuracy", examples)([.. Enumerable.Range(0, 40)]), Is.EqualTo(result.Metrics["accuracy"]));

        var test = fixture.Folder.Write("test.tsv", "index\tsentence\n7\tgood was number 2\n9\tbad was number 5\n");
        var predictions = task.Predict(model, test);
        Assert.That(predictions.Select(prediction => (prediction.Id, prediction.Value)), Is.EqualTo(new[] { ("7", 1.0), ("9", 0.0) }));
        Submission.Write(fixture.Folder.File("SST-2.tsv"), task.Dataset.Labels, task.Dataset.SubmitsNames, predictions);
        Assert.That(await File.ReadAllTextAsync(fixture.Folder.File("SST-2.tsv")), Is.EqualTo("index\tprediction\n7\t1\n9\t0\n"));
    }

    [Test]
    public async Task A_regression_learns_scores_of_pairs()
    {
        using var fixture = new LabelFixture();
        string Pairs(int count) => string.Concat(Enumerable.Range(0, count).Select(i => $"number {i} was good,number {i} was {(i % 2 == 0 ? "good" : "bad")},{(i % 2 == 0 ? "4.5" : "1.0")}\r\n"));
        var (train, test) = (fixture.Folder.Write("train.csv", Pairs(80)), fixture.Folder.Write("test.csv", Pairs(20)));
        var results = await fixture.RunAsync(fixture.Recipe($"{{ kind: regression, dataset: glue/stsb, train: {train}, test: {test}, max_length: 48 }}"), "run");
        Assert.That(results.LossUnit, Is.EqualTo("points² an example"));
        Assert.That(results.Methods[0].Metrics["pearson"], Is.GreaterThan(80));
        Assert.That(results.Methods[0].Metrics["pearson_spearman"], Is.EqualTo((results.Methods[0].Metrics["pearson"] + results.Methods[0].Metrics["spearman"]) / 2).Within(1e-9));
        Assert.That(results.Methods[0].LossAfter, Is.LessThan(results.Base.Loss));
    }

    [Test]
    public void Mnli_is_measured_on_both_of_its_parts()
    {
        using var fixture = new LabelFixture();
        const string header = "index\tsentence1\tsentence2\tgold_label\n";
        foreach (var (name, rows) in new[] { ("train", 9), ("dev_matched", 6), ("dev_mismatched", 3) })
            fixture.Folder.Write($"mnli/{name}.tsv", header + string.Concat(Enumerable.Range(0, rows).Select(i => $"{i}\tit was good\tit was bad {i}\t{new[] { "entailment", "neutral", "contradiction" }[i % 3]}\n")));
        var recipe = fixture.Recipe($"{{ kind: classification, dataset: glue/mnli, data: {fixture.Folder.File("mnli")}, max_length: 32 }}");
        var task = new TextLabelTask(recipe, recipe.Model);
        using var model = task.LoadModel();
        // An untrained head puts one label on everything alike: each label is a third of both parts.
        var (_, metrics, _, _) = task.Evaluate(model);
        Assert.That(task.Evaluate(model).Examples.Select(example => $"{example.Part}{example.Index}"), Is.EqualTo(new[] { "0", "1", "2", "3", "4", "5", "_mm0", "_mm1", "_mm2" }));
        Assert.That(metrics.Keys, Is.SupersetOf(new[] { "accuracy", "accuracy_mm", "accuracy_mm_low" }));
        Assert.That(task.Description, Is.EqualTo("train.tsv and dev_matched.tsv, dev_mismatched.tsv; 9 training examples, 6 and 3 held out"));
        Assert.That(MetricColumn.Of(metrics).Select(column => column.Heading), Is.EqualTo(new[] { "Accuracy", "Accuracy, mismatched" }));
    }

    [Test]
    public void An_own_file_brings_its_labels_and_is_dealt_out()
    {
        using var fixture = new LabelFixture();
        var file = fixture.Folder.Write("own.csv", "review,kind\n" + string.Concat(Enumerable.Range(0, 100).Select(i => $"text {i},{new[] { "spam", "ham" }[i % 2]}\n")));
        TextLabelTask Open(string more = "", IReadOnlyList<string>? known = null) =>
            fixture.Recipe($"{{ kind: classification, data: {file}, text_column: review, label_column: kind, max_length: 32{more} }}") is var recipe ? new(recipe, recipe.Model, known) : null!;
        Assert.That(Open().Labels, Is.EqualTo(new[] { "ham", "spam" }));
        Assert.That(Open(", labels: [spam, ham]").Labels, Is.EqualTo(new[] { "spam", "ham" }));
        Assert.That(Open(known: ["x", "y"]).Labels, Is.EqualTo(new[] { "x", "y" }), "of a run that is opened again");
        var task = Open();
        task.Load();
        Assert.That(task.Lengths, Has.Count.InRange(80, 97));
        Assert.That(() => Open(", labels: [ham, eggs]").Load(), Throws.TypeOf<DataFileException>().With.Message.Contains("own.csv, line 2: the label is 'spam'; expected 0 (ham), 1 (eggs)"));
    }

    [Test]
    public void Bad_lines_are_refused_or_counted_and_said()
    {
        using var fixture = new LabelFixture();
        fixture.Folder.Write("sst2/train.tsv", LabelFixture.Sentences(10) + "one\ttwo\tthree\n");
        var recipe = fixture.Recipe(fixture.Sst2);
        Assert.That(() => new TextLabelTask(recipe, recipe.Model).Load(), Throws.TypeOf<DataFileException>().With.Message.Contains("train.tsv, line 12: has 3 tab-separated fields"));
        recipe = fixture.Recipe(fixture.Sst2, "task.skip_bad=true");
        var task = new TextLabelTask(recipe, recipe.Model);
        task.Load();
        Assert.That(task.Lengths, Has.Count.EqualTo(10));
        Assert.That(task.Remarks, Has.One.Contains("1 bad line left out; the first: ").And.One.Contains("line 12"));
    }

    [TestCase("task.dataset=glue/sst", "glue/sst2")]
    [TestCase("task.kind=regression", "glue/sst2 has classes: its kind is classification")]
    [TestCase("task.labels=[a]", "task.labels")]
    [TestCase("task.train=x", "expected either 'data' (the folder of the official files, or one file) or both 'train' and 'test'")]
    public void A_wrong_task_is_refused(string item, string why)
    {
        using var fixture = new LabelFixture();
        Assert.That(() => fixture.Recipe(fixture.Sst2, item), Throws.TypeOf<RecipeException>().With.Message.Contains(why));
    }

    [Test]
    public void A_language_model_has_no_classifier_and_an_encoder_writes_no_text()
    {
        using var fixture = new LabelFixture();
        var recipe = fixture.Recipe(fixture.Sst2);
        TinyModel.Write(fixture.Folder.File("decoder"));
        Assert.That(() => new TextLabelTask(recipe, fixture.Folder.File("decoder")).LoadModel(), Throws.TypeOf<ModelFileException>().With.Message.Contains("llama has no model of the kind SequenceClassification"));
        Assert.That(() => new TextLabelTask(fixture.Recipe(fixture.Sst2, "task.max_length=65"), recipe.Model), Throws.TypeOf<RecipeException>().With.Message.Contains("the model takes at most 64 tokens"));
    }
}
