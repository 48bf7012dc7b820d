namespace QaaHybrid.Torch.Tests.Autograd;

/// <summary>Functions with a backward in C#.</summary>
public class CustomFunctionTests
{
    private DisposeScope scope = null!;

    [SetUp]
    public void Open() => scope = NewDisposeScope();

    [TearDown]
    public void Close() => scope.Dispose();

    /// <summary>a·x² with a a number; saves its input.</summary>
    private sealed class ScaledSquare : autograd.SingleTensorFunction<ScaledSquare>
    {
        public override string Name => nameof(ScaledSquare);

        public override Tensor forward(autograd.AutogradContext ctx, params object?[] vars)
        {
            Assert.That(is_grad_enabled(), Is.False, "forward runs unrecorded");
            var (x, factor) = ((Tensor)vars[0]!, (double)vars[1]!);
            ctx.save_for_backward([x]);
            ctx.save_data("factor", factor);
            return x * x * factor;
        }

        public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output) =>
            [grad_output * ctx.get_saved_variables()[0] * (2 * (double)ctx.get_data("factor")!), null!];
    }

    /// <summary>eˣ, which saves its output.</summary>
    private sealed class Exponential : autograd.SingleTensorFunction<Exponential>
    {
        public override string Name => nameof(Exponential);

        public override Tensor forward(autograd.AutogradContext ctx, params object?[] vars)
        {
            var result = ((Tensor)vars[0]!).exp();
            ctx.save_for_backward([result]);
            return result;
        }

        public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output) => [grad_output * ctx.get_saved_variables()[0]];
    }

    /// <summary>Real and imaginary part of a product of complex numbers given by parts: several inputs and outputs, one without a gradient.</summary>
    private sealed class ComplexProduct : autograd.MultiTensorFunction<ComplexProduct>
    {
        public override string Name => nameof(ComplexProduct);

        public static bool Materialize { get; set; } = true;

        public static List<string> Seen { get; } = [];

        public override List<Tensor> forward(autograd.AutogradContext ctx, params object?[] vars)
        {
            var (a, b, c, d) = ((Tensor)vars[0]!, (Tensor)vars[1]!, (Tensor)vars[2]!, (Tensor)vars[3]!);
            var sign = (a * c) > (b * d);
            ctx.save_for_backward([a, b, c, d]);
            ctx.mark_non_differentiable([sign]);
            ctx.set_materialize_grads(Materialize);
            return [(a * c) - (b * d), (a * d) + (b * c), sign];
        }

        public override List<Tensor> backward(autograd.AutogradContext ctx, List<Tensor> grad_outputs)
        {
            Seen.Add(string.Join(' ', grad_outputs.Select(one => one is null ? "null" : one.count_nonzero().ToInt64() == 0 ? "zeros" : "some")));
            var saved = ctx.get_saved_variables();
            var (u, v) = (grad_outputs[0] ?? zeros_like(saved[0]), grad_outputs[1] ?? zeros_like(saved[0]));
            return
            [
                (u * saved[2]) + (v * saved[3]), (v * saved[2]) - (u * saved[3]),
                (u * saved[0]) + (v * saved[1]), ctx.needs_input_grad(3) ? (v * saved[0]) - (u * saved[1]) : null!,
            ];
        }
    }

    /// <summary>Does whatever a test tells it to.</summary>
    private sealed class Told : autograd.SingleTensorFunction<Told>
    {
        [ThreadStatic]
        private static Func<Tensor, List<Tensor>>? told;

        public override string Name => nameof(Told);

        public static Tensor Apply(Tensor x, Func<Tensor, List<Tensor>> backward)
        {
            told = backward;
            return apply(x);
        }

        public override Tensor forward(autograd.AutogradContext ctx, params object?[] vars) => ((Tensor)vars[0]!).clone();

        public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output) => told!(grad_output);
    }

    private sealed class Identity : autograd.SingleTensorFunction<Identity>
    {
        public override string Name => nameof(Identity);

        public override Tensor forward(autograd.AutogradContext ctx, params object?[] vars) => (Tensor)vars[0]!;

        public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output) => [grad_output * 3];
    }

    [Test]
    public void Values_and_gradients()
    {
        FiniteDifferences.AssertAgree(x => ScaledSquare.apply(x[0], 0.5).sin(), randn([3, 2], float64));
        FiniteDifferences.AssertAgree(x => Exponential.apply(x[0] * 2), randn([5], float64));
        FiniteDifferences.AssertAgree(
            x => ComplexProduct.apply(x[0], x[1], x[2], x[3]) is var parts ? parts[0].cos() * parts[1] : parts[0],
            randn([3], float64), randn([3], float64), randn([3], float64), randn([3], float64));
    }

    [Test]
    public void Second_derivative_is_exact()
    {
        var x = tensor([1.0, 2.0], requires_grad: true);
        var first = autograd.grad([ScaledSquare.apply(x, 1.0).pow(2).sum()], [x], create_graph: true)[0];
        Assert.That(first.data<double>(), Is.EqualTo(new[] { 4.0, 32.0 }), "4x³");
        Assert.That(autograd.grad([first.sum()], [x])[0].data<double>(), Is.EqualTo(new[] { 12.0, 48.0 }), "12x²");
    }

    [Test]
    public void Unused_outputs_bring_zeros_or_null()
    {
        var parts = Enumerable.Range(0, 4).Select(i => full([2], i + 1, float64, requires_grad: true)).ToArray();
        ComplexProduct.Seen.Clear();
        ComplexProduct.Materialize = true;
        ComplexProduct.apply(parts[0], parts[1], parts[2], parts[3])[0].sum().backward();
        ComplexProduct.Materialize = false;
        ComplexProduct.apply(parts[0], parts[1], parts[2], parts[3])[1].sum().backward();
        ComplexProduct.Materialize = true;
        Assert.That(ComplexProduct.Seen, Is.EqualTo(new[] { "some zeros zeros", "null some null" }));
    }

    [Test]
    public void Outputs_without_gradient_are_marked()
    {
        var x = ones([2], float64, requires_grad: true);
        var results = ComplexProduct.apply(x, x, x, ones([2], float64));
        Assert.That(results.Select(result => result.requires_grad), Is.EqualTo(new[] { true, true, false }));
        Assert.That(results[2].dtype, Is.EqualTo(@bool));
    }

    [Test]
    public void Nothing_is_recorded_where_nothing_asks_for_it()
    {
        var before = Leaks.Living().Functions;
        Assert.That(Exponential.apply(ones(2)).requires_grad, Is.False);
        using (no_grad())
            Assert.That(Exponential.apply(ones([2], requires_grad: true)).requires_grad, Is.False);
        Assert.That(runtime.live_functions, Is.EqualTo(before));
    }

    [Test]
    public void A_second_walk_is_refused_with_and_without_saved_tensors()
    {
        foreach (var function in new Func<Tensor, Tensor>[] { x => Exponential.apply(x), x => Told.Apply(x, gradient => [gradient]) })
        {
            var y = function(ones([1], requires_grad: true));
            y.backward();
            Assert.That(() => y.backward(), Throws.TypeOf<TorchException>().With.Message.Contain("second time"));
        }
    }

    [Test]
    public void Saved_tensor_changed_in_place_is_an_error()
    {
        var x = ones([2], requires_grad: true);
        var h = x * 2;
        var y = ScaledSquare.apply(h, 1.0);
        h.add_(1);
        Assert.That(() => y.sum().backward(), Throws.TypeOf<TorchException>().With.Message.Contain("inplace operation"));
    }

    [Test]
    public void Everything_is_freed_with_and_without_backward()
    {
        var x = ones([2], requires_grad: true);
        Leaks.AssertNone(() =>
        {
            using var inner = NewDisposeScope();
            Exponential.apply(x).sum().backward();
            Exponential.apply(ScaledSquare.apply(x, 2.0));
            x.grad = null;
        });
    }

    [Test]
    public void Everything_is_freed_without_scopes_too()
    {
        var x = ones([2], requires_grad: true).DetachFromDisposeScope();
        scope.Dispose();
        Leaks.AssertNone(() => Outside(x));
        x.Dispose();
        scope = NewDisposeScope();

        [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
        static void Outside(Tensor x)
        {
            Exponential.apply(x).sum().backward();
            Exponential.apply(ScaledSquare.apply(x, 2.0));
            x.grad = null;
        }
    }

    [Test]
    public void Saved_memory_goes_at_the_end_of_backward_not_with_the_loss()
    {
        var x = ones([2], requires_grad: true);
        var functions = Leaks.Living().Functions;
        var loss = Exponential.apply(ScaledSquare.apply(x, 2.0)).sum();
        var before = runtime.live_handles;
        loss.backward();
        using var gradient = x.grad;
        Assert.That(runtime.live_handles, Is.EqualTo(before + 1), "only the handle of the gradient came");
        Assert.That(runtime.live_functions, Is.EqualTo(functions + 2), "the nodes live as long as the loss");
    }

    /// <summary>Saves something that is neither input nor output, and marks an output: both are only the node's afterwards.</summary>
    private sealed class Temporary : autograd.MultiTensorFunction<Temporary>
    {
        public override string Name => nameof(Temporary);

        public override List<Tensor> forward(autograd.AutogradContext ctx, params object?[] vars)
        {
            var x = (Tensor)vars[0]!;
            ctx.save_for_backward([x + 1]);
            Tensor[] outputs = [x.clone(), x.sign()];
            ctx.mark_non_differentiable([outputs[1]]);
            return [.. outputs];
        }

        public override List<Tensor> backward(autograd.AutogradContext ctx, List<Tensor> grad_outputs) => [grad_outputs[0] * ctx.get_saved_variables()[0]];
    }

    [Test]
    public void Bug_RecordKeptTheHandlesOfSavedTensors()
    {
        using var x = ones([2], requires_grad: true).DetachFromDisposeScope();
        scope.Dispose();
        var before = Leaks.Living().Handles;
        var outputs = Apply(x);
        Assert.That(Leaks.Living().Handles, Is.EqualTo(before + 2), "the two outputs; the saved one has no handle any more");
        Assert.That(outputs[0].requires_grad, Is.True);
        outputs.ForEach(output => output.Dispose());
        scope = NewDisposeScope();

        [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
        static List<Tensor> Apply(Tensor x) => Temporary.apply(x);
    }

    [Test]
    public void Exception_in_backward_arrives_whole()
    {
        var y = Told.Apply(ones([2], requires_grad: true), _ => throw new FormatException("of my own, with ümlaut"));
        var error = Assert.Throws<TorchException>(() => y.sum().backward())!;
        Assert.That(error.Message, Does.Contain("FormatException: of my own, with ümlaut"));
        Assert.That(error.InnerException, Is.TypeOf<FormatException>());
        Assert.That(error.InnerException!.StackTrace, Does.Contain(nameof(Exception_in_backward_arrives_whole)));
    }

    [Test]
    public void Long_exception_text_is_cut_at_a_character()
    {
        var y = Told.Apply(ones([2], requires_grad: true), _ => throw new FormatException(new string('ü', 10_000)));
        var error = Assert.Throws<TorchException>(() => y.sum().backward())!;
        Assert.That(error.Message, Does.EndWith("ü").And.Not.Contain("\ufffd"));
    }

    [Test]
    public void Failure_in_backward_leaks_nothing()
    {
        var x = ones([2], requires_grad: true);
        Leaks.AssertNone(() =>
        {
            using var inner = NewDisposeScope();
            Assert.Throws<TorchException>(() => Told.Apply(x, _ => throw new FormatException("!")).sum().backward());
            Assert.Throws<TorchException>(() => Told.Apply(x, gradient => [gradient, gradient]).sum().backward());
        });
        Assert.That(Told.Apply(x, gradient => [gradient]).sum().ToSingle(), Is.EqualTo(2), "and the engine goes on");
    }

    [Test]
    public void Wrong_gradients_name_the_function()
    {
        string Message(Func<Tensor, List<Tensor>> backward) =>
            Assert.Throws<TorchException>(() => Told.Apply(ones([2], requires_grad: true), backward).sum().backward())!.Message;

        Assert.That(Message(gradient => [gradient, gradient]), Does.Contain("Told: backward gave 2 gradients for 1 arguments"));
        Assert.That(Message(_ => [ones(7)]), Does.Contain("Told: backward gave a gradient of shape [7] for argument 0, which has [2]"));
        Assert.That(Message(gradient => { gradient.Dispose(); return [gradient]; }), Does.Contain("ObjectDisposedException"));
    }

    [Test]
    public void Gradient_that_broadcasting_explains_is_summed()
    {
        var x = ones([1, 2], requires_grad: true);
        Told.Apply(x, _ => [ones(3, 2)]).sum().backward();
        Assert.That(x.grad!.data<float>(), Is.EqualTo(new[] { 3f, 3f }));
    }

    [Test]
    public void Tensor_kept_as_data_is_refused() => Assert.That(
        () => new autograd.AutogradContext([]).save_data("x", ones(1)), Throws.ArgumentException.With.Message.Contain("save_for_backward"));

    [Test]
    public void Bug_InputReturnedAsOutputKeepsTheLeaf()
    {
        var x = ones([2], requires_grad: true);
        var y = Identity.apply(x);
        y.sum().backward();
        Assert.That(x.is_leaf, Is.True);
        Assert.That(x.grad!.data<float>(), Is.EqualTo(new[] { 3f, 3f }));
    }

    [Test]
    public void Backward_inside_backward()
    {
        var x = tensor(3.0, requires_grad: true);
        Told.Apply(x, gradient =>
        {
            using var recording = enable_grad();
            var inner = tensor(5.0, requires_grad: true);
            return [autograd.grad([Exponential.apply(inner).log() * inner], [inner])[0] * gradient];
        }).backward();
        Assert.That(x.grad!.ToDouble(), Is.EqualTo(10).Within(1e-12), "d(t²)/dt at 5");
    }

    [Test]
    public void Threads_share_a_function() => Parallel.For(0, 8, i =>
    {
        using var inner = NewDisposeScope();
        for (var n = 0; n < 50; n++)
        {
            var x = full([3], i, float64, requires_grad: true);
            ScaledSquare.apply(x, (double)n).sum().backward();
            Assert.That(x.grad!.data<double>(), Is.All.EqualTo(2.0 * n * i));
        }
    });
}
