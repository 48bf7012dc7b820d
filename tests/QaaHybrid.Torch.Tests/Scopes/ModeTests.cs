using System.Runtime.CompilerServices;

namespace QaaHybrid.Torch.Tests.Scopes;

public class ModeTests
{
    [Test]
    public void No_grad_ends_with_its_block()
    {
        using var scope = NewDisposeScope();
        var x = ones([1], requires_grad: true);
        using (no_grad())
        {
            Assert.That((x * 2).requires_grad, Is.False);
            using (enable_grad())
                Assert.That((x * 2).requires_grad, Is.True);
            Assert.That(is_grad_enabled(), Is.False);
        }

        Assert.That((x * 2).requires_grad, Is.True);
        using (set_grad_enabled(false))
            Assert.That(is_grad_enabled(), Is.False);
    }

    [Test]
    public void No_grad_ends_with_an_exception()
    {
        Assert.Throws<FormatException>(() =>
        {
            using var _ = no_grad();
            throw new FormatException();
        });
        Assert.That(is_grad_enabled(), Is.True);
    }

    [Test]
    public void Inference_mode_makes_tensors_that_cannot_be_trained()
    {
        using var scope = NewDisposeScope();
        Tensor made;
        using (inference_mode())
        {
            Assert.That(is_inference_mode_enabled(), Is.True);
            made = ones(1) + 1;
        }

        Assert.That(is_inference_mode_enabled(), Is.False);
        var x = ones([1], requires_grad: true);
        Assert.That(() => x * made, Throws.TypeOf<TorchException>().With.Message.Contain("Inference tensors cannot be saved for backward"));
        Assert.That((x * made.clone()).requires_grad, Is.True);
    }

    [Test]
    public void Inference_modes_end_in_reverse_order_and_once()
    {
        var outer = inference_mode();
        var inner = inference_mode(false);
        string? message = null;
        try
        {
            outer.Dispose();
        }
        catch (InvalidOperationException error)
        {
            message = error.Message;
        }

        Assert.That(message, Does.Contain("reverse order"));
        Assert.That(is_inference_mode_enabled(), Is.False);
        inner.Dispose();
        inner.Dispose();
        Assert.That(is_inference_mode_enabled(), Is.True);
        outer.Dispose();
        Assert.That(is_inference_mode_enabled(), Is.False);
    }

    /// <summary>A ref struct across an await or a yield is error CS4007: the compiler guards what this test names.</summary>
    [TestCase(typeof(AutoGradMode))]
    [TestCase(typeof(InferenceMode))]
    public void Modes_cannot_leak_over_an_await(Type guard)
    {
        Assert.That(guard.IsByRefLike, Is.True);
        Assert.That(guard.GetCustomAttributes(typeof(IsReadOnlyAttribute), false), Is.Not.Empty);
    }

    [Test]
    public async Task Asynchronous_code_uses_modes_between_awaits()
    {
        await Task.Yield();
        using (no_grad())
            Assert.That(is_grad_enabled(), Is.False);
        await Task.Yield();
        Assert.That(is_grad_enabled(), Is.True);
    }

    [Test]
    public void A_new_thread_records_whatever_its_creator_does()
    {
        using var _ = no_grad();
        var enabled = false;
        var thread = new Thread(() => enabled = is_grad_enabled());
        thread.Start();
        thread.Join();
        Assert.That(enabled, Is.True);
    }
}
