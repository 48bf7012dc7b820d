namespace QaaHybrid.Circuits.Tests;

/// <summary>The angles of the unary loaders, held against rotations of a vector done here by hand.</summary>
public class UnaryLoadersTest
{
    private static readonly double[][] Vectors =
    [
        [3, -4], [-1, 0], [0, -2], [1, 2, -3], [0, 0, -1], [-0.5, 0, 0, 0], [0, -0.3, 0, 0.4], Tapes.Normal(1, 5), Tapes.Normal(2, 8), Tapes.Normal(3, 33),
    ];

    [TestCaseSource(nameof(Vectors))]
    public void The_chain_loads_the_vector_with_its_signs(double[] data) =>
        AssertLoads(data, 0, UnaryDiagonal.Angles(data), Enumerable.Range(0, data.Length - 1).Select(q => (q, q + 1)));

    [TestCaseSource(nameof(Vectors))]
    public void The_two_chains_load_the_vector_with_its_signs(double[] data)
    {
        var half = data.Length / 2;
        var left = Enumerable.Range(0, half - 1).Select(step => (half - 1 - step, half - 2 - step));
        var right = Enumerable.Range(half, data.Length - 1 - half).Select(q => (q, q + 1));
        AssertLoads(data, half - 1, UnarySemiDiagonal.Angles(data), [(half - 1, half), .. left, .. right]);
    }

    [TestCaseSource(nameof(Vectors))]
    public void The_tree_loads_the_vector_with_its_signs(double[] data)
    {
        List<(int, int)> pairs = [];
        List<(int First, int Count)> level = [(0, data.Length)];
        while (level.Count > 0)
        {
            List<(int, int)> next = [];
            foreach (var (first, count) in level.Where(part => part.Count > 1))
            {
                var larger = count - count / 2;
                pairs.Add((first, first + larger));
                next.AddRange([(first, larger), (first + larger, count - larger)]);
            }
            level = next;
        }
        AssertLoads(data, 0, UnaryTree.Angles(data), pairs);
    }

    [Test]
    public void Zeros_give_angles_of_zero([Values(2, 3, 8)] int length) => Assert.Multiple(() =>
    {
        var zeros = new double[length];
        Assert.That(UnaryDiagonal.Angles(zeros), Is.EqualTo(new double[length - 1]));
        Assert.That(UnarySemiDiagonal.Angles(zeros), Is.EqualTo(new double[length - 1]));
        Assert.That(UnaryTree.Angles(zeros), Is.EqualTo(new double[length - 1]));
    });

    [Test]
    public void One_number_is_refused() => Assert.Multiple(() =>
    {
        Assert.That(() => UnaryDiagonal.Angles([1]), Throws.ArgumentException.With.Message.Contains("at least two numbers"));
        Assert.That(() => UnarySemiDiagonal.Angles([1]), Throws.ArgumentException.With.Message.Contains("at least two numbers"));
        Assert.That(() => UnaryTree.Angles([]), Throws.ArgumentException.With.Message.Contains("0 were given"));
    });

    // On weight one RBS(θ) on (i, j) takes (a_i, a_j) to (c a_i - s a_j, s a_i + c a_j).
    private static void AssertLoads(double[] data, int start, double[] angles, IEnumerable<(int First, int Second)> pairs)
    {
        var state = new double[data.Length];
        state[start] = 1;
        Assert.That(angles, Has.Length.EqualTo(pairs.Count()));
        foreach (var ((first, second), angle) in pairs.Zip(angles))
        {
            var (s, c) = Math.SinCos(angle);
            (state[first], state[second]) = (c * state[first] - s * state[second], s * state[first] + c * state[second]);
        }
        var norm = Math.Sqrt(data.Sum(x => x * x));
        Assert.That(state, Is.EqualTo(data.Select(x => x / norm)).Within(1e-14));
    }
}
