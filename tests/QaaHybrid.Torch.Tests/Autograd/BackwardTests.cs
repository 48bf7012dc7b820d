namespace QaaHybrid.Torch.Tests.Autograd;

public class BackwardTests
{
    private DisposeScope scope = null!;

    [SetUp]
    public void Open() => scope = NewDisposeScope();

    [TearDown]
    public void Close() => scope.Dispose();

    private static Tensor Random(params long[] shape) => randn(shape, float64);

    private static IEnumerable<TestCaseData> Functions()
    {
        static TestCaseData Case(string name, Func<Tensor[], Tensor> function, params long[][] shapes) => new TestCaseData(function, shapes).SetArgDisplayNames(name);

        yield return Case("matmul", x => x[0].matmul(x[1]), [2, 3, 4], [4, 2]);
        yield return Case("broadcast", x => (x[0] * x[1]) - (x[0] / (x[1].exp() + 1)), [3, 1], [4]);
        yield return Case("views", x => x[0].view(6, 2).transpose(0, 1).reshape(3, 4).permute(1, 0).narrow(0, 1, 2), [3, 4]);
        yield return Case("index", x => x[0][1.., tensor([2L, 0L, 2L])], [3, 4]);
        yield return Case("cat", x => cat([x[0], x[1].sin()], 1), [2, 3], [2, 1]);
        yield return Case("rms norm", x => x[0] * (x[0].pow(2).mean([-1], keepdim: true) + 1e-5).rsqrt() * x[1], [4, 5], [5]);
        yield return Case("rotary", x => (x[0] * x[1].cos()) + (cat([-x[0][.., 2..], x[0][.., ..2]], -1) * x[1].sin()), [3, 4], [3, 4]);
        yield return Case("attention", x => nn.functional.scaled_dot_product_attention(x[0], x[1], x[2], is_casual: true), [2, 4, 3], [2, 4, 3], [2, 4, 3]);
        yield return Case("swiglu", x => nn.functional.silu(x[0].matmul(x[1])) * x[0].matmul(x[2]), [2, 3], [3, 4], [3, 4]);
        yield return Case("cross entropy", x => nn.functional.cross_entropy(x[0], tensor([1L, 0L, 3L])), [3, 4]);
        yield return Case("solve", x => linalg.solve(x[0] + (eye(3, dtype: float64) * 5), x[1]), [3, 3], [3, 2]);
        yield return Case("matrix_exp", x => x[0].matrix_exp(), [3, 3]);
        yield return Case("where", x => where(x[0] > 0, x[0].exp(), x[1]), [4], [4]);
        yield return Case("cumsum of softmax", x => x[0].softmax(1).cumsum(1), [2, 4]);
    }

    [TestCaseSource(nameof(Functions))]
    public void Gradient_is_that_of_finite_differences(Func<Tensor[], Tensor> function, long[][] shapes)
    {
        manual_seed(1);
        FiniteDifferences.AssertAgree(function, shapes.Select(shape => Random(shape)).ToArray());
    }

    [Test]
    public void Gradients_add_up_until_they_are_cleared()
    {
        var x = tensor(3.0, requires_grad: true);
        Assert.That(x.grad, Is.Null);
        (x * 2).backward();
        (x * 2).backward();
        Assert.That(x.grad!.ToDouble(), Is.EqualTo(4));
        x.grad = null;
        Assert.That(x.grad, Is.Null);
        x.grad = tensor(1.0);
        (x * 2).backward();
        Assert.That(x.grad!.ToDouble(), Is.EqualTo(3));
    }

    [Test]
    public void Gradient_of_another_shape_or_type_is_refused()
    {
        var x = ones([2], requires_grad: true);
        Assert.That(() => x.grad = ones(3), Throws.TypeOf<TorchException>().With.Message.Contain("a gradient of shape [3] for a tensor of shape [2]"));
        Assert.That(() => x.grad = ones([2], float64), Throws.TypeOf<TorchException>().With.Message.Contain("Double"));
    }

