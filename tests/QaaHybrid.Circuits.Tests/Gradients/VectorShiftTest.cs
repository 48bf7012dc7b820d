namespace QaaHybrid.Circuits.Tests;

public class VectorShiftTest
{
    // Any quadratic form of the unit vector is as good as one that a circuit measures.
    [Test]
    public void Values_at_turned_vectors_are_the_gradient_of_a_normalised_quadratic_form([Values(1, 2, 3, 8, 13)] int length, [Values] bool zeros)
    {
        var matrix = Tapes.Normal(5, length * length);
        var x = Tapes.Normal(6, length);
        if (zeros)
            Array.Clear(x, 0, length / 2);
        double[] found = VectorShift.Gradient(x, [.. VectorShift.Turned(x).Select(Form)]);

        const double h = 1e-6;
        for (var i = 0; i < length; i++)
        {
            double[] above = [.. x], below = [.. x];
            (above[i], below[i]) = (x[i] + h, x[i] - h);
            Assert.That(found[i], Is.EqualTo((Form(above) - Form(below)) / (2 * h)).Within(1e-7), $"coordinate {i}");
        }
        Assert.That(VectorShift.Turned(x).Select(turned => turned.Sum(v => v * v)), Is.All.EqualTo(1).Within(1e-14));
        Assert.That(VectorShift.Turned(x).Count(), Is.EqualTo(VectorShift.Circuits(length)).And.EqualTo(2 * (length - 1)));

        double Form(double[] v)
        {
            var (sum, square) = (0.0, v.Sum(y => y * y));
            for (var i = 0; i < length; i++)
                for (var k = 0; k < length; k++)
                    sum += v[i] * matrix[i * length + k] * v[k];
            return sum / square;
        }
    }

    [Test]
    public void Another_number_of_values_is_refused() => Assert.That(() => VectorShift.Gradient([1, 2, 3], new double[5]), Throws.ArgumentException.With.Message.Contains("has 4 turned ones"));
}
