namespace QaaHybrid.Torch.Tests.NN;

public class ModuleTests
{
    private DisposeScope scope = null!;

    [SetUp]
    public void Open() => scope = NewDisposeScope();

    [TearDown]
    public void Close() => scope.Dispose();

    private sealed class Attention : nn.Module<Tensor, Tensor>
    {
        public readonly nn.Module<Tensor, Tensor> q_proj = nn.Linear(4, 4, hasBias: false);

        private readonly Linear k_proj = nn.Linear(4, 4, hasBias: false);

        public Attention()
            : base(nameof(Attention)) => RegisterComponents();

        public Tensor Key(Tensor x) => k_proj.call(x);

        public override Tensor forward(Tensor input) => q_proj.call(input);
    }

    private class Base(string name) : nn.Module<Tensor, Tensor>(name)
    {
        protected Parameter theta = new(ones(2));

        public Attention self_attn { get; } = new();

        public override Tensor forward(Tensor input) => self_attn.call(input);
    }

    private sealed class Network : Base
    {
        [ComponentName(Name = "lambda")]
        private readonly Parameter lambdaParameter = new(zeros(3));

        private readonly Tensor steps = ones(1);

        public Network()
            : base(nameof(Network))
        {
            layers = nn.ModuleList<nn.Module<Tensor, Tensor>>(new Attention(), nn.Linear(4, 2));
            named = nn.ModuleDict(("a", nn.Linear(1, 1, hasBias: false)), ("b.c".Replace('.', '_'), nn.Linear(1, 1, hasBias: false)));
            chain = nn.Sequential(("first", nn.Linear(4, 4)), ("second", nn.ReLU()));
            register_buffer("scratch", ones(1), persistent: false);
            RegisterComponents();
        }

        public ModuleList<nn.Module<Tensor, Tensor>> layers { get; }

        public ModuleDict<Linear> named { get; }

        public Sequential chain { get; }

        public Tensor Steps => steps;
    }

    [Test]
    public void Fields_and_properties_are_registered_under_their_names()
    {
        using var network = new Network();
        Assert.Multiple(() =>
        {
            Assert.That(network.named_parameters().Select(pair => pair.name), Is.EqualTo(new[]
            {
                "theta", "lambda", "self_attn.q_proj.weight", "self_attn.k_proj.weight", "layers.0.q_proj.weight", "layers.0.k_proj.weight", "layers.1.weight",
                "layers.1.bias", "named.a.weight", "named.b_c.weight", "chain.first.weight", "chain.first.bias",
            }));
            Assert.That(network.named_buffers().Select(pair => pair.name), Is.EqualTo(new[] { "scratch", "steps" }));
            Assert.That(network.named_children().Select(pair => pair.name), Is.EqualTo(new[] { "self_attn", "layers", "named", "chain" }));
            Assert.That(network.named_modules().Select(pair => pair.name), Does.Contain("").And.Contain("layers.0.q_proj"));
            Assert.That(network.parameters(recurse: false).Count(), Is.EqualTo(2));
            Assert.That(network.state_dict().Keys, Does.Contain("steps").And.Not.Contain("scratch"));
            Assert.That(network.get_parameter("layers.1.bias").shape, Is.EqualTo(new long[] { 2 }));
            Assert.That(network.get_buffer("steps"), Is.SameAs(network.Steps));
            Assert.That(network.get_submodule("self_attn.q_proj"), Is.SameAs(network.self_attn.q_proj));
            Assert.That(network.get_submodule(""), Is.SameAs(network));
        });
    }

    [Test]
    public void Parameters_live_outside_scopes()
    {
        Network network;
        using (NewDisposeScope())
            network = new Network();
        Assert.That(network.parameters().Concat(network.buffers()).Any(one => one.IsInvalid), Is.False);
        network.Dispose();
        Assert.That(network.parameters().Concat(network.buffers()).All(one => one.IsInvalid), Is.True);
    }