    [Test]
    public void Roots_that_are_no_numbers_need_gradients()
    {
        var x = ones([2], requires_grad: true);
        Assert.That(() => (x * 2).backward(), Throws.TypeOf<TorchException>().With.Message.Contain("scalar outputs"));
        (x * 2).backward([tensor([1f, 3f])]);
        Assert.That(x.grad!.data<float>(), Is.EqualTo(new[] { 2f, 6f }));
        Assert.That(() => autograd.backward([x.sum()], [ones(1), ones(1)]), Throws.ArgumentException.With.Message.Contain("2 gradients for 1 tensors"));
    }

    [Test]
    public void Null_among_the_roots_or_inputs_is_refused()
    {
        var x = ones([1], requires_grad: true);
        Assert.That(() => autograd.backward([null!]), Throws.TypeOf<TorchException>().With.Message.Contain("roots[0] is null"));
        Assert.That(() => autograd.grad([x * 2], [x, null!]), Throws.TypeOf<TorchException>().With.Message.Contain("inputs[1] is null"));
        Assert.That(() => x.backward(inputs: [null!]), Throws.TypeOf<TorchException>().With.Message.Contain("inputs[0] is null"));
    }

    [Test]
    public void A_graph_is_walked_once_unless_kept()
    {
        var x = ones([2], requires_grad: true);
        var y = x.exp().sum();
        y.backward(retain_graph: true);
        y.backward();
        Assert.That(() => y.backward(), Throws.TypeOf<TorchException>().With.Message.StartsWith("backward: ").And.Message.Contain("second time"));
        Assert.That(() => ones(1).backward(), Throws.TypeOf<TorchException>().With.Message.Contain("does not require grad"));
    }

    [Test]
    public void Only_the_named_leaves_receive_gradients()
    {
        var (x, y) = (tensor(2.0, requires_grad: true), tensor(3.0, requires_grad: true));
        (x * y).backward(inputs: [y]);
        Assert.That(x.grad, Is.Null);
        Assert.That(y.grad!.ToDouble(), Is.EqualTo(2));
    }

    [Test]
    public void Grad_leaves_the_leaves_alone()
    {
        var (x, unused) = (tensor(2.0, requires_grad: true), tensor(1.0, requires_grad: true));
        Assert.That(autograd.grad([x * x], [x])[0].ToDouble(), Is.EqualTo(4));
        Assert.That(x.grad, Is.Null);
        Assert.That(() => autograd.grad([x * x], [unused]), Throws.TypeOf<TorchException>().With.Message.Contain("autograd.grad"));
        Assert.That(autograd.grad([x * x], [x, unused], allow_unused: true)[1], Is.Null);
    }

    [Test]
    public void Second_derivative()
    {
        var x = tensor(2.0, requires_grad: true);
        var first = autograd.grad([x.pow(3)], [x], create_graph: true)[0];
        Assert.That(autograd.grad([first], [x])[0].ToDouble(), Is.EqualTo(12));
    }

    [Test]
    public void Leaves_and_flags()
    {
        var x = ones([2], requires_grad: true);
        var y = x * 2;
        y.retain_grad();
        y.sum().backward();
        Assert.Multiple(() =>
        {
            Assert.That((x.is_leaf, y.is_leaf), Is.EqualTo((true, false)));
            Assert.That(y.grad!.data<float>(), Is.EqualTo(new[] { 1f, 1f }));
            Assert.That(y.requires_grad, Is.True);
            Assert.That(y.detach().requires_grad, Is.False);
            Assert.That((x * 2).detach_().is_leaf, Is.True);
            Assert.That(() => ones([1], int64).requires_grad_(), Throws.TypeOf<TorchException>());
            Assert.That(() => x.add_(1), Throws.TypeOf<TorchException>().With.Message.Contain("leaf Variable"));
        });
    }

    [Test]
    public void Change_in_place_of_what_backward_needs_is_an_error()
    {
        var x = ones([2], requires_grad: true);
        var y = x.exp();
        y.mul_(2);
        Assert.That(() => y.sum().backward(), Throws.TypeOf<TorchException>().With.Message.Contain("inplace operation"));
    }

    [Test]
    public void Threads_train_side_by_side() => Parallel.For(0, 4, i =>
    {
        using var inner = NewDisposeScope();
        var x = full([8], i, float64, requires_grad: true);
        for (var n = 0; n < 20; n++)
            (x * x).sum().backward();
        Assert.That(x.grad!.data<double>(), Is.All.EqualTo(40.0 * i));
    });
}
