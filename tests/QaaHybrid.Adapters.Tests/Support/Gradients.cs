namespace QaaHybrid.Adapters.Tests.Support;

/// <summary>Gradients against central differences.</summary>
internal static class Gradients
{
    /// <summary>‖autograd − central differences‖ / ‖central differences‖ over all elements of <paramref name="leaf"/>, which is changed in place and put back.</summary>
    public static double RelativeError(Func<Tensor> loss, Tensor leaf, double step = 1e-5)
    {
        leaf.grad = null;
        loss().backward();
        var exact = leaf.grad is { } gradient ? gradient.ToArray<double>() : new double[leaf.numel()];
        var numeric = new double[exact.Length];
        using (no_grad())
        {
            for (var i = 0; i < numeric.Length; i++)
            {
                var value = leaf.data<double>().Span[i];
                leaf.data<double>().Span[i] = value + step;
                var above = loss().ToDouble();
                leaf.data<double>().Span[i] = value - step;
                var below = loss().ToDouble();
                leaf.data<double>().Span[i] = value;
                numeric[i] = (above - below) / (2 * step);
            }
        }
        leaf.grad = null;
        var norm = Math.Sqrt(numeric.Sum(value => value * value));
        var difference = Math.Sqrt(exact.Zip(numeric, (x, y) => (x - y) * (x - y)).Sum());
        return norm > 1e-9 ? difference / norm : difference;
    }
}
