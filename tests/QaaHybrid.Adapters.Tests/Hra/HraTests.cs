using QaaHybrid.Adapters.Hra;
using QaaHybrid.Adapters.Tests.Support;
using QaaHybrid.Torch.Modules;

namespace QaaHybrid.Adapters.Tests.Hra;

public class HraTests
{
    [Test]
    public void ThePenalty_IsTheDistanceOfTheUnitVectorsFromOrthogonalOnes()
    {
        using var scope = NewDisposeScope();
        var adapted = Inject(("r", 4), ("orthogonality", 0.5));
        var parameter = adapted.TrainableParameters.Single().p;
        // Two equal pairs: two products of ±1 above the diagonal and what the pairs have in common, measured by hand.
        var columns = Enumerable.Range(0, 4).Select(i => parameter[.., i].ToArray<double>()).ToList();
        double Product(int i, int j) => columns[i].Zip(columns[j], (x, y) => x * y).Sum() / Math.Sqrt(columns[i].Sum(x => x * x) * columns[j].Sum(x => x * x));
        var square = Enumerable.Range(0, 16).Sum(k => Math.Pow((k / 4 == k % 4 ? 1 : 0) - Product(k / 4, k % 4), 2));
        Assert.That(adapted.Penalty()!.ToDouble(), Is.EqualTo(0.5 * Math.Sqrt(square)).Within(1e-12));
        Assert.That(Gradients.RelativeError(() => adapted.Penalty()!, parameter), Is.LessThan(1e-6));
    }

    [Test]
    public void WithoutOrthogonality_ThereIsNoPenalty() => Assert.That(Inject(("r", 4)).Penalty(), Is.Null);

    [Test]
    public void PairsStartEqual_AndPartOnTraining()
    {
        using var scope = NewDisposeScope();
        var adapted = Inject(("r", 4));
        var u = adapted.TrainableParameters.Single().p;
        Assert.That((u[.., 0] - u[.., 1]).abs().max().ToDouble(), Is.Zero);
        Assert.That((u[.., 2] - u[.., 3]).abs().max().ToDouble(), Is.Zero);
        Assert.That((u[.., 0] - u[.., 2]).abs().max().ToDouble(), Is.GreaterThan(0));
    }

    [Test]
    public void MoreOrthogonalDirectionsThanInputs_AreRefused() => Assert.That(
        () => Inject(("r", 13), ("apply_GS", true)), Throws.TypeOf<AdapterOptionException>().With.Message.Contain("q_proj").And.Message.Contain("13"));

    [TestCase(1000, false, 6)]
    [TestCase(1000, true, 6)]
    [TestCase(1010, true, 7)]
    [TestCase(1151, false, 6)]
    public void ABudget_IsUsedByPairs_OrSingleOnesWhereTheStartIsNoIdentityAnyway(int budget, bool gramSchmidt, int rank)
    {
        using var scope = NewDisposeScope();
        var layers = new[] { ("a", nn.Linear(96, 8)), ("b", nn.Linear(48, 8)) };
        var method = (HraConfig)AdapterRegistry.Configure("hra", new Dictionary<string, object?> { ["apply_GS"] = gramSchmidt }).Own;
        var fit = method.Fit(layers, budget);
        Assert.That(((HraConfig)fit.Method).Rank, Is.EqualTo(rank));
        Assert.That(fit.Reason, Does.Contain($"{rank * 144:#,0} parameters"));
        Assert.That(() => method.Fit(layers, 143), Throws.TypeOf<AdapterOptionException>().With.Message.Contain("144"));
    }

    private static AdaptedModel Inject(params (string Key, object? Value)[] options) => Compiler.Inject(
        new TwoLinears(), AdapterRegistry.Configure("hra", options.Append(("target_modules", "q_proj")).ToDictionary(option => option.Item1, option => option.Item2)));
}
