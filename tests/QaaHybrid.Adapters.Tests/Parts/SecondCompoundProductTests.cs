using QaaHybrid.Adapters.Parts;
using QaaHybrid.Adapters.Tests.Support;

namespace QaaHybrid.Adapters.Tests.Parts;

public class SecondCompoundProductTests
{
    [Test]
    public void IsTheProductWithTheCompound_AndSoAreItsGradients([Values(1, 2)] int matrices)
    {
        using var scope = NewDisposeScope();
        manual_seed(1);
        var (rows, a) = (randn([3, 2, 10], dtype: float64, requires_grad: true), randn([matrices, 5, 5], dtype: float64, requires_grad: true));
        var expected = rows.transpose(0, 1).matmul(CompoundMatrix.Of(a, 2)).transpose(0, 1);
        var found = SecondCompoundProduct.Apply(rows, a);
        Assert.That((found - expected).abs().max().ToDouble(), Is.LessThan(1e-12));
        var weights = randn_like(expected);
        Tensor Loss() => (SecondCompoundProduct.Apply(rows, a) * weights).sum();
        Assert.That(Gradients.RelativeError(Loss, rows), Is.LessThan(1e-8));
        Assert.That(Gradients.RelativeError(Loss, a), Is.LessThan(1e-8));
    }
}
