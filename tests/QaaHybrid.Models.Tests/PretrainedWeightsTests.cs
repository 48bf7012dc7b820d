using System.Text.Json.Nodes;

namespace QaaHybrid.Models.Tests;

public class PretrainedWeightsTests
{
    private DisposeScope scope = null!;
    private TemporaryFolder folder = null!;

    [SetUp]
    public void Open() => (scope, folder) = (torch.NewDisposeScope(), new TemporaryFolder());

    [TearDown]
    public void Close()
    {
        scope.Dispose();
        folder.Dispose();
    }

    private static Dictionary<string, float[]> Values(CausalLM model) => model.named_parameters().ToDictionary(pair => pair.name, pair => pair.parameter.ToArray<float>());

    /// <summary>Rewrites the weights of the folder.</summary>
    private void Change(Action<Dictionary<string, Tensor>> change)
    {
        var (tensors, _) = SafetensorsTensors.Read(folder.File("model.safetensors"));
        change(tensors);
        SafetensorsTensors.Save(folder.File("model.safetensors"), tensors.Select(pair => (pair.Key, pair.Value)));
    }

    [Test]
    public void A_saved_model_comes_back_bit_by_bit()
    {
        var model = SmallLlama.Model();
        model.save_pretrained(folder.Path);
        Assert.That(folder.Names, Is.EqualTo(new[] { "config.json", "model.safetensors" }));
        var again = CausalLM.from_pretrained(folder.Path);
        Assert.That(again, Is.InstanceOf<LlamaForCausalLM>());
        Assert.That(Values(again), Is.EqualTo(Values(model)));
        var ids = SmallLlama.Ids(SmallLlama.Prompt(9));
        Assert.That(again.call(ids).ToArray<float>(), Is.EqualTo(model.call(ids).ToArray<float>()));
    }

    [Test]
    public void Names_are_Hugging_Faces()
    {
        SmallLlama.Model().save_pretrained(folder.Path);
        var names = SafetensorsHeader.Read(folder.File("model.safetensors")).Entries.Select(entry => entry.Name).ToList();
        Assert.That(names, Has.Count.EqualTo(2 + 3 * 9));
        Assert.That(names, Is.SupersetOf(new[]
        {
            "model.embed_tokens.weight", "model.layers.0.input_layernorm.weight", "model.layers.1.self_attn.q_proj.weight", "model.layers.1.self_attn.o_proj.weight",
            "model.layers.2.post_attention_layernorm.weight", "model.layers.2.mlp.gate_proj.weight", "model.layers.2.mlp.down_proj.weight", "model.norm.weight",
        }));
        Assert.That(names, Has.None.StartsWith("lm_head"), "a tied head has no weight of its own");
    }

    [Test]
    public void Weights_are_stored_in_the_type_asked_for_and_computed_in_single_precision()
    {
        var model = SmallLlama.Model();
        model.save_pretrained(folder.Path, ScalarType.BFloat16);
        Assert.That(SafetensorsHeader.Read(folder.File("model.safetensors")).Entries, Has.All.Property("Dtype").EqualTo(SafetensorsDtype.BF16));
        Assert.That((string)JsonNode.Parse(File.ReadAllText(folder.File("config.json")))!["torch_dtype"]!, Is.EqualTo("bfloat16"));
        Assert.That(model.parameters(), Has.All.Property("dtype").EqualTo(ScalarType.Float32), "saving changes nothing");

        var single = CausalLM.from_pretrained(folder.Path);
        Assert.That(single.parameters(), Has.All.Property("dtype").EqualTo(ScalarType.Float32));
        foreach (var (name, values) in Values(single))
            Assert.That(values, Is.EqualTo(model.get_parameter(name).to(ScalarType.BFloat16).ToArray<float>()));
    }

    [Test]
    public void Weights_can_be_kept_as_they_are_stored()
    {
        SmallLlama.Model().save_pretrained(folder.Path, ScalarType.BFloat16);
        using var unrecorded = torch.no_grad();
        var kept = CausalLM.from_pretrained(folder.Path, dtype: null);
        Assert.That(kept.parameters(), Has.All.Property("dtype").EqualTo(ScalarType.BFloat16));
        var ids = SmallLlama.Ids(SmallLlama.Prompt(9));
        var (narrow, wide) = (kept.call(ids), CausalLM.from_pretrained(folder.Path).call(ids));
        Assert.That(narrow.dtype, Is.EqualTo(ScalarType.BFloat16));
        // Eight bits of a number are right at each of some thirty operations.
        Assert.That(GoldenDecoder.RelativeError(narrow, wide), Is.LessThan(0.05));
    }

