namespace QaaHybrid.Torch.Tests.Operators;

/// <summary>Whatever is wrong with a call arrives as an exception that names the operator; nothing ends the process.</summary>
public class OperatorErrorTests
{
    private DisposeScope scope = null!;

    [SetUp]
    public void Open() => scope = NewDisposeScope();

    [TearDown]
    public void Close() => scope.Dispose();

    private static IEnumerable<TestCaseData> Calls()
    {
        static TestCaseData Case(string name, string text, Action call) => new TestCaseData(name, text, call).SetArgDisplayNames(name, text);

        yield return Case("aten::mm", "self must be a matrix", () => mm(ones(2), ones(2)));
        yield return Case("aten::mm", "called with: Float32[2, 3], Float32[2, 3]", () => mm(ones(2, 3), ones(2, 3)));
        yield return Case("aten::select.int", "out of range", () => ones(2).select(0, 5));
        yield return Case("aten::sum.dim_IntList", "Dimension out of range", () => ones(2).sum(3));
        yield return Case("aten::zeros", "negative dimension", () => zeros(-1));
        yield return Case("aten::empty.memory_format", "allocate", () => empty(1L << 45));
        yield return Case("aten::item", "2 elements cannot be converted", () => ones(2).ToSingle());
        yield return Case("aten::view", "not compatible", () => ones(2, 3).t().view(6));
        yield return Case("aten::to.device", "nowhere", () => ones(2).to(device("nowhere")));
        yield return Case("aten::index_select", "", () => ones(2).index_select(0, ones(1)));
        yield return Case("aten::softmax.int", "", () => ones(2).to(int64).softmax(0));
        yield return Case("aten::cat", "argument 'tensors' takes List[Tensor], not a list of integers", () => ops.call("aten::cat", "", new long[] { 1 }));
        yield return Case("aten::cat", "argument 'tensors' takes List[Tensor], not a tensor", () => ops.call("aten::cat", "", ones(1)));
        yield return Case("aten::cat", "argument 'tensors'[1] is null", () => ops.call("aten::cat", "", new Tensor?[] { ones(1), null }));
        yield return Case("aten::cat", "argument 'tensors' takes List[Tensor], not None", () => ops.call("aten::cat", "", OpArgument.None));
        yield return Case("aten::softmax.int", "argument 'dim' takes int, not a floating-point number", () => ops.call("aten::softmax", "int", ones(1), 0.5));
        yield return Case("aten::softmax.int", "argument 'dim' (int) is required", () => ops.call("aten::softmax", "int", ones(1)));
        yield return Case("aten::softmax.int", "argument 'self' takes Tensor, not None", () => ops.call("aten::softmax", "int", (Tensor?)null, 0));
        yield return Case("aten::softmax.int", "4 arguments, but the operator takes 3", () => ops.call("aten::softmax", "int", ones(1), 0, float32, 1));
        yield return Case("aten::gelu", "argument 'approximate' takes str, not an integer", () => ops.call("aten::gelu", "", ones(1), 1));
        yield return Case("aten::randn.generator", "argument 'generator' takes Optional[Generator], not a text", () => ops.call("aten::randn", "generator", new long[] { 1 }, "seed"));
        yield return Case("aten::mul.Scalar", "argument 'other' takes number, not a tensor", () => ops.call("aten::mul", "Scalar", ones(1), ones(1)));
        yield return Case("_test::get_first", "argument '_0' has a type that no value can be given for", () => ops.call("_test::get_first", "", "text"));
        yield return Case("aten::nonsense", "this libtorch has no operator aten::nonsense", () => ops.call("aten::nonsense", ""));
        yield return Case("aten::split.Tensor", "the result is not a tensor", () => ops.call("aten::split", "Tensor", ones(3), 1));
        yield return Case("aten::topk", "2 results, but room for 1", () => ops.call("aten::topk", "", ones(3), 1));
    }

    [TestCaseSource(nameof(Calls))]
    public void Failing_call_names_the_operator(string name, string text, Action call)
    {
        var error = Assert.Throws<TorchException>(() => call())!;
        Assert.That(error.Operator, Is.EqualTo(name));
        Assert.That(error.Message, Does.StartWith(name + ": ").And.Contain(text));
    }

    [TestCaseSource(nameof(Calls))]
    public void Failing_call_leaves_no_handle(string name, string text, Action call) => Leaks.AssertNone(() =>
    {
        using var inner = NewDisposeScope();
        Assert.Throws<TorchException>(() => call());
    });

    [Test]
    public void Message_shows_the_schema() =>
        Assert.That(() => mm(ones(2), ones(2)), Throws.TypeOf<TorchException>().With.Message.Contain("operator: aten::mm(Tensor self, Tensor mat2) -> Tensor"));

    [Test]
    public void Disposed_tensor_is_refused_wherever_it_is_used()
    {
        var x = ones(2);
        x.Dispose();
        Assert.Multiple(() =>
        {
            Assert.That(() => x + 1, Throws.TypeOf<ObjectDisposedException>());
            Assert.That(() => cat([ones(1), x]), Throws.TypeOf<ObjectDisposedException>());
            Assert.That(() => x.shape, Throws.TypeOf<ObjectDisposedException>());
            Assert.That(() => x.dtype, Throws.TypeOf<ObjectDisposedException>());
            Assert.That(() => x.numel(), Throws.TypeOf<ObjectDisposedException>());
            Assert.That(() => x.data<float>(), Throws.TypeOf<ObjectDisposedException>());
            Assert.That(() => x.grad, Throws.TypeOf<ObjectDisposedException>());
            Assert.That(() => x.requires_grad, Throws.TypeOf<ObjectDisposedException>());
            Assert.That(() => x.backward(), Throws.TypeOf<ObjectDisposedException>());
            Assert.That(x.ToString(), Is.EqualTo("a disposed tensor"));
            Assert.That(x.Dispose, Throws.Nothing, "twice is no error");
        });
    }

    [Test]
    public void Refused_list_releases_what_it_held()
    {
        var (good, bad) = (ones(2), ones(2));
        bad.Dispose();
        Leaks.AssertNone(() => Assert.Throws<ObjectDisposedException>(() => cat([good, good, bad])));
        Assert.That(good.sum().ToSingle(), Is.EqualTo(2));
    }

    [Test]
    public void Threads_that_fail_together_see_their_own_text()
    {
        Parallel.For(0, 64, i =>
        {
            using var inner = NewDisposeScope();
            var error = Assert.Throws<TorchException>(() => ones(2).select(0, i + 5))!;
            Assert.That(error.Message, Does.Contain($"called with: Float32[2], 0, {i + 5}"));
        });
    }
}
