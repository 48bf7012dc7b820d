namespace QaaHybrid.Models.Tests;

public class LlamaForCausalLMTests
{
    private DisposeScope scope = null!;

    [SetUp]
    public void Open() => scope = torch.NewDisposeScope();

    [TearDown]
    public void Close() => scope.Dispose();

    [TestCase(1, 1, 1, 1, 1, 1, 1)]
    [TestCase(4, 3)]
    [TestCase(1, 6)]
    public void Reading_in_pieces_with_a_cache_is_reading_at_once(params int[] pieces)
    {
        using var unrecorded = torch.no_grad();
        var model = SmallLlama.Model();
        var ids = SmallLlama.Ids(SmallLlama.Prompt(7, 1), SmallLlama.Prompt(7, 2));
        using var cache = model.NewCache(2, 7);
        var states = new List<Tensor>();
        foreach (var count in pieces)
            states.Add(model.last_hidden_state(ids.narrow(1, cache.Length, count), null, cache));
        Assert.That(cache.Length, Is.EqualTo(7));
        Assert.That(SmallLlama.Distance(torch.cat(states, 1), model.last_hidden_state(ids)), Is.LessThan(1e-5));
    }

    [Test]
    public void No_token_sees_what_comes_after_it()
    {
        using var unrecorded = torch.no_grad();
        var model = SmallLlama.Model();
        var (a, b) = (SmallLlama.Prompt(8), SmallLlama.Prompt(8));
        b[5] = a[5] == 3 ? 4 : 3;
        var (x, y) = (model.call(SmallLlama.Ids(a)), model.call(SmallLlama.Ids(b)));
        Assert.That(SmallLlama.Distance(x.narrow(1, 0, 5), y.narrow(1, 0, 5)), Is.Zero);
        for (var position = 5; position < 8; position++)
            Assert.That(SmallLlama.Distance(x.select(1, position), y.select(1, position)), Is.GreaterThan(1e-3), $"position {position} sees the change at 5");
    }

    [Test]
    public void Filling_changes_no_token()
    {
        using var unrecorded = torch.no_grad();
        var model = SmallLlama.Model();
        var prompt = SmallLlama.Prompt(5);
        var alone = model.call(SmallLlama.Ids(prompt));

        // On the right no mask is needed; on the left the mask also moves the positions.
        var right = model.call(SmallLlama.Ids([.. prompt, 9, 9, 9], SmallLlama.Prompt(8, 3)));
        Assert.That(SmallLlama.Distance(right.narrow(0, 0, 1).narrow(1, 0, 5), alone), Is.LessThan(1e-5));
        var mask = SmallLlama.Ids([0, 0, 0, 1, 1, 1, 1, 1], [1, 1, 1, 1, 1, 1, 1, 1]);
        var left = model.logits(model.last_hidden_state(SmallLlama.Ids([9, 9, 9, .. prompt], SmallLlama.Prompt(8, 3)), mask));
        Assert.That(SmallLlama.Distance(left.narrow(0, 0, 1).narrow(1, 3, 5), alone), Is.LessThan(1e-5));
        Assert.That(left.isfinite().all().ToBoolean(), Is.True, "filling that may look at nothing must not give NaN");
    }

    [Test]
    public void A_replaced_projection_is_the_one_that_computes()
    {
        using var unrecorded = torch.no_grad();
        var model = SmallLlama.Model();
        var ids = SmallLlama.Ids(SmallLlama.Prompt(5));
        var before = model.call(ids);
        foreach (var name in (string[])["self_attn.q_proj", "self_attn.k_proj", "self_attn.v_proj", "self_attn.o_proj", "mlp.gate_proj", "mlp.up_proj", "mlp.down_proj", "mlp"])
        {
            var path = $"model.layers.1.{name}";
            var original = (nn.Module<Tensor, Tensor>)model.get_submodule(path);
            model.set_submodule(path, new Scaled(original));
            Assert.That(SmallLlama.Distance(model.call(ids), before), Is.GreaterThan(1e-4), name);
            model.set_submodule(path, original);
            Assert.That(SmallLlama.Distance(model.call(ids), before), Is.Zero, name);
        }
    }

    [Test]
    public void A_frozen_model_passes_gradients_to_what_is_trained_and_keeps_none()
    {
        var model = SmallLlama.Model();
        model.requires_grad_(false);
        var trained = new Scaled((nn.Module<Tensor, Tensor>)model.get_submodule("model.layers.0.self_attn.q_proj"));
        model.set_submodule("model.layers.0.self_attn.q_proj", trained);
        var ids = SmallLlama.Ids(SmallLlama.Prompt(9));
        model.loss(ids, ids).backward();
        Assert.That(trained.factor.grad!.abs().ToDouble(), Is.GreaterThan(0));
        Assert.That(model.parameters().Where(parameter => parameter.grad is not null), Has.Exactly(1).Items);
    }

