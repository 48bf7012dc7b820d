namespace QaaHybrid.Torch.Tests.NN;

/// <summary>Start values with a seed are PyTorch's own.</summary>
public class InitTests
{
    [Test]
    public void Start_values_are_those_of_PyTorch()
    {
        using var scope = NewDisposeScope();
        manual_seed(3);
        var linear = nn.Linear(7, 3);
        Golden.AssertSame(linear.weight, "init.linear.weight");
        Golden.AssertSame(linear.bias!, "init.linear.bias");
        Golden.AssertNear(nn.Embedding(4, 3, padding_idx: 1).weight, "init.embedding", 1e-6);
        Golden.AssertSame(nn.init.xavier_uniform_(empty(3, 5), gain: 2), "init.xavier");
        Golden.AssertSame(nn.init.kaiming_uniform_(empty(3, 5), mode: nn.FanInOut.FanOut), "init.kaiming");
        Golden.AssertNear(nn.init.normal_(empty(6), 1, 0.02), "init.normal", 1e-6);
        Assert.That((linear.in_features, linear.out_features), Is.EqualTo((7L, 3L)));
    }

    [Test]
    public void A_convolution_starts_as_in_PyTorch()
    {
        using var scope = NewDisposeScope();
        manual_seed(13);
        var layer = nn.Conv2d(2, 3, 4);
        Golden.AssertSame(layer.weight, "init.conv2d.weight");
        Golden.AssertSame(layer.bias!, "init.conv2d.bias");
        Assert.That(layer.call(ones(1, 2, 5, 4)).shape, Is.EqualTo(new[] { 1L, 3, 2, 1 }));
        Assert.That(nn.Conv2d(2, 3, 2, stride: 2, padding: 1, bias: false).call(ones(1, 2, 4, 6)).shape, Is.EqualTo(new[] { 1L, 3, 3, 4 }));
    }

    [Test]
    public void Constants_and_refusals()
    {
        using var scope = NewDisposeScope();
        using var parameter = new Parameter(empty(2));
        Assert.That(nn.init.ones_(parameter).sum().ToSingle(), Is.EqualTo(2), "unrecorded: a leaf that is trained may be written");
        Assert.That(nn.init.zeros_(parameter).sum().ToSingle(), Is.Zero);
        Assert.That(nn.init.constant_(parameter, 3).sum().ToSingle(), Is.EqualTo(6));
        Assert.That(() => nn.init.kaiming_uniform_(parameter), Throws.ArgumentException.With.Message.Contain("1 dimensions"));
    }
}
