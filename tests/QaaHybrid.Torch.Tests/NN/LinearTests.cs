namespace QaaHybrid.Torch.Tests.NN;

public class LinearTests
{
    [Test]
    public void An_input_of_another_type_is_multiplied_in_the_weights_type_and_given_back_in_its_own()
    {
        using var scope = NewDisposeScope();
        manual_seed(1);
        var linear = nn.Linear(7, 3);
        linear.to(ScalarType.BFloat16);
        linear.requires_grad_(false);
        var input = randn([5, 7], requires_grad: true);
        var output = linear.call(input);
        Assert.That(output.dtype, Is.EqualTo(ScalarType.Float32));
        var expected = nn.functional.linear(input.to(ScalarType.BFloat16), linear.weight, linear.bias);
        Assert.That(output.ToArray<float>(), Is.EqualTo(expected.ToArray<float>()));
        output.sum().backward();
        Assert.That(input.grad!.dtype, Is.EqualTo(ScalarType.Float32));
        // Each row's gradient is the sum of the rows of W, rounded to 8 bits.
        var sums = linear.weight.to(ScalarType.Float32).sum(0).ToArray<float>();
        Assert.That(input.grad![2].ToArray<float>(), Is.EqualTo(sums).Within(0.02));
    }
}
