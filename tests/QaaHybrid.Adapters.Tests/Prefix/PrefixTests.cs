using QaaHybrid.Adapters.Tests.Support;
using QaaHybrid.Models;

namespace QaaHybrid.Adapters.Tests.Prefix;

/// <summary>Prefix tuning on every family that takes it, with and without the network that computes the prefix.</summary>
public class PrefixTests
{
    private static readonly string[] Classifier = ["classifier"];

    private static IEnumerable<PretrainedConfig> Taking => [.. SmallModels.Decoders, SmallModels.Encoders[0], SmallModels.Encoders[1]];

    private static IEnumerable<TestCaseData> Cases() =>
        from config in Taking
        from projection in new[] { false, true }
        select new TestCaseData(config, projection).SetArgDisplayNames(config.ModelType, projection ? "projected" : "plain");

    private static IEnumerable<PretrainedConfig> Refusing => [SmallModels.Encoders[2], .. SmallModels.VisionModels];

    [TestCaseSource(nameof(Cases))]
    public void GradientsAgreeWithCentralDifferences(PretrainedConfig config, bool projection)
    {
        using var scope = NewDisposeScope();
        var model = Double(config);
        var adapted = Compiler.Inject(model, Configure(projection));
        foreach (var (name, parameter) in adapted.TrainableParameters)
            Assert.That(Gradients.RelativeError(() => Loss(model), parameter), Is.LessThan(1e-6), $"{config.ModelType}: {name}");
    }

    [TestCaseSource(nameof(Cases))]
    public void SavedAndLoaded_GivesTheSameOutputs_AndIsThePrefixAlone(PretrainedConfig config, bool projection)
    {
        using var scope = NewDisposeScope();
        using var folder = new TemporaryFolder();
        var (model, other) = (Model(config), Model(config));
        var adapted = Compiler.Inject(model, Configure(projection));
        Randomize(adapted);
        var trained = Forward(model);
        adapted.Save(folder.Path);
        var shape = config.KeyValues!.Value;
        var (name, tensor) = SafetensorsTensors.Read(Path.Combine(folder.Path, AdaptedModel.TensorFile)).Tensors.Single();
        Assert.That(name, Is.EqualTo("prompt_embeddings"));
        Assert.That(tensor.shape, Is.EqualTo(new[] { 3, 2L * shape.Layers * shape.Heads * shape.HeadDim }));

        var loaded = AdaptedModel.FromPretrainedAsync(other, folder.Path, Compiler.Services with { Seed = 99 }).GetAwaiter().GetResult();
        Assert.That(Forward(other).ToArray<float>(), Is.EqualTo(trained.ToArray<float>()));
        // PEFT drops the network too: what is trained from here on is the prefix.
        Assert.That(loaded.TrainableParameters.Select(entry => entry.name), Is.EqualTo(new[] { "prompt_embeddings" }));
    }

    [TestCaseSource(nameof(Cases))]
    public void ACheckpoint_GoesOnWithEverythingThatIsTrained(PretrainedConfig config, bool projection)
    {
        using var scope = NewDisposeScope();
        using var folder = new TemporaryFolder();
        var (model, other) = (Model(config), Model(config));
        var adapted = Compiler.Inject(model, Configure(projection));
        Randomize(adapted);
        adapted.SaveState(folder.Path);
        var again = Compiler.Inject(other, Configure(projection));
        again.LoadState(folder.Path);
        foreach (var ((name, from), (_, to)) in adapted.TrainableParameters.Zip(again.TrainableParameters))
            Assert.That(to.ToArray<float>(), Is.EqualTo(from.ToArray<float>()), name);
        Assert.That(again.TrainableParameters.Count(), Is.EqualTo(projection ? 5 : 1));
        Assert.That(Forward(other).ToArray<float>(), Is.EqualTo(Forward(model).ToArray<float>()));
    }

    [TestCaseSource(nameof(Cases))]
    public void ItLearns_TakesTurns_AndComesOut(PretrainedConfig config, bool projection)
    {
        using var scope = NewDisposeScope();
        var model = Model(config);
        var bare = Forward(model);
        var before = Loss(model).ToDouble();
        var adapted = Compiler.Inject(model, Configure(projection));
        var optimizer = optim.AdamW(adapted.TrainableParameters.Select(entry => entry.p), lr: 0.1);
        var start = Loss(model).ToDouble();
        for (var step = 0; step < 8; step++)
        {
            optimizer.zero_grad();
            Loss(model).backward();
            optimizer.step();
        }
        Assert.That(Loss(model).ToDouble(), Is.LessThan(start - 1e-4));
        var trained = Forward(model);
        adapted.AddAsync("second", Configure(projection), Compiler.Services with { Seed = 11 }).GetAwaiter().GetResult();
        adapted.Use("second");
        Assert.That(Forward(model).ToArray<float>(), Is.Not.EqualTo(trained.ToArray<float>()));
        adapted.Use(AdaptedModel.DefaultName);
        Assert.That(Forward(model).ToArray<float>(), Is.EqualTo(trained.ToArray<float>()));
        Assert.That(adapted.Merge, Throws.InvalidOperationException.With.Message.Contain("in front of every text"));
        adapted.Remove();
        Assert.That(Forward(model).ToArray<float>(), Is.EqualTo(bare.ToArray<float>()));
        Assert.That(Loss(model).ToDouble(), Is.EqualTo(before));
    }

