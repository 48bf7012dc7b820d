using System.Text.Json.Nodes;
using QaaHybrid.Adapters.Tests.Support;
using QaaHybrid.Models;

namespace QaaHybrid.Adapters.Tests.Peft;

/// <summary>Files that PEFT writes and most of its users never see: what stands in them is honoured or refused by its name, never left out in silence.</summary>
public class UnusualPeftFileTests
{
    private static readonly LlamaConfig Llama = new() { VocabSize = 13, HiddenSize = 16, IntermediateSize = 20, NumHiddenLayers = 3, NumAttentionHeads = 4, NumKeyValueHeads = 2 };

    private TemporaryFolder _folder = null!;
    private CausalLM _model = null!;

    [SetUp]
    public void ALoraOfQueriesAndValues()
    {
        _folder = new TemporaryFolder();
        _model = CausalLM.from_config(Llama, seed: 1);
        Save(_model, new() { ["r"] = 2, ["init_lora_weights"] = false });
    }

    [TearDown]
    public void Remove() => _folder.Dispose();

    private void Save(PreTrainedModel model, Dictionary<string, object?> options)
    {
        var adapted = Compiler.Inject(model, AdapterRegistry.Configure("lora", options));
        adapted.Save(_folder.Path);
        adapted.Remove();
    }

    private void Edit(Action<JsonObject> edit)
    {
        var path = Path.Combine(_folder.Path, AdaptedModel.ConfigFile);
        var config = JsonNode.Parse(File.ReadAllText(path))!.AsObject();
        edit(config);
        File.WriteAllText(path, config.ToJsonString());
    }

    private void AddTensor(string name, Tensor tensor)
    {
        var path = Path.Combine(_folder.Path, AdaptedModel.TensorFile);
        var (tensors, metadata) = SafetensorsTensors.Read(path);
        SafetensorsTensors.Save(path, tensors.Select(entry => (entry.Key, entry.Value)).Append((name, tensor)), metadata);
    }

    private AdaptedModel Load(PreTrainedModel? model = null) => AdaptedModel.FromPretrainedAsync(model ?? _model, _folder.Path, Compiler.Services).GetAwaiter().GetResult();

    private string Refusal() => Assert.Throws<InvalidDataException>(() => Load())!.Message;

    [Test]
    public void ATensorWithoutAPlace_IsRefusedByName()
    {
        AddTensor("base_model.model.lm_head.lora_A.weight", zeros([2, 16]));
        Assert.That(Refusal(), Does.Contain("base_model.model.lm_head.lora_A.weight").And.Contain("target_modules"));
        Assert.That(_model.named_modules().Select(entry => entry.module), Has.None.InstanceOf<AdapterLayer>(), "the model stays as it was");
    }

    [Test]
    public void AnEmbeddingThatWasSavedAsItIs_IsNoReasonToRefuse_AChangedOneIs()
    {
        var embedding = _model.named_parameters().First(entry => entry.name == "model.embed_tokens.weight").parameter;
        AddTensor("base_model.model.model.embed_tokens.weight", embedding.detach());
        Load().Remove();
        AddTensor("base_model.model.lm_head.bias", zeros([13]));
        Assert.That(Refusal(), Does.Contain("lm_head.bias").And.Not.Contain("embed_tokens"));
    }

    [Test]
    public void NamesOfOtherFamilies_ArePassedOverInAFile_ButNotInARecipe()
    {
        Edit(config => config["target_modules"] = new JsonArray("q_proj", "query", "v_proj", "value"));
        Edit(config => config["exclude_modules"] = new JsonArray("vision_tower"));
        Edit(config => config["rank_pattern"] = new JsonObject { ["lm_head"] = 4 });
        Assert.That(Load().Layers, Has.Count.EqualTo(6));
        Assert.That(() => Compiler.Inject(CausalLM.from_config(Llama, seed: 1), AdapterRegistry.Configure("lora", new Dictionary<string, object?> { ["target_modules"] = new object?[] { "q_proj", "query" } })),
            Throws.TypeOf<AdapterOptionException>().With.Message.Contain("'query' hits no module"));
    }

    [Test]
    public void AFileOfAnotherFamily_IsRefusedWithAllItsNames()
    {
        Edit(config => config["target_modules"] = new JsonArray("query", "value"));
        Assert.That(Refusal(), Does.Contain("'query', 'value' hit no module of this model").And.Contain("q_proj"));
    }

