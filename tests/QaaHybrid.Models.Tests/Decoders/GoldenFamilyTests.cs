namespace QaaHybrid.Models.Tests;

/// <summary>Every family against an implementation of the published equations in Python; see <c>golden/make.py</c>.</summary>
[TestFixtureSource(typeof(GoldenFamily), nameof(GoldenFamily.Names))]
public class GoldenFamilyTests(string name)
{
    private const double Tolerance = 1e-5;

    [Test]
    public void Logits_of_all_tokens()
    {
        using var golden = new GoldenFamily(name);
        using var unrecorded = torch.no_grad();
        var logits = golden.Model.logits(golden.Model.last_hidden_state(golden.InputIds, golden.Mask));
        Assert.That(golden.Model.GetType().Name, Is.EqualTo(golden.Architecture));
        Assert.That(SmallLlama.Distance(logits[golden.Tokens], golden.Logits[golden.Tokens]), Is.LessThan(1e-4));
        Assert.That(GoldenDecoder.RelativeError(logits[golden.Tokens], golden.Logits[golden.Tokens]), Is.LessThan(Tolerance));
    }

    [Test]
    public void Hidden_states_between_the_layers()
    {
        using var golden = new GoldenFamily(name);
        using var unrecorded = torch.no_grad();
        var states = golden.Model.hidden_states(golden.InputIds, golden.Mask);
        Assert.That(states, Has.Count.EqualTo(golden.States.Count));
        foreach (var (index, (state, (norm, product))) in states.Zip(golden.States).Index())
        {
            var tokens = state[golden.Tokens];
            Assert.That(tokens.norm().ToDouble(), Is.EqualTo(norm).Within(1e-3).Percent, $"state {index}");
            Assert.That((tokens * GoldenFamily.Direction($"state {index}", tokens.shape)).sum().ToDouble(), Is.EqualTo(product).Within(1e-5 * norm), $"state {index}");
        }
    }

    [TestCase(false)]
    [TestCase(true)]
    public void Loss_and_the_gradient_of_every_weight(bool checkpointed)
    {
        using var golden = new GoldenFamily(name);
        golden.Model.gradient_checkpointing = checkpointed;
        var loss = golden.Model.loss(golden.InputIds, golden.Labels, golden.Mask);
        Assert.That(loss.ToDouble(), Is.EqualTo(golden.Loss).Within(1e-4).Percent);
        loss.backward();
        var found = golden.Model.named_parameters().ToDictionary(pair => pair.name, pair => pair.parameter.grad!);
        Assert.That(golden.Gradients.Select(gradient => gradient.Name), Is.EquivalentTo(found.Keys));
        foreach (var (weight, shape, norm, product) in golden.Gradients)
        {
            var gradient = golden.Model.IsStoredTransposed(weight) ? found[weight].t() : found[weight];
            Assert.That(gradient.norm().ToDouble(), Is.EqualTo(norm).Within(1e-4).Percent, weight);
            Assert.That((gradient * GoldenFamily.Direction(weight, shape)).sum().ToDouble(), Is.EqualTo(product).Within(1e-5 * (norm + 1e-3)), weight);
        }
    }

    [TestCase(1, 1, 1, 1, 1, 1)]
    [TestCase(4, 2)]
    [TestCase(2, 4)]
    public void Reading_in_pieces_with_a_cache_is_reading_at_once(params int[] pieces)
    {
        using var golden = new GoldenFamily(name);
        using var unrecorded = torch.no_grad();
        var (ids, mask) = (golden.InputIds, golden.Mask);
        var total = ids.shape[1];
        using var cache = golden.Model.NewCache(ids.shape[0], total);
        var states = new List<Tensor>();
        // Frequencies that follow the length: keys of an earlier, shorter piece keep theirs, so that only reading at once is the same.
        if (name is "llama-dynamic" or "llama-longrope")
            pieces = [];
        foreach (var count in pieces.Select(piece => (long)piece).Append(total))
        {
            var now = Math.Min(count, total - cache.Length);
            if (now > 0)
                states.Add(golden.Model.last_hidden_state(ids.narrow(1, cache.Length, now), mask?.narrow(1, 0, cache.Length + now), cache));
        }
        Assert.That(cache.Length, Is.EqualTo(total));
        var logits = golden.Model.logits(torch.cat(states, 1));
        Assert.That(SmallLlama.Distance(logits[golden.Tokens], golden.Logits[golden.Tokens]), Is.LessThan(1e-4));
    }

    [Test]
    public void A_saved_model_has_the_same_files()
    {
        using var golden = new GoldenFamily(name);
        using var given = new TemporaryFolder();
        using var saved = new TemporaryFolder();
        golden.WriteCheckpoint(given);
        golden.Model.save_pretrained(saved.Path);
        var (a, _) = SafetensorsTensors.Read(given.File(ModelWeights.FileName));
        var (b, _) = SafetensorsTensors.Read(saved.File(ModelWeights.FileName));
        Assert.That(b.Keys, Is.EquivalentTo(a.Keys));
        foreach (var (weight, tensor) in a)
        {
            Assert.That(b[weight].shape, Is.EqualTo(tensor.shape), weight);
            Assert.That(b[weight].ToArray<float>(), Is.EqualTo(tensor.ToArray<float>()), weight);
        }
        var again = CausalLM.from_pretrained(saved.Path);
        using var unrecorded = torch.no_grad();
        Assert.That(again.call(golden.InputIds).ToArray<float>(), Is.EqualTo(golden.Model.call(golden.InputIds).ToArray<float>()), "config.json says the same");
    }

    [Test]
    public void Fresh_weights_generate()
    {
        using var golden = new GoldenFamily(name);
        var model = CausalLM.from_config(golden.Model.Config, seed: 3);
        Assert.That(model.named_parameters().Select(pair => pair.name), Is.EqualTo(golden.Model.named_parameters().Select(pair => pair.name)));
        Assert.That(model.parameters(), Has.All.Matches<Parameter>(parameter => parameter.is_contiguous() && parameter.isfinite().all().ToBoolean()));
        var texts = golden.Model.generate([[1, 2, 3], [4]], new GenerationConfig { MaxNewTokens = 4, EosTokenIds = [] });
        // Token by token without a cache.
        using var unrecorded = torch.no_grad();
        foreach (var (text, prompt) in texts.Zip([new List<long> { 1, 2, 3 }, [4]]))
            foreach (var token in text.Tokens)
            {
                var logits = golden.Model.call(torch.tensor(prompt, [1, prompt.Count]));
                Assert.That(logits[0, prompt.Count - 1].argmax().ToInt64(), Is.EqualTo(token));
                prompt.Add(token);
            }
        Assert.That(texts.Select(text => text.Tokens.Count), Is.All.EqualTo(4));
    }

    [Test]
    public void A_frozen_base_in_half_precision_comes_near()
    {
        using var golden = new GoldenFamily(name, new LoadOptions(ScalarType.BFloat16, ScalarType.Float32));
        using var unrecorded = torch.no_grad();
        var logits = golden.Model.logits(golden.Model.last_hidden_state(golden.InputIds, golden.Mask));
        Assert.That(logits.dtype, Is.EqualTo(ScalarType.Float32));
        Assert.That(GoldenDecoder.RelativeError(logits[golden.Tokens], golden.Logits[golden.Tokens]), Is.GreaterThan(Tolerance).And.LessThan(0.1));
    }
}
