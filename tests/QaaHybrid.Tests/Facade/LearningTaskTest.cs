using QaaHybrid.Training;

namespace QaaHybrid.Tests.Facade;

/// <summary>Keys of a recipe as they are written in C#.</summary>
public class LearningTaskTest
{
    [Test]
    public void Objects_dictionaries_and_texts_mean_the_same()
    {
        object[] options =
        [
            new { max_length = 40, dataset = "glue/sst2", data = "it's: {a} \"file\"" },
            new Dictionary<string, object> { ["max_length"] = 40, ["dataset"] = "glue/sst2", ["data"] = "it's: {a} \"file\"" },
            "max_length: 40, dataset: glue/sst2, data: 'it''s: {a} \"file\"'",
            "{ max_length: 40, dataset: glue/sst2, data: 'it''s: {a} \"file\"' }",
        ];
        foreach (var option in options)
        {
            var task = RecipeFile.Parse($"{{ model: m, methods: [{{ adapter: lora }}], task: {{ {LearningTask.Of("classification", option).Keys} }} }}", "t").Task;
            Assert.That((task.Kind, task.MaxLength, task.Dataset), Is.EqualTo(("classification", 40, "glue/sst2")));
            Assert.That(Path.GetFileName(task.Data), Is.EqualTo("it's: {a} \"file\""));
        }
    }

    [Test]
    public void Further_keys_are_added()
    {
        var task = QaaHybrid.Qaa.Definitions(trainExamples: 12).With("parts_of_speech: [noun]");
        var recipe = RecipeFile.Parse($"{{ model: m, methods: [{{ adapter: lora }}], task: {{ {task.Keys} }} }}", "t").Task;
        Assert.That((recipe.Kind, recipe.TrainExamples, recipe.MaxLength), Is.EqualTo(("definitions", 12, 48)));
        Assert.That(recipe.PartsOfSpeech, Is.EqualTo(new[] { "noun" }));
    }
}
