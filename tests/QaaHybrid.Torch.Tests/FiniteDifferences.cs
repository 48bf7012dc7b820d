namespace QaaHybrid.Torch.Tests;

/// <summary>Autograd against central differences, in double precision: ‖g − d‖ ≤ 10⁻⁷·‖d‖ for each input.</summary>
internal static class FiniteDifferences
{
    private const double Step = 1e-5;

    /// <param name="function">Any function of the inputs; its result is weighted to one number.</param>
    /// <param name="inputs">float64.</param>
    public static void AssertAgree(Func<Tensor[], Tensor> function, params Tensor[] inputs)
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(5);
        Tensor weights;
        using (no_grad())
            weights = randn(function(inputs).shape, float64, generator: generator);

        var leaves = inputs.Select(input => input.detach().clone().requires_grad_()).ToArray();
        (function(leaves) * weights).sum().backward();
        for (var i = 0; i < inputs.Length; i++)
        {
            var expected = Differences(() => (function(inputs) * weights).sum().ToDouble(), inputs[i]);
            var error = (leaves[i].grad! - expected).norm().ToDouble();
            Assert.That(error, Is.LessThanOrEqualTo(1e-7 * Math.Max(1e-3, expected.norm().ToDouble())), $"input {i}");
        }
    }

    private static Tensor Differences(Func<double> value, Tensor input)
    {
        using var _ = no_grad();
        var gradient = zeros_like(input);
        var (from, to) = (input.data<double>(), gradient.data<double>());
        for (var i = 0; i < from.Count; i++)
        {
            using var scope = NewDisposeScope();
            var kept = from[i];
            from[i] = kept + Step;
            var above = value();
            from[i] = kept - Step;
            to[i] = (above - value()) / (2 * Step);
            from[i] = kept;
        }

        return gradient;
    }
}