    [TestCaseSource(nameof(Cases))]
    public void Counts_AreThoseOfTheTensors(PretrainedConfig config, bool projection)
    {
        using var scope = NewDisposeScope();
        var adapted = Compiler.Inject(Model(config), Configure(projection));
        Assert.That(adapted.Modules.Sum(module => module.Stored), Is.EqualTo(3 * config.KeyValues!.Value.Width));
        Assert.That(adapted.Modules.Sum(module => module.Trainable), Is.EqualTo(adapted.TrainableParameters.Sum(entry => entry.p.numel())));
        Assert.That(adapted.Modules.Sum(module => module.DegreesOfFreedom), Is.LessThanOrEqualTo(adapted.Modules.Sum(module => module.Trainable)));
    }

    [TestCaseSource(nameof(Refusing))]
    public void AModelThatTakesNoPrefix_IsRefusedByName(PretrainedConfig config)
    {
        var model = Model(config);
        Assert.That(() => Compiler.Inject(model, Configure(false)), Throws.TypeOf<AdapterOptionException>().With.Message.Contain(model.GetName()).And.Message.Contain("BERT and RoBERTa do"));
    }

    [Test]
    public void APrefixAsLongAsTheModel_IsRefused_AndATextThatNoLongerFits_IsToldWhy()
    {
        var config = (GPT2Config)SmallModels.Decoders[0] with { MaxPositionEmbeddings = 8 };
        Assert.That(
            () => Compiler.Inject(CausalLM.from_config(config, 1), Configure(false, ("num_virtual_tokens", 8))),
            Throws.TypeOf<AdapterOptionException>().With.Message.Contain("8 virtual tokens").And.Message.Contain("has 8"));
        using var scope = NewDisposeScope();
        var model = CausalLM.from_config(config, 1);
        Compiler.Inject(model, Configure(false));
        Assert.That(() => model.forward(tensor(new long[] { 1, 2, 3, 4, 5, 6 }, [1, 6])), Throws.ArgumentException.With.Message.Contain("8 positions without the 3 of the prefix"));
    }

    [Test]
    public void ABudget_BuysVirtualTokens()
    {
        var (model, width) = (Model(SmallModels.Decoders[3]), SmallModels.Decoders[3].KeyValues!.Value.Width);
        var adapted = Compiler.Inject(model, Configure(false, ("budget", 5 * width + 3)));
        Assert.That(adapted.Modules.Sum(module => module.Stored), Is.EqualTo(5 * width));
        Assert.That(adapted.BudgetReason, Does.Contain("5 virtual tokens"));
        adapted.Remove();
        Assert.That(() => Compiler.Inject(model, Configure(false, ("budget", width - 1))), Throws.TypeOf<AdapterOptionException>().With.Message.Contain($"has {width} numbers"));
        Assert.That(() => Compiler.Inject(model, AdapterRegistry.Configure("full", new Dictionary<string, object?> { ["budget"] = "1%" })), Throws.TypeOf<AdapterOptionException>().With.Message.Contain("budget"));
    }

