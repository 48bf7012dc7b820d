using QaaHybrid.Models;

namespace QaaHybrid.Training.Tests;

public class PretrainerTest
{
    [Test]
    public void A_model_is_trained_stored_and_described()
    {
        using var folder = new TemporaryFolder();
        var recipe = Recipe(folder);
        var figures = Pretrainer.Run(recipe, folder.File("model"), new NoProgress());
        var rows = MetricsLog.Read(folder.File("model/metrics.jsonl"));
        var held = rows.Where(row => row.Values.ContainsKey("held_out_loss")).Select(row => row.Values["held_out_loss"]).ToList();
        Assert.That(held[0], Is.EqualTo(Math.Log(280)).Within(0.3), "as good as chance");
        Assert.That((figures.Loss, figures.Accuracy), Is.EqualTo((figures.Losses["mine"], (double?)null)));
        Assert.That(figures.Loss, Is.LessThan(held[0] - 1.5));

        using var model = CausalLM.from_pretrained(folder.File("model"));
        var tokenizer = Tokenizer.FromFile(folder.File("model/tokenizer.json"));
        Assert.That((model.Config.VocabSize, model.Config.TorchDtype, tokenizer.VocabularySize), Is.EqualTo((280, "bfloat16", 280)));
        Assert.That(model.Config.EosTokenIds, Is.EqualTo(new[] { tokenizer.TokenToId("<|endoftext|>") }));
        var packed = new PackedText([tokenizer.EncodeToIds("the wet otter swims in the river")], 0, 8, 0);
        Assert.That(TokenLoss.HeldOut(model, packed.Samples(10, 4).Select(ids => Batch.Of(ids, ids.Length / 8))), Is.LessThan(3), "what is stored is what was trained");

        var card = File.ReadAllText(folder.File("model/README.md"));
        Assert.That(card, Does.Contain("# tiny-base").And.Contain("![Loss over the steps](loss.svg)").And.Contain("Made up for a test.").And.Contain("sequence_length: 24"));
        Assert.That(card, Does.Contain(FormattableString.Invariant($"| mine | {figures.Loss:0.000} | {Math.Exp(figures.Loss):0.0} |")).And.Contain("from step 30 to step 40, the held-out loss changed by"));
        Assert.That(File.ReadAllText(folder.File("model/loss.svg")), Does.StartWith("<svg xmlns=").And.Contain("held out"));
        Assert.That(Directory.Exists(folder.File("model/checkpoints")), Is.False);
    }

    [Test]
    public void An_encoder_learns_to_fill_gaps()
    {
        using var folder = new TemporaryFolder();
        var figures = Pretrainer.Run(Encoder(folder), folder.File("model"), new NoProgress());
        var held = MetricsLog.Read(folder.File("model/metrics.jsonl")).Where(row => row.Values.ContainsKey("held_out_loss")).Select(row => row.Values).ToList();
        Assert.That(held[0]["held_out_loss"], Is.EqualTo(Math.Log(320)).Within(0.3), "as good as chance");
        Assert.That(figures.Loss, Is.LessThan(held[0]["held_out_loss"] - 2));
        Assert.That(figures.Accuracy, Is.GreaterThan(held[0]["held_out_accuracy"] + 0.3).And.EqualTo(figures.Accuracies!["mine"]));

        using var model = MaskedLM.from_pretrained(folder.File("model"));
        var tokenizer = Tokenizer.FromFolder(folder.File("model"));
        Assert.That((model.Config.ModelType, model.Config.TorchDtype, model.Config.MaxPositions, model.Config.VocabSize), Is.EqualTo(("roberta", "bfloat16", 32, 320)));
        Assert.That((model.Config.PadTokenId, tokenizer.SpecialTokenId("mask_token"), tokenizer.Config.ModelMaxLength), Is.EqualTo((tokenizer.SpecialTokenId("pad_token"), 4, 32)));
        var text = tokenizer.Encode("the wet otter swims in<mask> river").Ids;
        Assert.That((text[0], text[^1]), Is.EqualTo((tokenizer.TokenToId("<s>")!.Value, tokenizer.TokenToId("</s>")!.Value)));
        using var logits = model.call(tensor(text.Select(id => (long)id).ToArray(), new long[] { 1, text.Length }));
        Assert.That(tokenizer.IdToToken((int)logits[0, text.ToList().IndexOf(4)].argmax().ToInt64()), Is.EqualTo("Ġthe"), "what is stored is what was trained");

        var card = File.ReadAllText(folder.File("model/README.md"));
        Assert.That(card, Does.Contain("a RoBERTa with").And.Contain("on 15% of the tokens, the same ones each time").And.Contain("(10% of each corpus").And.Contain("| corpus | loss, nats a hidden token | accuracy |"));
        Assert.That(card, Does.Contain(FormattableString.Invariant($"| mine | {figures.Loss:0.000} | {100 * figures.Accuracy!.Value:0.#}% |")).And.Contain("(a guess among all answers: 5.768)"));
    }

