namespace QaaHybrid.Torch.Tests.Autograd;

/// <summary><c>torch.utils.checkpoint</c>.</summary>
public class CheckpointTests
{
    [Test]
    public void Gradients_are_those_of_the_function_itself_and_it_runs_twice()
    {
        using var scope = NewDisposeScope();
        var (x, w) = (randn([5, 3], dtype: float64).requires_grad_(), randn([3, 3], dtype: float64).requires_grad_());
        var runs = 0;
        Tensor F(IReadOnlyList<Tensor?> inputs)
        {
            runs++;
            return inputs[0]!.matmul(w).tanh().matmul(w) + (inputs[1] ?? zeros([1], dtype: float64));
        }
        var plain = autograd.grad([F([x, null]).pow(2).sum()], [x, w]);
        runs = 0;
        var result = utils.checkpoint(F, [x, null], [w]);
        Assert.That(runs, Is.EqualTo(1));
        var found = autograd.grad([result.pow(2).sum()], [x, w]);
        Assert.That(runs, Is.EqualTo(2));
        for (var i = 0; i < 2; i++)
            Assert.That((found[i] - plain[i]).abs().max().ToDouble(), Is.LessThan(1e-12));
    }

    [Test]
    public void Dropped_elements_are_the_same_the_second_time_and_the_generator_goes_on_as_without()
    {
        using var scope = NewDisposeScope();
        var x = ones([1000]).requires_grad_();
        manual_seed(3);
        var result = utils.checkpoint(inputs => nn.functional.dropout(inputs[0]!, 0.5), [x]);
        var after = rand([1]).ToSingle();
        var gradient = autograd.grad([result.sum()], [x])[0];
        Assert.That((gradient - result).abs().max().ToSingle(), Is.Zero, "the derivative is the factor that each element got");
        manual_seed(3);
        nn.functional.dropout(ones([1000]), 0.5);
        Assert.That(rand([1]).ToSingle(), Is.EqualTo(after));
    }

    [Test]
    public void Without_gradients_nothing_is_recorded()
    {
        using var scope = NewDisposeScope();
        using var guard = no_grad();
        Assert.That(utils.checkpoint(inputs => inputs[0]! * 2, [ones([2]).requires_grad_()]).requires_grad, Is.False);
    }
}