    [Test]
    public void Names_that_lead_nowhere_say_what_is_there()
    {
        using var network = new Network();
        Assert.That(() => network.get_submodule("self_attn.v_proj"), Throws.TypeOf<KeyNotFoundException>().With.Message.EqualTo("'self_attn.v_proj': Attention has no child 'v_proj'; it has: q_proj, k_proj"));
        Assert.That(() => network.get_parameter("self_attn.bias"), Throws.TypeOf<KeyNotFoundException>().With.Message.Contain("has no parameter 'bias'"));
        Assert.That(() => network.get_buffer("nothing"), Throws.TypeOf<KeyNotFoundException>().With.Message.Contain("it has: scratch, steps"));
        Assert.That(() => network.set_submodule("self_attn.v_proj", nn.ReLU()), Throws.TypeOf<KeyNotFoundException>());
    }

    [Test]
    public void Names_are_unique_and_without_dots()
    {
        using var network = new Network();
        Assert.That(() => network.register_module("theta", nn.ReLU()), Throws.ArgumentException.With.Message.Contain("registered already"));
        Assert.That(() => network.register_buffer("a.b", ones(1)), Throws.ArgumentException.With.Message.Contain("dot"));
        Assert.That(() => network.register_parameter("", new Parameter(ones(1))), Throws.ArgumentException);
        Assert.That(() => network.register_module("me", network), Throws.ArgumentException);
    }

    /// <summary>What an adapter does: wraps a projection.</summary>
    private sealed class Doubled : nn.Module<Tensor, Tensor>
    {
        private readonly nn.Module<Tensor, Tensor> inner;

        public Doubled(nn.Module<Tensor, Tensor> inner)
            : base(nameof(Doubled))
        {
            this.inner = inner;
            RegisterComponents();
        }

        public override Tensor forward(Tensor input) => inner.call(input) * 2;
    }

    [Test]
    public void A_replaced_module_is_really_called()
    {
        using var network = new Network();
        var x = randn(1, 4);
        var before = network.call(x);
        network.set_submodule("self_attn.q_proj", new Doubled(network.self_attn.q_proj));
        Assert.That(network.call(x).allclose(before * 2), Is.True);
        Assert.That(network.named_parameters().Select(pair => pair.name), Does.Contain("self_attn.q_proj.inner.weight").And.Not.Contain("self_attn.q_proj.weight"));
        Assert.That(network.named_children().First().name, Is.EqualTo("self_attn"), "the order stays");
        Assert.That(network.self_attn.q_proj, Is.InstanceOf<Doubled>());
    }

    [Test]
    public void Replacing_in_lists_dictionaries_and_sequences()
    {
        using var network = new Network();
        var x = randn(1, 4);
        var (listed, chained) = (network.layers[1].call(x), network.chain.call(x));
        network.set_submodule("layers.1", new Doubled(network.layers[1]));
        network.set_submodule("chain.first", new Doubled((nn.Module<Tensor, Tensor>)network.chain.get_submodule("first")));
        network.layers[0] = new Doubled(network.layers[0]);
        var linear = nn.Linear(1, 1);
        network.set_submodule("named.a", linear);
        Assert.Multiple(() =>
        {
            Assert.That(network.layers[1].call(x).allclose(listed * 2), Is.True);
            Assert.That(network.chain.call(x).allclose(chained * 2), Is.True);
            Assert.That(network.layers[0], Is.InstanceOf<Doubled>());
            Assert.That(network.named["a"], Is.SameAs(linear));
        });
    }

    [Test]
    public void A_replacement_that_does_not_fit_changes_nothing()
    {
        using var network = new Network();
        var before = network.named_parameters().Select(pair => pair.name).ToArray();
        Assert.That(() => network.set_submodule("self_attn.k_proj", nn.ReLU()), Throws.ArgumentException.With.Message.Contain("'k_proj' of Attention is declared as Linear and cannot hold an object of type Activation"));
        Assert.That(() => network.set_submodule("named.a", nn.ReLU()), Throws.ArgumentException.With.Message.Contain("does not fit into a dictionary of Linear"));
        Assert.That(() => network.set_submodule("layers.0", network.named), Throws.ArgumentException.With.Message.Contain("does not fit into a list"));
        Assert.That(() => network.set_submodule("chain.first", network.named), Throws.ArgumentException.With.Message.Contain("one tensor"));
        Assert.That(network.named_parameters().Select(pair => pair.name), Is.EqualTo(before));
    }

    [Test]
    public void Shared_parameters_are_given_once_but_stand_in_the_state_twice()
    {
        var (first, second) = (nn.Linear(2, 2, hasBias: false), nn.Linear(2, 2, hasBias: false));
        second.weight.Dispose();
        second.weight = first.weight;
        using var both = nn.Sequential(first, second);
        Assert.That(both.named_parameters().Select(pair => pair.name), Is.EqualTo(new[] { "0.weight" }));
        Assert.That(both.state_dict().Keys, Is.EqualTo(new[] { "0.weight", "1.weight" }));
    }

