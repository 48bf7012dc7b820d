namespace QaaHybrid.Torch.Tests.Tensors;

public class ArithmeticTests
{
    private DisposeScope scope = null!;
    private Tensor x = null!;

    [SetUp]
    public void Open()
    {
        scope = NewDisposeScope();
        x = tensor([1.0, -2.0, 4.0]);
    }

    [TearDown]
    public void Close() => scope.Dispose();

    private static void AssertNumbers(Tensor actual, params double[] expected) =>
        Assert.That(actual.ToArray<double>(), Is.EqualTo(expected).Within(1e-12));

    [Test]
    public void Operators_of_the_language()
    {
        AssertNumbers(x + x, 2, -4, 8);
        AssertNumbers(x + 1, 2, -1, 5);
        AssertNumbers(1 + x, 2, -1, 5);
        AssertNumbers(x - x * 2, -1, 2, -4);
        AssertNumbers(x - 1, 0, -3, 3);
        AssertNumbers(1 - x, 0, 3, -3);
        AssertNumbers(-x, -1, 2, -4);
        AssertNumbers(x / 2, 0.5, -1, 2);
        AssertNumbers(2 / x, 2, -1, 0.5);
        AssertNumbers(x / x, 1, 1, 1);
        AssertNumbers(x % 3, 1, 1, 1);
        AssertNumbers(x % tensor([2.0, 3, 3]), 1, 1, 1);
        Assert.That((x > 0).data<bool>(), Is.EqualTo(new[] { true, false, true }));
        Assert.That((x < x.abs()).data<bool>(), Is.EqualTo(new[] { false, true, false }));
        Assert.That(((x >= 1) & (x <= 1)).data<bool>(), Is.EqualTo(new[] { true, false, false }));
        Assert.That((~(x > 0) | (x > 3)).data<bool>(), Is.EqualTo(new[] { false, true, true }));
        Assert.That(((x > 0) ^ (x > 3)).data<bool>(), Is.EqualTo(new[] { true, false, false }));
        var same = x.clone();
        Assert.That((x <= same).all().ToBoolean() && (x >= same).all().ToBoolean(), Is.True);
        Assert.That((x > same).any().ToBoolean(), Is.False);
    }

    [Test]
    public void In_place_methods_give_this_tensor()
    {
        var y = x.clone();
        Assert.That(y.add_(x), Is.SameAs(y));
        AssertNumbers(y, 2, -4, 8);
        AssertNumbers(y.sub_(x, alpha: 2).add_(1).sub_(0.5), 0.5, 0.5, 0.5);
        AssertNumbers(y.mul_(4).div_(2), 1, 1, 1);
        AssertNumbers(y.mul_(x).div_(x), 1, 1, 1);
        AssertNumbers(y.addcmul_(x, x, 2), 3, 9, 33);
        AssertNumbers(y.addcdiv_(y, x, -1), 0, 13.5, 24.75);
        AssertNumbers(y.fill_(2).pow_(3).neg_(), -8, -8, -8);
        AssertNumbers(y.lerp_(x, 0.5), -3.5, -5, -2);
        AssertNumbers(y.clamp_(-4, -3), -3.5, -4, -3);
        AssertNumbers(y.zero_(), 0, 0, 0);
        AssertNumbers(y.copy_(x.to(float32)).abs_().sqrt_(), 1, Math.Sqrt(2), 2);
    }

    [Test]
    public void Functions_out_of_place()
    {
        AssertNumbers(x.add(x, alpha: 3), 4, -8, 16);
        AssertNumbers(x.addcmul(x, x, 0.5), 1.5, 0, 12);
        AssertNumbers(x.addcdiv(x, x, 2), 3, 0, 6);
        AssertNumbers(x.pow(2), 1, 4, 16);
        AssertNumbers(x.pow(tensor([0.0, 3, 0.5])), 1, -8, 2);
        AssertNumbers(pow(2, x), 2, 0.25, 16);
        AssertNumbers(x.div(3, RoundingMode.floor), 0, -1, 1);
        AssertNumbers(x.div(tensor(3.0), RoundingMode.trunc), 0, 0, 1);
        AssertNumbers(x.floor_divide(3), 0, -1, 1);
        AssertNumbers(x.clamp(max: 2), 1, -2, 2);
        AssertNumbers(x.maximum(tensor(0.0)), 1, 0, 4);
        AssertNumbers(x.minimum(tensor(0.0)), 0, -2, 0);
        AssertNumbers(x.lerp(x * 3, 0.5), 2, -4, 8);
        AssertNumbers(tensor([double.NaN, double.PositiveInfinity]).nan_to_num(1, 2), 1, 2);
    }

    [Test]
    public void Integers_divide_to_floating_numbers()
    {
        Assert.That((tensor([3L]) / 2).dtype, Is.EqualTo(float32));
        Assert.That((tensor([3L]) * 2).dtype, Is.EqualTo(int64));
    }