    [Test]
    public void Training_a_loaded_model_leaves_its_file_alone()
    {
        SmallLlama.Model().save_pretrained(folder.Path);
        var before = File.ReadAllBytes(folder.File("model.safetensors"));
        var model = CausalLM.from_pretrained(folder.Path);
        var ids = SmallLlama.Ids(SmallLlama.Prompt(9));
        model.loss(ids, ids).backward();
        using (torch.no_grad())
            foreach (var parameter in model.parameters())
                parameter.sub_(parameter.grad! * 0.1);
        Assert.That(Values(model), Is.Not.EqualTo(Values(CausalLM.from_pretrained(folder.Path))));
        Assert.That(File.ReadAllBytes(folder.File("model.safetensors")), Is.EqualTo(before));
    }

    [Test]
    public void A_model_may_be_saved_over_the_file_that_it_lies_in()
    {
        SmallLlama.Model().save_pretrained(folder.Path);
        var model = CausalLM.from_pretrained(folder.Path);
        var values = Values(model);
        model.save_pretrained(folder.Path);
        Assert.That(Values(CausalLM.from_pretrained(folder.Path)), Is.EqualTo(values));
    }

    [Test]
    public void A_copy_of_a_tied_head_and_rotary_tables_of_other_writers_are_ignored()
    {
        SmallLlama.Model().save_pretrained(folder.Path);
        Change(tensors =>
        {
            tensors["lm_head.weight"] = tensors["model.embed_tokens.weight"];
            tensors["model.layers.0.self_attn.rotary_emb.inv_freq"] = torch.ones(3);
        });
        Assert.That(CausalLM.from_pretrained(folder.Path), Is.Not.Null);
    }

    [Test]
    public void A_missing_weight_is_named()
    {
        SmallLlama.Model().save_pretrained(folder.Path);
        Change(tensors => tensors.Remove("model.layers.1.mlp.up_proj.weight"));
        Assert.That(() => CausalLM.from_pretrained(folder.Path), Throws.TypeOf<ModelFileException>().With.Message.EndsWith("tensor 'model.layers.1.mlp.up_proj.weight': it is missing; config.json asks for it"));
    }

    [Test]
    public void A_weight_that_the_model_does_not_have_is_named()
    {
        SmallLlama.Model().save_pretrained(folder.Path);
        Change(tensors => tensors["model.layers.3.mlp.up_proj.weight"] = torch.ones(1));
        Assert.That(() => CausalLM.from_pretrained(folder.Path), Throws.TypeOf<ModelFileException>().With.Message.Contains("tensor 'model.layers.3.mlp.up_proj.weight': the model has no such weight").And.Message.Contains("3 layers"));
    }

    [Test]
    public void A_weight_of_another_shape_is_named_with_both()
    {
        SmallLlama.Model().save_pretrained(folder.Path);
        Change(tensors => tensors["model.norm.weight"] = torch.ones(23));
        Assert.That(() => CausalLM.from_pretrained(folder.Path), Throws.TypeOf<ModelFileException>().With.Message.Contains("tensor 'model.norm.weight': its shape is [23], config.json asks for [24]"));
    }

    [Test]
    public void Weights_that_are_integers_are_refused()
    {
        SmallLlama.Model().save_pretrained(folder.Path);
        Change(tensors => tensors["model.norm.weight"] = torch.ones([24], ScalarType.Int64));
        Assert.That(() => CausalLM.from_pretrained(folder.Path), Throws.TypeOf<ModelFileException>().With.Message.Contains("tensor 'model.norm.weight': its elements are I64"));
    }

    [Test]
    public void Saving_with_an_adapter_in_place_is_refused_and_writes_nothing()
    {
        var model = SmallLlama.Model();
        var original = (nn.Module<Tensor, Tensor>)model.get_submodule("model.layers.0.self_attn.q_proj");
        model.set_submodule("model.layers.0.self_attn.q_proj", nn.Sequential(("base_layer", original)));
        Assert.That(() => model.save_pretrained(folder.Path), Throws.InvalidOperationException.With.Message.Contains("model.layers.0.self_attn.q_proj.weight").And.Message.Contains("merge or remove"));
        Assert.That(folder.Names, Is.Empty);
        model.set_submodule("model.layers.0.self_attn.q_proj", original);
        Assert.That(() => model.save_pretrained(folder.Path), Throws.Nothing);
    }

