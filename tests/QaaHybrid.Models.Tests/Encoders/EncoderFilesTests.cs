namespace QaaHybrid.Models.Tests.Encoders;

/// <summary>What published files of encoders have beside or instead of the model's weights.</summary>
public class EncoderFilesTests
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

    private static Dictionary<string, float[]> Values(PreTrainedModel model) => model.named_parameters().ToDictionary(pair => pair.name, pair => pair.parameter.ToArray<float>());

    /// <summary>Writes a golden checkpoint, changed, and gives the values of the unchanged one.</summary>
    private Dictionary<string, float[]> Write(string name, Action<Dictionary<string, Tensor>>? change = null, string? architecture = null)
    {
        var golden = GoldenFile.Open("Encoders", name);
        golden.WriteCheckpoint(folder);
        var values = Values(golden.Architecture.EndsWith("MaskedLM", StringComparison.Ordinal) ? MaskedLM.from_pretrained(folder.Path) : SequenceClassification.from_pretrained(folder.Path));
        golden.WriteCheckpoint(folder, change);
        if (architecture is not null)
            File.WriteAllText(folder.File("config.json"), File.ReadAllText(folder.File("config.json")).Replace(golden.Architecture, architecture, StringComparison.Ordinal));
        return values;
    }

    private static void Rename(Dictionary<string, Tensor> tensors, Func<string, string> rename)
    {
        foreach (var (name, tensor) in tensors.ToList())
        {
            tensors.Remove(name);
            tensors[rename(name)] = tensor;
        }
    }

    private static string Without(string name, string prefix) => name.StartsWith(prefix, StringComparison.Ordinal) ? name[prefix.Length..] : name;

    [Test]
    public void Norms_under_their_first_names()
    {
        var values = Write("bert-masked", tensors => Rename(tensors, name => name.Replace("LayerNorm.weight", "LayerNorm.gamma", StringComparison.Ordinal).Replace("LayerNorm.bias", "LayerNorm.beta", StringComparison.Ordinal)));
        Assert.That(SafetensorsHeader.Read(folder.File("model.safetensors")).Entries.Count(entry => entry.Name.EndsWith("gamma", StringComparison.Ordinal)), Is.EqualTo(6));
        Assert.That(Values(MaskedLM.from_pretrained(folder.Path)), Is.EqualTo(values));
    }

    [TestCase("bert-masked", "bert.")]
    [TestCase("roberta-masked", "roberta.")]
    [TestCase("deberta-masked", "deberta.")]
    public void A_file_of_the_bare_encoder(string name, string prefix)
    {
        var values = Write(name, tensors =>
        {
            Rename(tensors, weight => Without(weight, prefix));
            foreach (var head in tensors.Keys.Where(weight => weight.StartsWith("cls.", StringComparison.Ordinal) || weight.StartsWith("lm_head.", StringComparison.Ordinal)).ToList())
                tensors.Remove(head);
            tensors["embeddings.position_ids"] = torch.arange(16, ScalarType.Int64).unsqueeze(0);
            tensors["pooler.dense.weight"] = torch.ones(12, 12);
            tensors["pooler.dense.bias"] = torch.ones(12);
        }, name == "deberta-masked" ? "DebertaV2Model" : name == "bert-masked" ? "BertModel" : "RobertaModel");
        var masked = MaskedLM.from_pretrained(folder.Path, new LoadOptions(Seed: 1));
        Assert.That(masked.FreshWeights, Is.Not.Empty.And.All.Not.StartsWith(prefix));
        foreach (var (weight, found) in Values(masked).Where(pair => pair.Key.StartsWith(prefix, StringComparison.Ordinal)))
            Assert.That(found, Is.EqualTo(values[weight]), weight);

        var classes = SequenceClassification.from_pretrained(folder.Path, new LoadOptions(Seed: 1));
        Assert.That(classes.Config.Labels, Is.EqualTo(new[] { "LABEL_0", "LABEL_1" }));
        Assert.That(classes.FreshWeights, Is.EquivalentTo(prefix == "roberta."
            ? new[] { "classifier.dense.weight", "classifier.dense.bias", "classifier.out_proj.weight", "classifier.out_proj.bias" }
            : ["classifier.weight", "classifier.bias"]));
        if (prefix != "roberta.")
            Assert.That(classes.named_parameters().Single(pair => pair.name.EndsWith("pooler.dense.bias", StringComparison.Ordinal)).parameter.ToArray<float>(), Is.All.EqualTo(1), "the file's pooler");
    }

    [Test]
    public void A_pretrained_BERT_with_its_other_head()
    {
        var values = Write("bert-masked", tensors =>
        {
            tensors["cls.seq_relationship.weight"] = torch.ones(2, 12);
            tensors["cls.seq_relationship.bias"] = torch.ones(2);
            tensors["bert.pooler.dense.weight"] = torch.ones(12, 12);
            tensors["bert.pooler.dense.bias"] = torch.ones(12);
            tensors["cls.predictions.decoder.weight"] = tensors["bert.embeddings.word_embeddings.weight"];
            tensors["cls.predictions.decoder.bias"] = tensors["cls.predictions.bias"];
            tensors["bert.embeddings.position_ids"] = torch.arange(16, ScalarType.Int64).unsqueeze(0);
        });
        Assert.That(Values(MaskedLM.from_pretrained(folder.Path)), Is.EqualTo(values));
    }

    [Test]
    public void A_published_DeBERTa_with_its_own_names_of_the_head()
    {
        var values = Write("deberta-masked", tensors =>
        {
            Rename(tensors, name => Without(Without(name, "cls.predictions.transform."), "cls.predictions.") is var rest && rest != name ? "lm_predictions.lm_head." + rest : name);
            tensors["mask_predictions.dense.weight"] = torch.ones(12, 12);
            tensors["mask_predictions.classifier.bias"] = torch.ones(1);
        });
        Assert.That(SafetensorsHeader.Read(folder.File("model.safetensors")).Entries.Select(entry => entry.Name), Has.Some.EqualTo("lm_predictions.lm_head.LayerNorm.weight"));
        Assert.That(Values(MaskedLM.from_pretrained(folder.Path)), Is.EqualTo(values));
    }

    [Test]
    public void A_classifier_on_a_masked_language_model_has_a_fresh_head_of_the_seed()
    {
        Write("bert-masked");
        float[] Head(int seed) => SequenceClassification.from_pretrained(folder.Path, new LoadOptions(Seed: seed)).get_parameter("classifier.weight").ToArray<float>();
        var model = SequenceClassification.from_pretrained(folder.Path, new LoadOptions(Seed: 1));
        Assert.That(model.FreshWeights, Is.EquivalentTo(new[] { "bert.pooler.dense.weight", "bert.pooler.dense.bias", "classifier.weight", "classifier.bias" }));
        Assert.That(Head(1), Is.EqualTo(model.get_parameter("classifier.weight").ToArray<float>()));
        Assert.That(Head(1), Is.Not.EqualTo(Head(2)));
        Assert.That(model.get_parameter("classifier.bias").ToArray<float>(), Is.All.Zero);
        Assert.That(model.training, Is.False);
    }

    [Test]
    public void Labels_of_ones_own_take_a_fresh_classifier_of_that_size_and_leave_the_rest()
    {
        var values = Write("bert-classes");
        var model = SequenceClassification.from_pretrained(folder.Path, new LoadOptions(Seed: 1, Configure: config => config with { Labels = ["no", "yes"] }));
        Assert.That(model.FreshWeights, Is.EquivalentTo(new[] { "classifier.weight", "classifier.bias" }));
        Assert.That(model.get_parameter("classifier.weight").shape, Is.EqualTo(new[] { 2L, 12 }));
        Assert.That(model.get_parameter("bert.pooler.dense.weight").ToArray<float>(), Is.EqualTo(values["bert.pooler.dense.weight"]));
        model.save_pretrained(folder.Path);
        Assert.That(SequenceClassification.from_pretrained(folder.Path).Config.Labels, Is.EqualTo(new[] { "no", "yes" }));
    }

    [Test]
    public void A_head_of_ones_own_architecture_must_be_complete()
    {
        Write("bert-classes", tensors => tensors.Remove("classifier.bias"));
        Assert.That(() => SequenceClassification.from_pretrained(folder.Path), Throws.TypeOf<ModelFileException>().With.Message.Contains("tensor 'classifier.bias': it is missing"));
        Write("bert-classes", tensors => tensors["classifier.weight"] = torch.ones(2, 12));
        Assert.That(() => SequenceClassification.from_pretrained(folder.Path), Throws.TypeOf<ModelFileException>().With.Message.Contains("tensor 'classifier.weight': its shape is [2, 12], config.json asks for [3, 12]"));
    }

    [Test]
    public void A_layer_must_be_there_whatever_the_head()
    {
        Write("bert-masked", tensors => tensors.Remove("bert.encoder.layer.1.output.dense.bias"));
        Assert.That(() => SequenceClassification.from_pretrained(folder.Path), Throws.TypeOf<ModelFileException>().With.Message.Contains("tensor 'bert.encoder.layer.1.output.dense.bias': it is missing"));
    }

    [TestCase("bert-masked", "\"vocab_size\":17", "\"vocab_size\":0", "key 'vocab_size'")]
    [TestCase("bert-masked", "\"num_attention_heads\":3", "\"num_attention_heads\":5", "hidden_size is 12 and num_attention_heads 5, expected a multiple")]
    [TestCase("bert-masked", "\"pad_token_id\":0", "\"position_embedding_type\":\"relative_key\"", "the kind of positions is 'relative_key', supported: absolute")]
    [TestCase("bert-classes", "\"pad_token_id\":0", "\"problem_type\":\"ranking\"", "problem_type is 'ranking', supported: regression")]
    [TestCase("bert-classes", "\"pad_token_id\":0", "\"classifier_dropout\":1", "classifier_dropout is 1, expected at least 0 and below 1")]
    [TestCase("roberta-masked", "\"max_position_embeddings\":16", "\"max_position_embeddings\":2", "expected at least two more")]
    [TestCase("deberta-masked", "\"pad_token_id\":0", "\"conv_kernel_size\":3", "key 'conv_kernel_size': the convolution beside the first layer is 3, supported: 0")]
    [TestCase("deberta-masked", "\"position_buckets\":8", "\"position_buckets\":64", "position_buckets is 64 and the greatest distance 20")]
    [TestCase("deberta-masked", "p2c|c2p", "p2p", "pos_att_type has 'p2p', supported: c2p, p2c")]
    public void An_impossible_file_is_refused_by_key(string name, string found, string changed, string said)
    {
        Write(name);
        var text = File.ReadAllText(folder.File("config.json"));
        Assert.That(text, Does.Contain(found));
        File.WriteAllText(folder.File("config.json"), text.Replace(found, changed, StringComparison.Ordinal));
        Assert.That(() => PretrainedConfig.FromFile(folder.File("config.json")), Throws.TypeOf<ModelFileException>().With.Message.Contains(said));
    }

    [Test]
    public void Sequences_that_do_not_fit_are_refused()
    {
        Write("roberta-masked");
        var model = MaskedLM.from_pretrained(folder.Path);
        Tensor Ids(long count) => torch.full([1, count], 3, ScalarType.Int64);
        Assert.That(() => model.call(Ids(14)), Throws.Nothing, "16 rows but those for filling and below");
        Assert.That(() => model.call(Ids(15)), Throws.ArgumentException.With.Message.Contains("a sequence of 15 tokens is longer than the model's 14 positions"));
        Assert.That(() => model.last_hidden_state(Ids(4), Ids(5)), Throws.ArgumentException.With.Message.Contains("attention_mask"));
        Assert.That(() => model.last_hidden_state(Ids(4), null, Ids(5)), Throws.ArgumentException.With.Message.Contains("token_type_ids"));
        Assert.That(() => model.call(torch.zeros([4], ScalarType.Int64)), Throws.ArgumentException.With.Message.Contains("expected [batch, seq]"));
    }
}