    // PEFT names the classifiers of all families in every file of a classifier.
    [TestCase(0, 2)]
    [TestCase(1, 4)]
    [TestCase(2, 2)]
    public void TheHeadOfAClassifier_IsFoundUnderItsName(int family, int headTensors)
    {
        var model = SequenceClassification.from_config(SmallModels.Encoders[family], seed: 1);
        Save(model, new() { ["r"] = 1, ["modules_to_save"] = "classifier" });
        Edit(config => config["modules_to_save"] = new JsonArray("classifier", "score"));
        var adapted = Load(model);
        Assert.That(adapted.ModulesToSave, Does.Contain("classifier").And.Not.Contain("score"));
        Assert.That(adapted.TrainableParameters.Count(entry => entry.name.Contains("classifier")), Is.EqualTo(headTensors));
    }

    [Test]
    public void LayersPattern_SaysWhichNumberCounts()
    {
        Save(_model, new() { ["r"] = 2, ["layers_to_transform"] = new object?[] { 0, 2 } });
        Edit(config => config["layers_pattern"] = "layers");
        Assert.That(Load().Layers.Select(entry => entry.Name), Is.Not.Empty.And.None.Contain(".1."));
    }

    [Test]
    public void ALayersPatternThatThisModelDoesNotHave_IsRefused()
    {
        Edit(config => config["layers_to_transform"] = new JsonArray(0, 1, 2));
        Edit(config => config["layers_pattern"] = new JsonArray("blocks", "h"));
        Assert.That(Refusal(), Does.Contain("layers_pattern").And.Contain("'blocks' or 'h'").And.Contain("model.layers.0.self_attn.q_proj"));
    }

    [Test]
    public void LayersPattern_IsWrittenAgain_AndNeedsIndices()
    {
        Save(_model, new() { ["r"] = 2, ["layers_to_transform"] = 1, ["layers_pattern"] = "layers" });
        Edit(config => Assert.That(config["layers_pattern"]!.AsArray().Select(name => (string)name!), Is.EqualTo(new[] { "layers" })));
        Assert.That(() => AdapterRegistry.Configure("lora", new Dictionary<string, object?> { ["layers_pattern"] = "layers" }),
            Throws.TypeOf<AdapterOptionException>().With.Message.Contain("layers_to_transform"));
    }

    [Test]
    public void AnExpressionMayLookAhead()
    {
        Edit(config => config["target_modules"] = @"^(?!.*vision).*self_attn\.(q|v)_proj$");
        Assert.That(Load().Layers, Has.Count.EqualTo(6));
    }

    [TestCase("eva")]
    [TestCase("orthogonal")]
    [TestCase("gaussian")]
    public void StartsThatLeaveTheBaseModelAlone_AreRead(string start)
    {
        Edit(config => config["init_lora_weights"] = start);
        Edit(config => config["eva_config"] = new JsonObject { ["rho"] = 2.0 });
        Assert.That(Load().Layers, Has.Count.EqualTo(6));
    }

    [TestCase("pissa")]
    [TestCase("pissa_niter_16")]
    [TestCase("olora")]
    [TestCase("loftq")]
    [TestCase("corda")]
    public void StartsThatChangeTheBaseModel_AreRefused_WithTheWayOut(string start)
    {
        Edit(config => config["init_lora_weights"] = start);
        Assert.That(Refusal(), Does.Contain($"'{start}'").And.Contain("base model").And.Contain("path_initial_model_for_weight_conversion"));
    }

    [TestCase("bias", "lora_only")]
    [TestCase("lora_bias", true)]
    [TestCase("use_qalora", true)]
    [TestCase("layer_replication", "0-3")]
    [TestCase("trainable_token_indices", "7")]
    [TestCase("target_parameters", "experts.down_proj")]
    [TestCase("alora_invocation_tokens", "5")]
    public void WhatIsNotBuiltHere_IsRefusedByItsKey(string key, object value)
    {
        Edit(config => config[key] = JsonValue.Create(value));
        Assert.That(Refusal(), Does.Contain(key));
    }

    [Test]
    public void APickle_IsNamed_WithWhatToDo()
    {
        File.Move(Path.Combine(_folder.Path, AdaptedModel.TensorFile), Path.Combine(_folder.Path, "adapter_model.bin"));
        Assert.That(Refusal(), Does.Contain("adapter_model.safetensors is missing; adapter_model.bin is a Python pickle").And.Contain("save_pretrained"));
    }

    [Test]
    public void AFileWithoutAlpha_MeansPeftsEight()
    {
        Edit(config => config.Remove("lora_alpha"));
        Assert.That(AdaptedModel.ReadConfig(_folder.Path).Config.Own.Options["lora_alpha"], Is.EqualTo(8));
        Assert.That(AdapterRegistry.Configure("lora", new Dictionary<string, object?> { ["r"] = 2 }).Own.Options["lora_alpha"], Is.EqualTo(4), "a recipe's is twice its rank");
    }
}
