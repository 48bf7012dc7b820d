using System.Numerics;
using QaaHybrid.Circuits.Subspace;

namespace QaaHybrid.Circuits.Tests;

public class WeightBasisTest
{
    [Test]
    public void Subsets_stand_in_lexicographic_order()
    {
        var basis = new WeightBasis(4, 2);

        Assert.Multiple(() =>
        {
            Assert.That(basis.Elements, Is.EqualTo((int[])[0, 1, 0, 2, 0, 3, 1, 2, 1, 3, 2, 3]));
            Assert.That(Enumerable.Range(0, 6).Select(i => basis.Rank(basis.Elements.AsSpan(2 * i, 2))), Is.EqualTo(Enumerable.Range(0, 6)));
        });
    }

    [Test]
    public void Every_subset_finds_its_place([Values(4, 5, 9)] int qubits, [Range(0, 4)] int weight)
    {
        var basis = new WeightBasis(qubits, weight);
        var numbers = Enumerable.Range(0, basis.Count).Select(i => basis.Elements[(i * weight)..((i + 1) * weight)]).ToList();

        Assert.Multiple(() =>
        {
            Assert.That(basis.Count, Is.EqualTo(Enumerable.Range(0, 1 << qubits).Count(state => BitOperations.PopCount((uint)state) == weight)));
            Assert.That(numbers.Select(subset => basis.Rank(subset)), Is.EqualTo(Enumerable.Range(0, basis.Count)));
        });
    }

    [Test]
    public void Groups_hold_every_amplitude_once()
    {
        var basis = new WeightBasis(7, 3);
        int[] all = [.. Enumerable.Range(0, 4).SelectMany(ones => basis.Groups([5, 0, 3], ones))];

        Assert.Multiple(() =>
        {
            Assert.That(all.Order(), Is.EqualTo(Enumerable.Range(0, 35)));
            Assert.That(basis.Groups([5, 0], 1)[..2], Is.EqualTo((int[])[basis.Rank([1, 2, 5]), basis.Rank([0, 1, 2])]));
        });
    }

    [Test]
    public void Too_many_amplitudes_are_refused_with_their_number() => Assert.That(
        () => new WeightBasis(768, 3), Throws.TypeOf<NotSupportedException>().With.Message.Contains("C(768, 3)"));
}