    // Keys and names as Hugging Face PEFT 0.20 writes them for PrefixTuningConfig(num_virtual_tokens=2, task_type="SEQ_CLS") on BERT.
    [Test]
    public void APeftFile_IsReadAndWritten_WithAHead()
    {
        using var scope = NewDisposeScope();
        using var folder = new TemporaryFolder();
        var config = (BertConfig)SmallModels.Encoders[0];
        folder.Write(AdaptedModel.ConfigFile, """
            {"auto_mapping": null, "base_model_name_or_path": "m", "encoder_hidden_size": 12, "inference_mode": true, "init_weights": null, "modules_to_save": ["classifier"],
             "num_attention_heads": 3, "num_layers": 2, "num_transformer_submodules": 1, "num_virtual_tokens": 2, "peft_type": "PREFIX_TUNING", "peft_version": "0.20.0",
             "prefix_projection": true, "revision": null, "task_type": "SEQ_CLS", "token_dim": 12}
            """);
        var (prefix, weight, bias) = (randn([2, 2 * 2 * 12]), randn([2, 12]), randn([2]));
        SafetensorsTensors.Save(Path.Combine(folder.Path, AdaptedModel.TensorFile), [("prompt_embeddings", prefix), ("base_model.classifier.weight", weight), ("base_model.classifier.bias", bias)]);
        var model = SequenceClassification.from_config(config, seed: 1);
        var adapted = AdaptedModel.FromPretrainedAsync(model, folder.Path, Compiler.Services).GetAwaiter().GetResult();
        var given = Forward(model);
        Assert.That(adapted.ModulesToSave, Is.EqualTo(Classifier));

        // Token after token: the first layer's key, its value, the second layer's; in each, head after head.
        adapted.Remove();
        using (no_grad())
            foreach (var (name, parameter) in model.named_parameters())
                if (name.StartsWith("classifier", StringComparison.Ordinal))
                    parameter.copy_(parameter.dim() == 2 ? weight : bias);
        Tensor Part(int index) => stack([.. Enumerable.Range(0, 2).Select(token => prefix[token].narrow(0, 12 * index, 12).view(3, 4))], 1);
        model.prefix = () => new PrefixStates([new LayerPrefix(Part(0), Part(1)), new LayerPrefix(Part(2), Part(3))]);
        Assert.That(Forward(model).ToArray<float>(), Is.EqualTo(given.ToArray<float>()).Within(1e-6));
        model.prefix = null;

        using var written = new TemporaryFolder();
        var own = AdaptedModel.FromPretrainedAsync(model, folder.Path, Compiler.Services).GetAwaiter().GetResult();
        own.Save(written.Path);
        var tensors = SafetensorsTensors.Read(Path.Combine(written.Path, AdaptedModel.TensorFile)).Tensors;
        Assert.That(tensors.Keys, Is.EquivalentTo(new[] { "prompt_embeddings", "base_model.classifier.weight", "base_model.classifier.bias" }));
        Assert.That(tensors["prompt_embeddings"].ToArray<float>(), Is.EqualTo(prefix.ToArray<float>()));
        var keys = System.Text.Json.JsonDocument.Parse(File.ReadAllText(Path.Combine(written.Path, AdaptedModel.ConfigFile))).RootElement;
        foreach (var (key, value) in new[] { ("num_virtual_tokens", 2), ("num_layers", 2), ("token_dim", 12), ("num_attention_heads", 3), ("num_transformer_submodules", 1) })
            Assert.That(keys.GetProperty(key).GetInt32(), Is.EqualTo(value), key);
        Assert.That(keys.GetProperty("peft_type").GetString(), Is.EqualTo("PREFIX_TUNING"));
    }

    [Test]
    public void SharedHeads_HaveThePrefixOfKeysNotOfQueries()
    {
        // PEFT: token_dim = hidden_size / num_attention_heads · num_key_value_heads.
        using var scope = NewDisposeScope();
        using var folder = new TemporaryFolder();
        var adapted = Compiler.Inject(Model(SmallModels.Decoders[3]), Configure(false));
        adapted.Save(folder.Path);
        var keys = System.Text.Json.JsonDocument.Parse(File.ReadAllText(Path.Combine(folder.Path, AdaptedModel.ConfigFile))).RootElement;
        Assert.That((keys.GetProperty("token_dim").GetInt32(), keys.GetProperty("num_attention_heads").GetInt32()), Is.EqualTo((8, 2)));
    }

    private static AdapterConfig Configure(bool projection, params (string Key, object? Value)[] options) => AdapterRegistry.Configure("prefix",
        new[] { ("num_virtual_tokens", (object?)3), ("prefix_projection", projection), ("encoder_hidden_size", 5) }.Concat(options).GroupBy(option => option.Item1)
            .ToDictionary(group => group.Key, group => group.Last().Item2));

    private static PreTrainedModel Model(PretrainedConfig config) => config switch
    {
        TextConfig text and not EncoderConfig => CausalLM.from_config(text, seed: 1),
        EncoderConfig encoder => SequenceClassification.from_config(encoder, seed: 1),
        _ => ImageClassification.from_config(config, seed: 1),
    };

    private static PreTrainedModel Double(PretrainedConfig config)
    {
        using var folder = new TemporaryFolder();
        Model(config).save_pretrained(folder.Path);
        return config is EncoderConfig ? SequenceClassification.from_pretrained(folder.Path, new LoadOptions(ScalarType.Float64)) : CausalLM.from_pretrained(folder.Path, ScalarType.Float64);
    }

    private static Tensor Ids => tensor(new long[] { 1, 5, 2, 7, 3, 6, 8, 4 }, [2, 4]);

    private static Tensor Forward(PreTrainedModel model)
    {
        model.eval();
        using var guard = no_grad();
        return model.forward(Ids);
    }

    private static Tensor Loss(PreTrainedModel model)
    {
        model.eval();
        return model is CausalLM decoder ? decoder.loss(Ids, Ids) : model.forward(Ids).log_softmax(-1).narrow(1, 0, 1).mean().neg();
    }

    private static void Randomize(AdaptedModel adapted)
    {
        using var guard = no_grad();
        manual_seed(5);
        foreach (var (_, parameter) in adapted.TrainableParameters)
            parameter.add_(randn(parameter.shape), alpha: 0.3);
    }
}