    private static IEnumerable<TestCaseData> Pointwise() => new (string, Func<Tensor, Tensor>, Func<double, double>)[]
    {
        ("abs", abs, Math.Abs), ("exp", exp, Math.Exp), ("expm1", expm1, v => Math.Exp(v) - 1), ("log", log, Math.Log), ("log2", log2, Math.Log2), ("log10", log10, Math.Log10),
        ("log1p", log1p, v => Math.Log(1 + v)), ("sin", sin, Math.Sin), ("cos", cos, Math.Cos), ("tan", tan, Math.Tan), ("asin", asin, Math.Asin), ("acos", acos, Math.Acos),
        ("atan", atan, Math.Atan), ("sinh", sinh, Math.Sinh), ("cosh", cosh, Math.Cosh), ("tanh", tanh, Math.Tanh), ("sqrt", sqrt, Math.Sqrt), ("rsqrt", rsqrt, v => 1 / Math.Sqrt(v)),
        ("square", square, v => v * v), ("reciprocal", reciprocal, v => 1 / v), ("sign", sign, v => Math.Sign(v)), ("floor", floor, Math.Floor), ("ceil", ceil, Math.Ceiling),
        ("round", round, v => Math.Round(v, MidpointRounding.ToEven)), ("trunc", trunc, Math.Truncate), ("sigmoid", sigmoid, v => 1 / (1 + Math.Exp(-v))), ("relu", relu, v => Math.Max(v, 0)),
        ("silu", silu, v => v / (1 + Math.Exp(-v))), ("softplus", softplus, v => Math.Log(1 + Math.Exp(v))), ("erf", erf, v => MathNetFreeErf(v)),
    }.Select(one => new TestCaseData(one.Item2, one.Item3).SetArgDisplayNames(one.Item1));

    /// <summary>erf by its Taylor series, which is exact enough near zero.</summary>
    private static double MathNetFreeErf(double v)
    {
        double sum = 0, term = v;
        for (var n = 0; n < 30; n++)
        {
            sum += term / ((2 * n) + 1);
            term *= -v * v / (n + 1);
        }

        return 2 / Math.Sqrt(Math.PI) * sum;
    }

    [TestCaseSource(nameof(Pointwise))]
    public void Function_of_each_element(Func<Tensor, Tensor> function, Func<double, double> expected)
    {
        double[] values = [0.1, 0.5, 0.9];
        Assert.That(function(tensor(values)).ToArray<double>(), Is.EqualTo(values.Select(expected)).Within(1e-12));
    }

    [Test]
    public void Comparisons()
    {
        Assert.That(x.eq(1.0).data<bool>(), Is.EqualTo(new[] { true, false, false }));
        Assert.That(x.ne(x).any().ToBoolean(), Is.False);
        Assert.That(x.equal(x.clone()), Is.True);
        Assert.That(x.equal(ones([2], float64)), Is.False);
        Assert.That(x.allclose(x + 1e-9), Is.True);
        Assert.That(x.allclose(x + 1e-3), Is.False);
        Assert.That(tensor([double.NaN, 1, double.PositiveInfinity]).isnan().data<bool>(), Is.EqualTo(new[] { true, false, false }));
        Assert.That(tensor([double.NaN, 1, double.PositiveInfinity]).isfinite().data<bool>(), Is.EqualTo(new[] { false, true, false }));
    }

    [Test]
    public void Linear_algebra()
    {
        var a = tensor(new[,] { { 2.0, 1 }, { 1, 3 } });
        var v = tensor([1.0, 2.0]);
        AssertNumbers(mv(a, v), 4, 7);
        AssertNumbers(dot(v, v), 5);
        AssertNumbers(outer(v, v), 1, 2, 2, 4);
        AssertNumbers(a.matmul(v), 4, 7);
        AssertNumbers(mm(a, a.inverse()), 1, 0, 0, 1);
        AssertNumbers(linalg.solve(a, v), 0.2, 0.6);
        AssertNumbers(linalg.det(a), 5);
        AssertNumbers(bmm(a.unsqueeze(0), a.unsqueeze(0)), 5, 5, 5, 10);
        AssertNumbers(v.addmm(a, a, beta: 2, alpha: 0.5f), 4.5, 6.5, 4.5, 9);
        AssertNumbers(a.triu(1) + a.tril(-1).t(), 0, 2, 0, 0);
        AssertNumbers(a.diagonal(), 2, 3);
        AssertNumbers(v.diag(), 1, 0, 0, 2);
        AssertNumbers(a.trace(), 5);
        AssertNumbers(zeros([2, 2], float64).matrix_exp(), 1, 0, 0, 1);
        var (q, r) = linalg.qr(a);
        Assert.That(mm(q, r).allclose(a) && mm(q.t(), q).allclose(eye(2, dtype: float64)), Is.True);
        var (u, s, vh) = linalg.svd(a);
        Assert.That(mm(u * s, vh).allclose(a), Is.True);
        AssertNumbers(linalg.vector_norm(a, 1), 7);
    }

    [Test]
    public void Fourier_and_complex()
    {
        var spectrum = fft.rfft(x);
        Assert.That(spectrum.dtype, Is.EqualTo(complex128));
        AssertNumbers(spectrum.real, 3, 0);
        AssertNumbers(fft.irfft(spectrum, 3), 1, -2, 4);
        AssertNumbers(fft.ifft(fft.fft_(x, norm: FFTNormType.Ortho), norm: FFTNormType.Ortho).real, 1, -2, 4);
        var z = complex(tensor([0.0]), tensor([2.0]));
        AssertNumbers(z.abs(), 2);
        AssertNumbers(z.angle(), Math.PI / 2);
        AssertNumbers(z.conj().imag, -2);
        AssertNumbers(z.view_as_real(), 0, 2);
        AssertNumbers(tensor(new[,] { { 1.0, 2 } }).view_as_complex().imag, 2);
        AssertNumbers(polar(tensor([2.0]), tensor([0.0])).real, 2);
    }
}
