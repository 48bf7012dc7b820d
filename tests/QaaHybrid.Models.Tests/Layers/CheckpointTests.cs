namespace QaaHybrid.Models.Tests;

public class CheckpointTests
{
    private DisposeScope scope = null!;

    [SetUp]
    public void Open() => scope = torch.NewDisposeScope();

    [TearDown]
    public void Close() => scope.Dispose();

    private static Dictionary<string, float[]> Gradients(CausalLM model, bool checkpointed, Tensor? mask = null)
    {
        var ids = SmallLlama.Ids(SmallLlama.Prompt(9, 1), SmallLlama.Prompt(9, 2));
        model.gradient_checkpointing = checkpointed;
        model.zero_grad();
        torch.manual_seed(3);
        model.loss(ids, ids, mask).backward();
        return model.named_parameters().Where(pair => pair.parameter.requires_grad).ToDictionary(pair => pair.name, pair => pair.parameter.grad!.ToArray<float>());
    }

    [TestCase(0.0)]
    [TestCase(0.3)]
    public void Gradients_are_the_same_bit_by_bit(double dropout)
    {
        var model = new LlamaForCausalLM(SmallLlama.Config with { AttentionDropout = dropout }).InitializeWeights(5);
        var mask = SmallLlama.Ids([0, 0, 1, 1, 1, 1, 1, 1, 1], [1, 1, 1, 1, 1, 1, 1, 1, 1]);
        Assert.That(Gradients(model, true, mask), Is.EqualTo(Gradients(model, false, mask)));
        Assert.That(Gradients(model, true, mask).Values.SelectMany(values => values).Any(value => value != 0), Is.True);
    }

    [Test]
    public void A_frozen_model_is_recorded_because_of_what_is_trained_in_its_layers()
    {
        var model = SmallLlama.Model();
        model.requires_grad_(false);
        foreach (var name in (string[])["model.layers.0.self_attn.q_proj.weight", "model.layers.2.mlp.up_proj.weight"])
            model.get_parameter(name).requires_grad = true;
        var gradients = Gradients(model, true);
        Assert.That(gradients, Has.Count.EqualTo(2));
        Assert.That(gradients, Is.EqualTo(Gradients(model, false)));
    }

    [Test]
    public void Dropout_goes_on_as_if_nothing_had_been_computed_again()
    {
        var model = new LlamaForCausalLM(SmallLlama.Config with { AttentionDropout = 0.3 }).InitializeWeights(5);
        Gradients(model, true);
        var after = torch.rand(1).ToDouble();
        Gradients(model, false);
        Assert.That(torch.rand(1).ToDouble(), Is.EqualTo(after));
    }

    [Test]
    public void Nothing_stays_alive()
    {
        var model = SmallLlama.Model();
        model.gradient_checkpointing = true;
        var ids = SmallLlama.Ids(SmallLlama.Prompt(9));
        void Step()
        {
            using var step = torch.NewDisposeScope();
            model.loss(ids, ids).backward();
            model.zero_grad();
        }
        Step();
        var before = LiveHandles.Count();
        for (var i = 0; i < 5; i++)
            Step();
        Assert.That(torch.runtime.live_handles, Is.EqualTo(before));
    }

    [Test]
    public void A_layer_runs_once_more_in_backward_and_only_there()
    {
        var model = SmallLlama.Model();
        var counted = new Counted((nn.Module<Tensor, Tensor>)model.get_submodule("model.layers.1.mlp"));
        model.set_submodule("model.layers.1.mlp", counted);
        var ids = SmallLlama.Ids(SmallLlama.Prompt(9));
        model.gradient_checkpointing = true;
        var loss = model.loss(ids, ids);
        Assert.That(counted.Runs, Is.EqualTo(1));
        loss.backward();
        Assert.That(counted.Runs, Is.EqualTo(2), "computed again in backward");
        using (torch.no_grad())
            model.call(ids);
        Assert.That(counted.Runs, Is.EqualTo(3));
    }

    private sealed class Counted : nn.Module<Tensor, Tensor>
    {
        private readonly nn.Module<Tensor, Tensor> layer;

        public Counted(nn.Module<Tensor, Tensor> layer) : base(nameof(Counted))
        {
            this.layer = layer;
            RegisterComponents();
        }

        public int Runs { get; private set; }

        public override Tensor forward(Tensor input)
        {
            Runs++;
            return layer.call(input);
        }
    }
}
