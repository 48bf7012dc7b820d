namespace QaaHybrid.Torch.Tests.NN;

/// <summary>Values and gradients of what modules compute, against PyTorch's own in double precision.</summary>
public class FunctionalTests
{
    private DisposeScope scope = null!;

    [SetUp]
    public void Open() => scope = NewDisposeScope();

    [TearDown]
    public void Close() => scope.Dispose();

    private static Tensor Classes => Golden.Tensor("classes");

    private static IEnumerable<TestCaseData> Functions() => new (string, Func<Tensor[], Tensor>)[]
    {
        ("cross_entropy.mean", x => nn.functional.cross_entropy(x[0], Classes)),
        ("cross_entropy.sum", x => nn.functional.cross_entropy(x[0], Classes, reduction: nn.Reduction.Sum)),
        ("cross_entropy.none", x => nn.functional.cross_entropy(x[0], Classes, reduction: nn.Reduction.None)),
        ("cross_entropy.ignore4", x => nn.functional.cross_entropy(x[0][tensor([0L, 2, 3])], Classes[tensor([0L, 2, 3])], ignore_index: 4)),
        ("cross_entropy.smooth", x => nn.functional.cross_entropy(x[0], Classes, label_smoothing: 0.1)),
        ("softmax", x => nn.functional.softmax(x[0], 1)),
        ("log_softmax", x => nn.functional.log_softmax(x[0], 0)),
        ("silu", x => nn.SiLU().call(x[0])),
        ("gelu", x => nn.GELU().call(x[0])),
        ("gelu.tanh", x => nn.GELU("tanh").call(x[0])),
        ("normalize", x => nn.functional.normalize(x[0])),
        ("mse_loss", x => nn.functional.mse_loss(x[0], x[1])),
        ("layer_norm", x => nn.functional.layer_norm(x[0], [5], x[1], x[2], 1e-3)),
        ("linear", x => nn.functional.linear(x[0], x[1], x[2])),
        ("embedding", x => nn.functional.embedding(tensor(new[,] { { 2L, 0 }, { 1, 2 } }), x[0], padding_idx: 1)),
        ("attention", x => nn.functional.scaled_dot_product_attention(x[0], x[1], x[2])),
        ("attention.causal", x => nn.functional.scaled_dot_product_attention(x[0], x[1], x[2], is_casual: true)),
        ("attention.bool", x => nn.functional.scaled_dot_product_attention(x[0], x[1], x[2], Golden.Tensor("attention.mask"))),
        ("conv2d", x => nn.functional.conv2d(x[0], x[1], x[2], [2, 1], [1, 0], [1, 2], groups: 2)),
        ("conv2d.plain", x => nn.functional.conv2d(x[0], x[1])),
        ("interpolate.bicubic", x => nn.functional.interpolate(x[0], [7, 4], InterpolationMode.Bicubic)),
        ("interpolate.bicubic.corners", x => nn.functional.interpolate(x[0], [7, 4], InterpolationMode.Bicubic, align_corners: true)),
        ("interpolate.bilinear", x => nn.functional.interpolate(x[0], [3, 8], InterpolationMode.Bilinear)),
        ("binary_cross_entropy_with_logits", x => nn.functional.binary_cross_entropy_with_logits(x[0], x[1])),
        ("attention.added", x => nn.functional.scaled_dot_product_attention(x[0], x[1], x[2], Golden.Tensor("attention.mask").to(float64))),
    }.Select(one => new TestCaseData(one.Item1, one.Item2).SetArgDisplayNames(one.Item1));

    [TestCaseSource(nameof(Functions))]
    public void Value_and_gradient_are_those_of_PyTorch(string name, Func<Tensor[], Tensor> function)
    {
        var inputs = Enumerable.Range(0, 9).Select(i => $"{name}.in{i}").TakeWhile(Golden.Has).Select(key => Golden.Tensor(key).requires_grad_()).ToArray();
        var result = function(inputs);
        Golden.AssertNear(result, name, 1e-14);
        (result * arange(1, result.numel() + 1, float64).reshape(result.shape).cos()).sum().backward();
        for (var i = 0; i < inputs.Length; i++)
            Golden.AssertNear(inputs[i].grad!, $"{name}.grad{i}", 1e-13);
    }

    [Test]
    public void Attention_takes_a_mask_or_the_causal_one()
    {
        var q = ones(1, 2, 2);
        Assert.That(() => nn.functional.scaled_dot_product_attention(q, q, q, ones([2, 2], @bool), is_casual: true), Throws.ArgumentException);
    }

    [Test]
    public void Attention_with_dropout_keeps_the_mean()
    {
        manual_seed(2);
        var q = ones(1, 1, 2);
        var v = ones(1, 400, 1);
        Assert.That(nn.functional.scaled_dot_product_attention(q, ones(1, 400, 2), v, p: 0.5).ToSingle(), Is.EqualTo(1).Within(0.2).And.Not.EqualTo(1));
    }

    [Test]
    public void Dropout_works_in_training_only()
    {
        using var dropout = nn.Dropout(0.5);
        var x = ones(100);
        Assert.That(dropout.call(x).eq(0).any().ToBoolean(), Is.True);
        dropout.eval();
        Assert.That(dropout.call(x).equal(x), Is.True);
        Assert.That(() => nn.Dropout(1.5), Throws.TypeOf<ArgumentOutOfRangeException>());
    }

    [Test]
    public void Small_functions()
    {
        var x = tensor([-1.0, 2.0]);
        Assert.Multiple(() =>
        {
            Assert.That(nn.functional.one_hot(tensor([2L, 0]), 3).data<long>(), Is.EqualTo(new long[] { 0, 0, 1, 1, 0, 0 }));
            Assert.That(nn.functional.pad(x, [1, 2], 7).data<double>(), Is.EqualTo(new[] { 7.0, -1, 2, 7, 7 }));
            Assert.That(nn.functional.l1_loss(x, zeros_like(x)).ToDouble(), Is.EqualTo(1.5));
            Assert.That(nn.functional.nll_loss(x.unsqueeze(0), tensor([1L])).ToDouble(), Is.EqualTo(-2));
            Assert.That(nn.functional.relu(x).data<double>(), Is.EqualTo(new[] { 0.0, 2 }));
            Assert.That(nn.functional.tanh(x).equal(nn.Tanh().call(x)), Is.True);
            Assert.That(nn.functional.sigmoid(x).equal(nn.Sigmoid().call(x)), Is.True);
            Assert.That(nn.ReLU().call(x).sum().ToDouble(), Is.EqualTo(2));
            Assert.That(nn.Identity().call(x).equal(x), Is.True);
            Assert.That(nn.LayerNorm(2).call(x.to(float32)).sum().ToSingle(), Is.EqualTo(0).Within(1e-6));
            Assert.That(nn.LayerNorm([2], bias: false).named_parameters().Count(), Is.EqualTo(1));
            Assert.That(nn.Sequential(Array.Empty<nn.Module<Tensor, Tensor>>()).call(x).equal(x), Is.True);
        });
    }
}