    [Test]
    public void Large_weights_are_divided_into_parts_with_an_index()
    {
        var model = SmallLlama.Model();
        model.save_pretrained(folder.Path);
        var whole = new FileInfo(folder.File("model.safetensors")).Length;
        model.save_pretrained(folder.Path, max_shard_size: whole / 3);
        var parts = folder.Names.Where(name => name.EndsWith(".safetensors", StringComparison.Ordinal)).ToList();
        Assert.That(parts, Has.Count.GreaterThan(2).And.None.EqualTo("model.safetensors"), "the whole file would hide the parts");
        Assert.That(parts[0], Does.Match("^model-00001-of-0000[3-6].safetensors$"));
        var index = JsonNode.Parse(File.ReadAllText(folder.File("model.safetensors.index.json")))!;
        Assert.That((long)index["metadata"]!["total_size"]!, Is.EqualTo(model.parameters().Sum(parameter => 4 * parameter.numel())));
        Assert.That(index["weight_map"]!.AsObject(), Has.Count.EqualTo(2 + 3 * 9));
        Assert.That(Values(CausalLM.from_pretrained(folder.Path)), Is.EqualTo(Values(model)));

        File.Delete(folder.File(parts[1]));
        Assert.That(() => CausalLM.from_pretrained(folder.Path), Throws.TypeOf<ModelFileException>().With.Message.Contains($"the file '{parts[1]}' is not in the folder"));
        model.save_pretrained(folder.Path);
        Assert.That(folder.Names, Is.EqualTo(new[] { "config.json", "model.safetensors" }));
    }

    [Test]
    public void A_checkpoint_of_mixed_types_keeps_them_and_computes_in_the_more_precise()
    {
        var model = SmallLlama.Model();
        model.save_pretrained(folder.Path, ScalarType.BFloat16);
        Change(tensors =>
        {
            foreach (var name in tensors.Keys.Where(name => name.Contains("norm", StringComparison.Ordinal)).ToList())
                tensors[name] = tensors[name].to(ScalarType.Float32);
        });
        var mixed = CausalLM.from_pretrained(folder.Path, dtype: null);
        Assert.That(mixed.get_parameter("model.norm.weight").dtype, Is.EqualTo(ScalarType.Float32));
        Assert.That(mixed.get_parameter("model.layers.0.mlp.up_proj.weight").dtype, Is.EqualTo(ScalarType.BFloat16));
        using var unrecorded = torch.no_grad();
        var ids = SmallLlama.Ids(SmallLlama.Prompt(9));
        var (found, wide) = (mixed.call(ids), CausalLM.from_pretrained(folder.Path).call(ids));
        Assert.That(found.dtype, Is.EqualTo(ScalarType.Float32));
        Assert.That(GoldenDecoder.RelativeError(found, wide), Is.GreaterThan(0).And.LessThan(0.02));
    }

    [Test]
    public void A_frozen_base_in_half_precision_computes_between_its_layers_in_single_precision()
    {
        SmallLlama.Model().save_pretrained(folder.Path);
        var model = CausalLM.from_pretrained(folder.Path, new LoadOptions(ScalarType.BFloat16, ScalarType.Float32));
        Assert.That(model.get_parameter("model.embed_tokens.weight").dtype, Is.EqualTo(ScalarType.BFloat16));
        Assert.That(model.get_parameter("model.layers.0.input_layernorm.weight").dtype, Is.EqualTo(ScalarType.Float32));
        model.requires_grad_(false);
        var trained = model.get_parameter("model.layers.0.input_layernorm.weight");
        trained.requires_grad = true;
        var ids = SmallLlama.Ids(SmallLlama.Prompt(9));
        model.loss(ids, ids).backward();

        var exact = CausalLM.from_pretrained(folder.Path);
        exact.loss(ids, ids).backward();
        Assert.That(trained.grad!.dtype, Is.EqualTo(ScalarType.Float32));
        Assert.That(GoldenDecoder.RelativeError(trained.grad!, exact.get_parameter("model.layers.0.input_layernorm.weight").grad!), Is.LessThan(0.1));
        using var cache = model.NewCache(1, 9);
        using var unrecorded = torch.no_grad();
        Assert.That(SmallLlama.Distance(model.last_hidden_state(ids, null, cache), model.last_hidden_state(ids)), Is.LessThan(1e-5));
    }

    [Test]
    public void A_weight_that_stands_there_twice_is_refused()
    {
        SmallLlama.Model().save_pretrained(folder.Path);
        Change(tensors => tensors["norm.weight"] = tensors["model.norm.weight"]);
        Assert.That(() => CausalLM.from_pretrained(folder.Path), Throws.TypeOf<ModelFileException>().With.Message.Contains("the weight 'model.norm.weight', which stands there as 'model.norm.weight' too"));
    }

