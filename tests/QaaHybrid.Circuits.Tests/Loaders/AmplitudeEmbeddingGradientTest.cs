namespace QaaHybrid.Circuits.Tests;

public class AmplitudeEmbeddingGradientTest
{
    [Test]
    public void It_is_the_transposed_derivative_of_the_angles([Values(1, 2, 3, 5, 8, 13, 32)] int length)
    {
        var data = Tapes.Normal(length, length);
        var gradient = Tapes.Normal(7, AmplitudeEmbedding.Angles(data).Length);
        var found = AmplitudeEmbedding.Backward(data, gradient);
        const double h = 1e-6;
        for (var i = 0; i < length; i++)
        {
            double[] above = [.. data], below = [.. data];
            (above[i], below[i]) = (data[i] + h, data[i] - h);
            var expected = AmplitudeEmbedding.Angles(above).Zip(AmplitudeEmbedding.Angles(below), (a, b) => (a - b) / (2 * h)).Zip(gradient, (slope, g) => slope * g).Sum();
            Assert.That(found[i], Is.EqualTo(expected).Within(1e-7 * Math.Max(1, Math.Abs(expected))), $"coordinate {i}");
        }
        // Nothing changes along the vector: the angles do not see its length.
        Assert.That(found.Zip(data, (slope, x) => slope * x).Sum(), Is.Zero.Within(1e-10));
    }

    [Test]
    public void Zeros_that_were_appended_take_no_part()
    {
        var data = Tapes.Normal(3, 5);
        double[] padded = [.. data, .. new double[11]];
        var gradient = Tapes.Normal(4, 15);
        var found = AmplitudeEmbedding.Backward(data, gradient);
        Assert.That(found, Has.Length.EqualTo(5));
        const double h = 1e-6;
        for (var i = 0; i < 5; i++)
        {
            double[] above = [.. padded], below = [.. padded];
            (above[i], below[i]) = (data[i] + h, data[i] - h);
            var expected = AmplitudeEmbedding.Angles(above).Zip(AmplitudeEmbedding.Angles(below), (a, b) => (a - b) / (2 * h)).Zip(gradient, (slope, g) => slope * g).Sum();
            Assert.That(found[i], Is.EqualTo(expected).Within(1e-7 * Math.Max(1, Math.Abs(expected))));
        }
    }

    [Test]
    public void A_vector_of_zeros_has_no_gradient() => Assert.That(AmplitudeEmbedding.Backward(new double[4], [1, 1, 1]), Is.EqualTo(new double[4]));

    [TestCase(new[] { 1.0, 2, 0, 0 }, "coordinates 2 to 3")]
    [TestCase(new[] { 0.0, 0, 0, 0, 1, 2, 3, 4 }, "coordinates 0 to 3")]
    [TestCase(new[] { 1.0, 2, 3, 4, 0 }, "coordinates 4 to 4")]
    public void A_part_of_zeros_is_refused(double[] data, string coordinates)
    {
        Assert.That(AmplitudeEmbedding.HasGradient(data), Is.False);
        Assert.That(() => AmplitudeEmbedding.Backward(data, new double[AmplitudeEmbedding.Angles(data).Length]), Throws.TypeOf<NotSupportedException>().With.Message.Contains(coordinates));
    }

    [TestCase(new[] { 1.0, 2, 0, 4 })]
    [TestCase(new[] { 0.0, 0, 0, 0 })]
    [TestCase(new[] { 1.0, 2, 3, 4, 5 })]
    [TestCase(new[] { 1.0, 0 })]
    public void Single_zeros_and_appended_ones_do_no_harm(double[] data)
    {
        Assert.That(AmplitudeEmbedding.HasGradient(data));
        Assert.That(() => AmplitudeEmbedding.Backward(data, new double[AmplitudeEmbedding.Angles(data).Length]), Throws.Nothing);
    }

    [Test]
    public void Another_number_of_angles_is_refused() => Assert.That(() => AmplitudeEmbedding.Backward([1, 2, 3, 4, 5], new double[3]), Throws.ArgumentException);
}