    [Test]
    public void State_is_copied_in_by_name()
    {
        using var from = new Network();
        using var to = new Network();
        var (missing, unexpected) = to.load_state_dict(from.to(float64).state_dict());
        Assert.That((missing.Count, unexpected.Count), Is.EqualTo((0, 0)));
        Assert.That(to.parameters().Zip(from.parameters()).All(pair => pair.First.dtype == float32 && pair.First.equal(pair.Second.to(float32))), Is.True);
    }

    [Test]
    public void State_that_does_not_agree_is_refused_whole()
    {
        using var layer = nn.Linear(2, 2);
        var before = layer.weight.clone();
        Assert.That(() => layer.load_state_dict(new() { ["weight"] = zeros(2, 2), ["extra"] = ones(1) }), Throws.ArgumentException.With.Message.Contain("missing: bias; unexpected: extra"));
        Assert.That(() => layer.load_state_dict(new() { ["weight"] = zeros(2, 2), ["bias"] = ones(3) }), Throws.ArgumentException.With.Message.Contain("bias: shape [3], expected [2]"));
        Assert.That(layer.weight.equal(before), Is.True);
        var (missing, unexpected) = layer.load_state_dict(new() { ["weight"] = zeros(2, 2), ["extra"] = ones(1) }, strict: false);
        Assert.That((missing, unexpected), Is.EqualTo((new[] { "bias" }, new[] { "extra" })));
        Assert.That(layer.weight.count_nonzero().ToInt64(), Is.Zero);
        layer.load_state_dict(new() { ["weight"] = ones(2, 2) }, skip: ["bias"]);
        Assert.That(layer.weight.sum().ToSingle(), Is.EqualTo(4));
    }

    [Test]
    public void Conversion_keeps_the_objects_and_takes_gradients_along()
    {
        using var layer = nn.Linear(2, 2);
        layer.register_buffer("counts", ones([1], int64));
        var weight = layer.weight;
        layer.call(ones(1, 2)).sum().backward();
        Assert.That(layer.to(float64).weight, Is.SameAs(weight));
        Assert.That((weight.dtype, weight.grad!.dtype, weight.requires_grad, weight.is_leaf), Is.EqualTo((float64, float64, true, true)));
        Assert.That(layer.get_buffer("counts").dtype, Is.EqualTo(int64), "integers stay");
        layer.call(ones([1, 2], float64)).sum().backward();
        Assert.That(weight.grad!.data<double>(), Is.All.EqualTo(2.0));
        Assert.That(layer.to(CPU), Is.SameAs(layer));
    }

    [Test]
    public void Training_flags_and_gradients_reach_all()
    {
        using var network = new Network();
        network.eval();
        Assert.That(network.modules().Any(module => module.training), Is.False);
        network.train();
        Assert.That(network.modules().All(module => module.training), Is.True);
        network.requires_grad_(false);
        Assert.That(network.parameters().Any(parameter => parameter.requires_grad), Is.False);
        network.requires_grad_();
        network.call(ones(1, 4)).sum().backward();
        network.zero_grad(set_to_none: false);
        Assert.That(network.get_parameter("self_attn.q_proj.weight").grad!.count_nonzero().ToInt64(), Is.Zero);
        network.zero_grad();
        Assert.That(network.parameters().All(parameter => parameter.grad is null), Is.True);
        var visited = new List<string>();
        network.apply(module => visited.Add(module.GetName()));
        Assert.That(visited, Has.Count.EqualTo(network.modules().Count()).And.ItemAt(visited.Count - 1).EqualTo("Network"));
    }

    [Test]
    public void Parameter_shares_the_values_it_is_made_of()
    {
        var data = ones(2);
        using var parameter = nn.Parameter(data);
        data.zero_();
        Assert.That(parameter.sum().ToSingle(), Is.Zero);
        Assert.That((parameter.is_leaf, parameter.requires_grad, data.requires_grad), Is.EqualTo((true, true, false)));
        Assert.That(new Parameter(ones([1], int64), requires_grad: false).requires_grad, Is.False);
    }
}