    [Test]
    public void A_vision_transformer_learns_without_labels()
    {
        using var folder = new TemporaryFolder();
        var figures = Pretrainer.Run(Vision(folder), folder.File("model"), new NoProgress());
        var held = MetricsLog.Read(folder.File("model/metrics.jsonl")).Where(row => row.Values.ContainsKey("held_out_loss")).Select(row => row.Values).ToList();
        Assert.That(held[0]["held_out_loss"], Is.EqualTo(Math.Log(4)).Within(0.3), "as good as chance");
        Assert.That(figures.Loss, Is.LessThan(held[0]["held_out_loss"] - 0.7));
        Assert.That(figures.Accuracy, Is.GreaterThan(0.8));

        using var model = ImageClassification.from_pretrained(folder.File("model"));
        Assert.That((model.Config.ModelType, model.Config.ImageSize, model.Config.NumChannels, model.Config.TorchDtype), Is.EqualTo(("vit", 8, 1, "bfloat16")));
        Assert.That(model.Config.Labels, Is.EqualTo(new[] { "0°", "90°", "180°", "270°" }));
        using var ten = ImageClassification.from_pretrained(folder.File("model"), new LoadOptions { Configure = config => config with { Labels = ["a", "b"] } });
        Assert.That(ten.call(zeros(1, 1, 8, 8)).shape, Is.EqualTo(new long[] { 1, 2 }), "a head for another task");
        Assert.That(File.ReadAllText(folder.File("model/preprocessor_config.json")), Does.Contain("\"image_mean\": [\n    0.5\n  ]").And.Contain("\"height\": 8"));

        var card = File.ReadAllText(folder.File("model/README.md"));
        Assert.That(card, Does.Contain("**No label was ever seen**").And.Contain("nats an image").And.Contain("| states of this model |").And.Contain("Copyright © 2017 Zalando SE"));
        Assert.That(card, Does.Contain(FormattableString.Invariant($"| fashion-mnist | {figures.Loss:0.000} | {100 * figures.Accuracy!.Value:0.#}% |")));
    }

    [TestCase("decoder")]
    [TestCase("encoder")]
    [TestCase("vision")]
    public void After_an_interruption_it_goes_on_to_the_same_bits(string kind)
    {
        using var folder = new TemporaryFolder();
        var recipe = kind switch
        {
            "decoder" => Recipe(folder),
            "encoder" => Encoder(folder, "training.steps=40", "model.hidden_dropout_prob=0.1"),
            _ => Vision(folder, "training.steps=40"),
        };
        Pretrainer.Run(recipe, folder.File("whole"), new NoProgress());
        using var stop = new CancellationTokenSource();
        Assert.That(() => Pretrainer.Run(recipe, folder.File("broken"), new StepProgress(step => { if (step == 13) stop.Cancel(); }), cancellationToken: stop.Token),
            Throws.InstanceOf<OperationCanceledException>());
        Assert.That(() => Pretrainer.Run(recipe, folder.File("broken"), new StepProgress(step => { if (step == 27) throw new InvalidOperationException("crash"); })), Throws.InvalidOperationException);
        var again = new StepProgress();
        Pretrainer.Run(recipe, folder.File("broken"), again);
        Assert.That(again.Steps[0], Is.EqualTo(21), "the checkpoint of step 20");
        Assert.That(File.ReadAllBytes(folder.File("broken/model.safetensors")), Is.EqualTo(File.ReadAllBytes(folder.File("whole/model.safetensors"))));
        var companion = kind == "vision" ? "preprocessor_config.json" : "tokenizer.json";
        Assert.That(File.ReadAllBytes(folder.File($"broken/{companion}")), Is.EqualTo(File.ReadAllBytes(folder.File($"whole/{companion}"))));
    }

    [Test]
    public void A_folder_of_something_else_is_refused()
    {
        using var folder = new TemporaryFolder();
        var recipe = Recipe(folder, "training.steps=1");
        folder.Write("other/mine.txt", "x");
        Assert.That(() => Pretrainer.Run(recipe, folder.File("other"), new NoProgress()), Throws.InstanceOf<IOException>().With.Message.Contains("is not empty"));
        Pretrainer.Run(recipe, folder.File("done"), new NoProgress());
        Assert.That(() => Pretrainer.Run(recipe, folder.File("done"), new NoProgress()), Throws.InstanceOf<IOException>().With.Message.Contains("a finished model"));
        folder.Write("begun/recipe.yaml", Recipe(folder, "training.steps=2").Yaml);
        Assert.That(() => Pretrainer.Run(recipe, folder.File("begun"), new NoProgress()), Throws.InstanceOf<IOException>().With.Message.Contains("another recipe"));
    }

