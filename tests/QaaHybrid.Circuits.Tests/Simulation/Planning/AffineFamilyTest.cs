using System.Numerics;
using QaaHybrid.Circuits.Planning;

namespace QaaHybrid.Circuits.Tests;

public class AffineFamilyTest
{
    [Test]
    public void Holds_exactly_the_indices_that_satisfy_the_equations([Range(0, 40)] int seed)
    {
        var random = new Random(seed);
        const int Bits = 6;
        const int Parameters = 3;
        var equations = Enumerable.Range(0, random.Next(7))
            .Select(_ => new ParityEquation((uint)random.Next(1 << Bits), (uint)random.Next(1 << Parameters) | (random.Next(2) == 0 ? ParityEquation.One : 0)))
            .ToArray();
        var family = new AffineFamily(Bits, equations);
        for (var parameters = 0ul; parameters < 1 << Parameters; parameters++)
        {
            var expected = Enumerable.Range(0, 1 << Bits).Where(index => equations.All(equation =>
                BitOperations.PopCount(equation.Mask & (uint)index) % 2 == BitOperations.PopCount(equation.Right & (parameters | ParityEquation.One)) % 2));
            Assert.That(Indices(family, parameters), Is.EquivalentTo(expected), $"parameters {parameters}");
        }
    }

    private static IEnumerable<int> Indices(AffineFamily family, ulong parameters) => family.Offset(parameters) is not { } offset ? []
        : Enumerable.Range(0, 1 << family.Basis.Length)
            .Select(sum => (int)family.Basis.Where((_, i) => (sum >> i & 1) != 0).Aggregate(offset, (index, vector) => index ^ vector));
}
