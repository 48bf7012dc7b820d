using System.Globalization;
using QaaHybrid.Models;

namespace QaaHybrid.Training.Tests;

/// <summary>The base models in experiments/models are what their cards and recipes say.</summary>
public class ShippedModelsTest
{
    private static readonly string[] Names = ["wordnet-small", "wordnet-encoder", "fashion-vit"];

    private static string Folder(string name) => Repository.File("experiments", "models", name);

    [Test]
    public void They_are_all_tried_and_small_together()
    {
        var models = Repository.File("experiments", "models");
        Assert.That(Directory.GetDirectories(models).Where(folder => File.Exists(Path.Combine(folder, "model.safetensors"))).Select(Path.GetFileName), Is.EquivalentTo(Names));
        Assert.That(Directory.EnumerateFiles(models, "*", SearchOption.AllDirectories).Sum(file => new FileInfo(file).Length), Is.LessThan(40_000_000));
    }

    [TestCaseSource(nameof(Names))]
    public void The_recipe_beside_a_model_is_the_one_in_the_recipes_folder(string name)
    {
        var recipe = PretrainRecipeFile.Load(Repository.File("experiments", "recipes", name + ".yaml"));
        Assert.That(recipe.Name, Is.EqualTo(name));
        Assert.That(File.ReadAllText(Path.Combine(Folder(name), "recipe.yaml")), Is.EqualTo(recipe.Yaml));
        Assert.That(File.ReadAllText(Path.Combine(Folder(name), "README.md")), Does.StartWith($"# {name}\n").And.Contain(recipe.Yaml.TrimEnd()).And.Contain("## Licence"));
    }

    [Test]
    public void The_decoder_reads_and_its_loss_is_the_cards()
    {
        using var model = CausalLM.from_pretrained(Folder("wordnet-small"));
        CheckSize("wordnet-small", model);
        Assert.That(LossOf(tokens => model.loss(tokens, tokens), Tokens("wordnet-small", model)), Is.LessThan(4.5));
    }

    [Test]
    public void The_encoder_fills_gaps()
    {
        using var model = MaskedLM.from_pretrained(Folder("wordnet-encoder"));
        CheckSize("wordnet-encoder", model);
        var tokenizer = model.Config.LoadTokenizer(Folder("wordnet-encoder"));
        var ids = tokenizer.Encode("a member of<mask> family").Ids.ToArray();
        var gap = Array.IndexOf(ids, tokenizer.TokenToId("<mask>")!.Value);
        using var logits = model.call(tensor(ids.Select(id => (long)id).ToArray(), new long[] { 1, ids.Length }));
        Assert.That(tokenizer.IdToToken((int)logits[0, gap].argmax().ToInt64()), Is.EqualTo("Ġthe"));
    }

    [Test]
    public void The_vision_transformer_takes_a_head_for_another_task()
    {
        using (var model = ImageClassification.from_pretrained(Folder("fashion-vit")))
            CheckSize("fashion-vit", model);
        var labels = Enumerable.Range(0, 10).Select(i => $"class {i}").ToList();
        using var classifier = ImageClassification.from_pretrained(Folder("fashion-vit"), new LoadOptions { Configure = config => config with { Labels = labels } });
        Assert.That(classifier.call(zeros(2, 1, 28, 28)).shape, Is.EqualTo(new long[] { 2, 10 }));
    }

    private static void CheckSize(string name, PreTrainedModel model)
    {
        var count = model.parameters().Sum(parameter => parameter.numel()).ToString("#,0", CultureInfo.InvariantCulture);
        Assert.That(File.ReadAllText(Path.Combine(Folder(name), "README.md")), Does.Contain($"with {count} parameters"));
        Assert.That(model.Config.TorchDtype, Is.EqualTo("bfloat16"));
    }

    private static Tensor Tokens(string name, CausalLM model)
    {
        var ids = model.Config.LoadTokenizer(Folder(name)).EncodeToIds("a large bird that lives near water and feeds on fish").Prepend(0).Select(id => (long)id).ToArray();
        return tensor(ids, new long[] { 1, ids.Length });
    }

    private static double LossOf(Func<Tensor, Tensor> loss, Tensor tokens)
    {
        using var scope = NewDisposeScope();
        using var unrecorded = no_grad();
        return loss(tokens).ToDouble();
    }
}
