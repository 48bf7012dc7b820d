using QaaHybrid.Adapters.Parts;
using QaaHybrid.Adapters.Tests.Support;

namespace QaaHybrid.Adapters.Tests.Parts;

public class CayleyTests
{
    [Test]
    public void IsTheQuotientOfItsDefinition_AndARotation([Values] CayleySign sign, [Values(2, 5, 22)] int n)
    {
        using var scope = NewDisposeScope();
        manual_seed(n);
        var p = randn([2, 3, n, n], dtype: float64);
        var skew = (p - p.transpose(-2, -1)) / 2;
        var identity = eye(n, dtype: float64);
        var signed = sign == CayleySign.Minus ? skew : -skew;
        var expected = (identity - signed).matmul((identity + signed).inverse());
        var rotation = Cayley.OfSkewPart(p, sign);
        Assert.That((rotation - expected).abs().max().ToDouble(), Is.LessThan(1e-12));
        Assert.That((Cayley.OfSkew(skew, sign) - expected).abs().max().ToDouble(), Is.LessThan(1e-12));
        Assert.That((rotation.matmul(rotation.transpose(-2, -1)) - identity).abs().max().ToDouble(), Is.LessThan(1e-12));
        Assert.That((linalg.det(rotation) - 1).abs().max().ToDouble(), Is.LessThan(1e-12));
    }

    [Test]
    public void OfZero_IsTheIdentityExactly([Values] CayleySign sign)
    {
        using var scope = NewDisposeScope();
        Assert.That((Cayley.OfSkewPart(zeros([4, 7, 7]), sign) - eye(7)).abs().max().ToDouble(), Is.Zero);
    }

    [Test]
    public void TheTwoSigns_AreEachOthersTranspose()
    {
        using var scope = NewDisposeScope();
        manual_seed(1);
        var p = randn([6, 6], dtype: float64);
        var difference = Cayley.OfSkewPart(p, CayleySign.Plus) - Cayley.OfSkewPart(p, CayleySign.Minus).t();
        Assert.That(difference.abs().max().ToDouble(), Is.LessThan(1e-13));
    }

    [Test]
    public void GradientsAgreeWithCentralDifferences([Values] CayleySign sign, [Values] bool project, [Values(0.0, 0.3)] double size)
    {
        using var scope = NewDisposeScope();
        manual_seed(2);
        var leaf = (randn([2, 5, 5], dtype: float64) * size).requires_grad_();
        var weights = randn([2, 5, 5], dtype: float64);
        Tensor Loss() => ((project ? Cayley.OfSkewPart(leaf, sign) : Cayley.OfSkew(leaf, sign)) * weights).sum();
        Assert.That(Gradients.RelativeError(Loss, leaf), Is.LessThan(1e-8));
    }

    [Test]
    public void DegreesOfFreedom_AreTheNumbersAboveTheDiagonal() => Assert.That(Cayley.DegreesOfFreedom(22), Is.EqualTo(231));
}
