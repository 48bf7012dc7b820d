namespace QaaHybrid.Torch.Tests;

public class SmokeTests
{
    [Test]
    public void Trains()
    {
        set_num_threads(1);
        manual_seed(1);
        using var scope = NewDisposeScope();
        var net = nn.Sequential(nn.Linear(4, 8), nn.SiLU(), nn.Linear(8, 1));
        var opt = optim.AdamW(net.named_parameters(), lr: 1e-2);
        var x = randn(16, 4);
        var y = x.sum(1, keepdim: true);
        double first = 0, last = 0;
        for (var i = 0; i < 200; i++)
        {
            using var step = NewDisposeScope();
            opt.zero_grad();
            var loss = nn.functional.mse_loss(net.call(x), y);
            loss.backward();
            nn.utils.clip_grad_norm_(net.parameters(), 1.0);
            opt.step();
            last = loss.item<float>();
            if (i == 0) first = last;
        }
        TestContext.Out.WriteLine($"{first} {last} {runtime.live_handles} {__version__} {get_num_threads()} {runtime.blas_threads}");
        Assert.That(last, Is.LessThan(first / 10));
    }

    private sealed class Sq : autograd.SingleTensorFunction<Sq>
    {
        public override string Name => "Sq";
        public override Tensor forward(autograd.AutogradContext ctx, params object?[] vars)
        {
            var x = (Tensor)vars[0]!;
            ctx.save_for_backward([x]);
            return x * x;
        }
        public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output) => [ctx.get_saved_variables()[0] * 2 * grad_output];
    }

    [Test]
    public void Custom()
    {
        using var scope = NewDisposeScope();
        var x = tensor([1.0, 2.0, 3.0], requires_grad: true);
        var y = Sq.apply(x);
        y.sum().backward();
        Assert.That(x.grad!.data<double>().ToArray(), Is.EqualTo(new[] { 2.0, 4.0, 6.0 }));
        Assert.That(x[1..].ToArray<double>(), Is.EqualTo(new[] { 2.0, 3.0 }));
        Assert.That(() => mm(x, x), Throws.TypeOf<TorchException>());
        try { mm(x, x); } catch (TorchException e) { TestContext.Out.WriteLine(e.Message); }
    }
}