    [Test]
    public void A_file_without_the_heads_prefix_is_read()
    {
        var model = SmallLlama.Model();
        model.save_pretrained(folder.Path);
        Change(tensors =>
        {
            foreach (var name in tensors.Keys.ToList())
            {
                tensors[name["model.".Length..]] = tensors[name];
                tensors.Remove(name);
            }
        });
        Assert.That(Values(CausalLM.from_pretrained(folder.Path)), Is.EqualTo(Values(model)));
    }

    [Test]
    public void A_tokenizer_with_more_tokens_than_the_model_is_refused()
    {
        File.WriteAllText(folder.File("tokenizer.json"), """{"model":{"type":"WordLevel","vocab":{"a":0,"b":1,"cat":37},"unk_token":"a"}}""");
        Assert.That((SmallLlama.Config with { VocabSize = 38 }).LoadTokenizer(folder.Path).VocabularySize, Is.EqualTo(38));
        Assert.That(
            () => SmallLlama.Config.LoadTokenizer(folder.Path),
            Throws.TypeOf<ModelFileException>().With.Message.Contains("tokenizer.json: it has tokens up to the id 37 ('cat'), but the model's vocab_size in config.json is 37"));
    }

    [Test]
    public void Matrices_that_a_file_has_transposed_stay_in_it_and_are_turned_by_their_strides()
    {
        var config = new GPT2Config { VocabSize = 13, HiddenSize = 12, NumHiddenLayers = 1, NumAttentionHeads = 3 };
        var model = CausalLM.from_config(config, seed: 1);
        model.save_pretrained(folder.Path);
        var weight = CausalLM.from_pretrained(folder.Path).get_parameter("transformer.h.0.attn.c_attn.weight");
        Assert.That(weight.shape, Is.EqualTo(new[] { 36L, 12 }), "[out, in], as adapters expect");
        Assert.That(SafetensorsHeader.Read(folder.File("model.safetensors")).Find("transformer.h.0.attn.c_attn.weight")!.Shape, Is.EqualTo(new[] { 12L, 36 }));
        Assert.That((weight.is_contiguous(), weight.t().is_contiguous()), Is.EqualTo((false, true)));
        Assert.That(weight.ToArray<float>(), Is.EqualTo(model.get_parameter("transformer.h.0.attn.c_attn.weight").ToArray<float>()));

        Change(tensors => tensors["transformer.h.0.attn.c_attn.weight"] = torch.ones(36, 12));
        Assert.That(() => CausalLM.from_pretrained(folder.Path), Throws.TypeOf<ModelFileException>().With.Message.Contains("its shape is [36, 12], config.json asks for [12, 36]"));
    }

    [Test]
    public void A_head_that_the_folder_does_not_have_is_drawn_fresh()
    {
        var config = new GPT2Config { VocabSize = 13, HiddenSize = 12, NumHiddenLayers = 1, NumAttentionHeads = 3, TieWordEmbeddings = false };
        CausalLM.from_config(config, seed: 1).save_pretrained(folder.Path);
        Change(tensors =>
        {
            tensors.Remove("lm_head.weight");
            tensors["score.weight"] = torch.ones(2, 12);
        });
        Assert.That(() => CausalLM.from_pretrained(folder.Path), Throws.TypeOf<ModelFileException>().With.Message.Contains("tensor 'lm_head.weight': it is missing"));

        (config with { Architecture = "GPT2ForSequenceClassification" }).Save(folder.File("config.json"));
        Tensor Head(int seed) => CausalLM.from_pretrained(folder.Path, new LoadOptions(Seed: seed)).get_parameter("lm_head.weight");
        var first = Head(1).ToArray<float>();
        Assert.That(Head(1).ToArray<float>(), Is.EqualTo(first), "by its seed");
        Assert.That(Head(2).ToArray<float>(), Is.Not.EqualTo(first));
        Change(tensors => tensors.Remove("transformer.ln_f.bias"));
        Assert.That(() => Head(1), Throws.TypeOf<ModelFileException>().With.Message.Contains("tensor 'transformer.ln_f.bias': it is missing"), "only the head may be");
    }

    [Test]
    public void A_model_without_weights_holds_none()
    {
        var model = new LlamaForCausalLM(SmallLlama.Config with { VocabSize = 400_000, HiddenSize = 4096 });
        Assert.That(model.get_parameter("model.embed_tokens.weight").shape, Is.EqualTo(new[] { 400_000L, 4096 }));
        Assert.That(() => model.get_parameter("model.embed_tokens.weight").data<float>(), Throws.TypeOf<TorchException>().With.Message.Contains("contiguous"), "6 GB are not there");
    }
}