    [Test]
    public void Too_little_text_is_refused()
    {
        using var folder = new TemporaryFolder();
        var recipe = Recipe(folder, "held_out=0.0001");
        Assert.That(() => Pretrainer.Run(recipe, folder.File("model"), new NoProgress()), Throws.TypeOf<DataFileException>().With.Message.Contains("held-out side of mine: holds too little text"));
    }

    private static PretrainRecipe Encoder(TemporaryFolder folder, params string[] overrides)
    {
        var text = Text(folder);
        return PretrainRecipeFile.Parse(
            $$"""
            name: tiny-encoder
            corpora: [{ kind: text, name: mine, files: ['{{text}}'], licence: Made up for a test. }]
            tokenizer: { vocabulary_size: 320 }
            model: { model_type: roberta, hidden_size: 32, intermediate_size: 64, num_hidden_layers: 2, num_attention_heads: 2, max_position_embeddings: 32 }
            training: { steps: 300, batch_size: 8, sequence_length: 24, optimizer: { lr: 5e-3 }, checkpoint_every: 20, evaluate_every: 20, eval_sequences: 16 }
            held_out: 0.1
            seed: 1
            threads: 1
            """, "p.yaml", overrides);
    }

    private static PretrainRecipe Vision(TemporaryFolder folder, params string[] overrides)
    {
        WriteArrows(folder, "train", 400, 1);
        WriteArrows(folder, "t10k", 50, 2);
        return PretrainRecipeFile.Parse(
            $$"""
            name: tiny-vit
            images: { folder: '{{folder.File("images")}}', probe_images: 50 }
            model: { model_type: vit, patch_size: 4, hidden_size: 16, intermediate_size: 32, num_hidden_layers: 1, num_attention_heads: 2, initializer_range: 0.1 }
            training: { steps: 120, batch_size: 16, optimizer: { lr: 5e-3 }, checkpoint_every: 20, evaluate_every: 20, eval_images: 20 }
            held_out: 0.1
            seed: 1
            threads: 1
            """, "p.yaml", overrides);
    }

    /// <summary>Images that are bright at their upper end, in IDX files.</summary>
    private static void WriteArrows(TemporaryFolder folder, string split, int count, int seed)
    {
        var random = new Random(seed);
        byte[] Header(byte kind, params int[] sizes) => [0, 0, 8, kind, .. sizes.SelectMany(size => new byte[] { 0, 0, (byte)(size >> 8), (byte)size })];
        var pixels = Enumerable.Range(0, count * 64).Select(i => (byte)(random.Next(100) + (i % 64 < 24 ? 100 : 0)));
        var labels = Enumerable.Range(0, count).Select(_ => (byte)random.Next(10));
        foreach (var (name, bytes) in new[] { ("images-idx3", (byte[])[.. Header(3, count, 8, 8), .. pixels]), ("labels-idx1", [.. Header(1, count), .. labels]) })
        {
            Directory.CreateDirectory(folder.File("images"));
            using var file = new System.IO.Compression.GZipStream(File.Create(folder.File($"images/{split}-{name}-ubyte.gz")), System.IO.Compression.CompressionLevel.Fastest);
            file.Write(bytes);
        }
    }

    /// <summary>Sentences that follow a few patterns.</summary>
    private static string Text(TemporaryFolder folder)
    {
        string[] who = ["otter", "beaver", "heron", "frog"], what = ["swims", "dives", "sits", "waits"], places = ["river", "lake", "pond", "reeds"];
        var sentences = from a in who from b in what from c in places from d in (string[])["wet", "small", "old"] select $"the {d} {a} {b} in the {c}";
        folder.Write("text.txt", string.Join("\n\n\n", sentences));
        return folder.File("text.txt");
    }

    private static PretrainRecipe Recipe(TemporaryFolder folder, params string[] overrides)
    {
        var text = Text(folder);
        return PretrainRecipeFile.Parse(
            $$"""
            name: tiny-base
            corpora: [{ kind: text, name: mine, files: ['{{text}}'], licence: Made up for a test. }]
            tokenizer: { vocabulary_size: 280 }
            model: { hidden_size: 16, intermediate_size: 32, num_hidden_layers: 2, num_attention_heads: 2, num_key_value_heads: 1, max_position_embeddings: 64 }
            training: { steps: 40, batch_size: 8, sequence_length: 24, optimizer: { lr: 2e-2 }, checkpoint_every: 20, evaluate_every: 10, eval_sequences: 16 }
            held_out: 0.1
            seed: 1
            threads: 1
            """, "p.yaml", overrides);
    }
}