    [Test]
    public void A_pass_leaves_nothing_but_its_result_alive()
    {
        var model = SmallLlama.Model();
        var ids = SmallLlama.Ids(SmallLlama.Prompt(9));
        using (var step = torch.NewDisposeScope())
        {
            using var loss = model.loss(ids, ids);
            Assert.That(step.DisposablesCount, Is.EqualTo(1), "the loss");
        }
        var before = LiveHandles.Count();
        for (var i = 0; i < 5; i++)
        {
            using var step = torch.NewDisposeScope();
            model.loss(ids, ids).backward();
            model.zero_grad();
        }
        Assert.That(torch.runtime.live_handles, Is.EqualTo(before));
    }

    [Test]
    public void Fresh_weights_follow_the_seed_and_have_GPT2s_widths()
    {
        var config = SmallLlama.Config with { VocabSize = 500, HiddenSize = 64, InitializerRange = 0.02 };
        Dictionary<string, float[]> Draw(int seed) => new LlamaForCausalLM(config).InitializeWeights(seed).named_parameters().ToDictionary(pair => pair.name, pair => pair.parameter.ToArray<float>());
        var weights = Draw(1);
        Assert.That(Draw(1), Is.EqualTo(weights));
        Assert.That(Draw(2)["model.embed_tokens.weight"], Is.Not.EqualTo(weights["model.embed_tokens.weight"]));
        Assert.That(weights["model.layers.0.self_attn.q_proj.weight"], Is.Not.EqualTo(weights["model.layers.1.self_attn.q_proj.weight"]));

        static double Deviation(float[] values) => Math.Sqrt(values.Average(value => (double)value * value));
        // 32,000 and 2,560 numbers: three standard deviations of the estimate are 1.2 % and 4.2 %.
        Assert.That(Deviation(weights["model.embed_tokens.weight"]), Is.EqualTo(0.02).Within(1.2).Percent);
        Assert.That(weights["model.embed_tokens.weight"].Average(), Is.EqualTo(0).Within(3 * 0.02 / Math.Sqrt(32000)));
        Assert.That(Deviation(weights["model.layers.2.mlp.down_proj.weight"]), Is.EqualTo(0.02 / Math.Sqrt(6)).Within(4.2).Percent);
        Assert.That(weights["model.layers.0.input_layernorm.weight"], Is.All.EqualTo(1));
    }

    [Test]
    public void Fresh_weights_are_the_same_on_every_machine()
    {
        // Written down once: another generator or hash would change the start of every pretraining.
        var weight = SmallLlama.Model(seed: 7).get_parameter("model.layers.0.self_attn.q_proj.weight").ToArray<float>();
        Assert.That(weight[..3], Is.EqualTo(new[] { 0.21838607f, -0.2681076f, 0.10221009f }).Within(1e-7));
    }

    [Test]
    public void Input_that_does_not_fit_is_refused_with_the_numbers()
    {
        var model = SmallLlama.Model();
        Assert.That(() => model.call(torch.zeros([3], ScalarType.Int64)), Throws.ArgumentException.With.Message.Contains("expected [batch, seq]"));
        Assert.That(() => model.call(torch.zeros([1, 33], ScalarType.Int64)), Throws.ArgumentException.With.Message.Contains("33 tokens").And.Message.Contains("32 positions"));
        Assert.That(() => model.last_hidden_state(torch.zeros([1, 4], ScalarType.Int64), torch.ones([1, 5], ScalarType.Int64)), Throws.ArgumentException.With.Message.Contains("expected [1, 4]"));
        using var cache = model.NewCache(1, 3);
        Assert.That(() => model.last_hidden_state(torch.zeros([1, 4], ScalarType.Int64), null, cache), Throws.ArgumentException.With.Message.Contains("the cache's 3"));
        Assert.That(() => new LlamaForCausalLM(SmallLlama.Config with { NumKeyValueHeads = 3 }), Throws.ArgumentException.With.Message.Contains("num_key_value_heads 3"));
    }

    /// <summary>An adapter of the simplest kind: the layer times one trained number.</summary>
    private sealed class Scaled : nn.Module<Tensor, Tensor>
    {
        private readonly nn.Module<Tensor, Tensor> layer;
        public readonly Parameter factor = nn.Parameter(torch.tensor(1.5f));

        public Scaled(nn.Module<Tensor, Tensor> layer) : base(nameof(Scaled))
        {
            this.layer = layer;
            RegisterComponents();
        }

        public override Tensor forward(Tensor input) => layer.call(input) * factor;
    }
}
