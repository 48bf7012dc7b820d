namespace QaaHybrid.Circuits.Tests.Backends;

public class DistributionPartTest
{
    // Bits 0 and 3; bit 4; bits 1 and 2.
    private static readonly DistributionPart[] Parts =
    [
        new([0, 3], new Dictionary<string, double> { ["00"] = 0.5, ["11"] = 0.3, ["01"] = 0.2 }),
        new([4], new Dictionary<string, double> { ["0"] = 0.25, ["1"] = 0.75 }),
        new([2, 1], new Dictionary<string, double> { ["10"] = 0.4, ["01"] = 0.6 }),
    ];

    [Test]
    public void Marginals_are_sums_over_the_product()
    {
        for (var first = 0; first < 5; first++)
            for (var count = 1; first + count <= 5; count++)
            {
                var expected = new double[1 << count];
                for (var state = 0; state < 32; state++)
                {
                    var bits = Measurement.BitString(state, 5);
                    var p = Parts.Aggregate(1.0, (p, part) => p * part.Probabilities.GetValueOrDefault(string.Concat(part.Positions.Select(place => bits[place]))));
                    expected[Convert.ToInt32(bits.Substring(first, count), 2)] += p;
                }
                Assert.That(DistributionPart.Marginal(Parts, first, count), Is.EqualTo(expected).Within(1e-15), $"{count} bits from {first} on");
            }
    }
}
