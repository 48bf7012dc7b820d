namespace QaaHybrid.Torch.Tests.Optimizers;

public class OptimizerTests
{
    private DisposeScope scope = null!;

    [SetUp]
    public void Open() => scope = NewDisposeScope();

    [TearDown]
    public void Close() => scope.Dispose();

    private static void Steps(Parameter[] parameters, optim.Optimizer optimiser, int count)
    {
        for (var i = 0; i < count; i++)
        {
            optimiser.zero_grad();
            OptimizerGoldenTests.Loss(parameters[0], parameters[1], "32").backward();
            optimiser.step();
        }
    }

    private static IEnumerable<(string, Parameter)> Named(Parameter[] parameters) => [("a.first", parameters[0]), ("b.second", parameters[1])];

    [Test]
    public void Resumed_steps_are_the_same_to_the_last_bit([Values("adamw", "sgd")] string method)
    {
        optim.Optimizer Make(Parameter[] p) => method == "sgd" ? optim.SGD(Named(p), 0.1, momentum: 0.9) : optim.AdamW(Named(p), 0.1);
        var whole = OptimizerGoldenTests.Start("32");
        Steps(whole, Make(whole), 7);

        var first = OptimizerGoldenTests.Start("32");
        var before = Make(first);
        Steps(first, before, 3);
        var kept = before.state_dict().ToDictionary(pair => pair.Key, pair => pair.Value.clone());
        var second = first.Select(parameter => new Parameter(parameter.clone())).ToArray();
        var after = Make(second);
        after.load_state_dict(kept);
        Steps(second, after, 4);

        Assert.That(second.Zip(whole).All(pair => pair.First.equal(pair.Second)), Is.True);
        Assert.That(kept.Keys, Does.Contain("a.first.step").And.Contain(method == "sgd" ? "b.second.momentum_buffer" : "b.second.exp_avg_sq"));
        Assert.That(kept["a.first.step"].item<long>(), Is.EqualTo(3));
    }

    [Test]
    public void State_that_does_not_agree_is_refused_whole()
    {
        var parameters = OptimizerGoldenTests.Start("32");
        var optimiser = optim.AdamW(Named(parameters), 0.1);
        Steps(parameters, optimiser, 1);
        var state = optimiser.state_dict();
        Assert.That(() => optimiser.load_state_dict(new Dictionary<string, Tensor> { ["c.step"] = tensor(1L) }), Throws.ArgumentException.With.Message.Contain("'c.step' belongs to no parameter"));
        Assert.That(() => optimiser.load_state_dict(new Dictionary<string, Tensor> { ["a.first.step"] = tensor(1L) }), Throws.ArgumentException.With.Message.Contain("'a.first.exp_avg' is missing"));
        var wrong = new Dictionary<string, Tensor>(state) { ["b.second.exp_avg"] = ones(2) };
        Assert.That(() => optimiser.load_state_dict(wrong), Throws.ArgumentException.With.Message.Contain("'b.second.exp_avg' has shape [2], the parameter has [5]"));
        Assert.That(optimiser.state_dict()["a.first.step"].item<long>(), Is.EqualTo(1));
        optimiser.load_state_dict(new Dictionary<string, Tensor>());
        Assert.That(optimiser.state_dict(), Is.Empty, "an empty state is the state before the first step");
    }

    [Test]
    public void Own_state_can_be_loaded_into_itself()
    {
        var parameters = OptimizerGoldenTests.Start("32");
        var optimiser = optim.AdamW(Named(parameters), 0.1);
        Steps(parameters, optimiser, 2);
        var expected = optimiser.state_dict()["a.first.exp_avg"].clone();
        optimiser.load_state_dict(optimiser.state_dict());
        Assert.That(optimiser.state_dict()["a.first.exp_avg"].equal(expected), Is.True);
    }

    [Test]
    public void Groups_have_settings_of_their_own()
    {
        var parameters = OptimizerGoldenTests.Start("32");
        var before = parameters.Select(parameter => parameter.clone()).ToArray();
        var optimiser = optim.SGD([new optim.ParamGroup([parameters[0]], lr: 0), new optim.ParamGroup([parameters[1]], weight_decay: 0.5)], 0.1);
        Steps(parameters, optimiser, 1);
        Assert.That(parameters[0].equal(before[0]), Is.True);
        Assert.That(parameters[1].equal(before[1]), Is.False);
        Assert.That(optimiser.ParamGroups.Select(group => (group.LearningRate, group.InitialLearningRate, group.WeightDecay)), Is.EqualTo(new[] { (0.0, 0.0, 0.0), (0.1, 0.1, 0.5) }));
        optimiser.LearningRate = 0.2;
        Assert.That(optimiser.ParamGroups.Select(group => group.LearningRate), Is.All.EqualTo(0.2));
        Assert.That(optimiser.ParamGroups[1].Parameters, Is.EqualTo(new[] { parameters[1] }));
    }

    [Test]
    public void Parameters_without_gradient_are_passed_over()
    {
        var parameters = OptimizerGoldenTests.Start("32");
        var optimiser = optim.AdamW(parameters, 0.1);
        var before = parameters[0].clone();
        parameters[1].sum().backward();
        optimiser.step();
        Assert.That(parameters[0].equal(before), Is.True);
        Assert.That(optimiser.state_dict().Keys, Is.EqualTo(new[] { "1.step", "1.exp_avg", "1.exp_avg_sq" }));
    }

    [Test]
    public void Closure_is_recorded_and_its_loss_given_back()
    {
        var parameters = OptimizerGoldenTests.Start("32");
        var optimiser = optim.SGD(parameters, 0.1);
        var loss = optimiser.step(() =>
        {
            var value = parameters[1].sum();
            value.backward();
            return value;
        });
        Assert.That(loss!.requires_grad, Is.True);
    }

    [Test]
    public void Wrong_settings_are_refused()
    {
        var one = new Parameter(ones(1));
        Assert.Multiple(() =>
        {
            Assert.That(() => optim.AdamW([one], lr: -1), Throws.TypeOf<ArgumentOutOfRangeException>());
            Assert.That(() => optim.AdamW([one], lr: double.NaN), Throws.TypeOf<ArgumentOutOfRangeException>());
            Assert.That(() => optim.AdamW([one], beta1: 1), Throws.TypeOf<ArgumentOutOfRangeException>());
            Assert.That(() => optim.AdamW([one], eps: -1), Throws.TypeOf<ArgumentOutOfRangeException>());
            Assert.That(() => optim.AdamW([one, one]), Throws.ArgumentException.With.Message.Contain("given twice"));
            Assert.That(() => optim.AdamW([("a", one), ("a", new Parameter(ones(1)))]), Throws.ArgumentException.With.Message.Contain("two parameters are called 'a'"));
        });
    }

    [Test]
    public void Disposing_frees_the_optimiser_alone()
    {
        var parameters = OptimizerGoldenTests.Start("32");
        Leaks.AssertNone(() =>
        {
            using var optimiser = optim.AdamW(parameters, 0.1);
            using (NewDisposeScope())
                Steps(parameters, optimiser, 1);
            optimiser.zero_grad();
        });
        Assert.That(parameters[0].IsInvalid, Is.False);
    }
}
