namespace QaaHybrid.Training.Tests;

public class ParetoFrontTest
{
    private static readonly Measure Accuracy = new("accuracy", "Accuracy", HigherIsBetter: true, "0.00");

    [Test]
    public void Only_what_nothing_beats_is_on_the_front()
    {
        (double, double)[] points = [(100, 50), (200, 60), (200, 55), (300, 60), (400, 70), (50, 40), (400, 30)];
        Assert.That(ParetoFront.Of(points, higherIsBetter: true), Is.EqualTo(new[] { 0, 1, 4, 5 }));
        Assert.That(ParetoFront.Of([.. points.Select(point => (point.Item1, -point.Item2))], higherIsBetter: false), Is.EqualTo(new[] { 0, 1, 4, 5 }));
    }

    [Test]
    public void Equal_points_do_not_beat_each_other_and_one_point_is_the_front() =>
        Assert.That((ParetoFront.Of([(1, 2), (1, 2)], true), ParetoFront.Of([(1, 2)], true)), Is.EqualTo((new[] { 0, 1 }, new[] { 0 })).AsCollection);

    [Test]
    public void By_the_definition_on_random_points()
    {
        var random = new Random(5);
        var points = Enumerable.Range(0, 60).Select(_ => ((double)random.Next(20), (double)random.Next(20))).ToList();
        var front = ParetoFront.Of(points, higherIsBetter: true);
        for (var i = 0; i < points.Count; i++)
        {
            var beaten = points.Any(other => other.Item1 <= points[i].Item1 && other.Item2 >= points[i].Item2 && other != points[i]);
            Assert.That(front.Contains(i), Is.Not.EqualTo(beaten), $"{points[i]}");
        }
    }

    // log10 of 10,000 parameters in thousands is 1, of a million 3.
    [TestCase(10_000, 70, 60, 10)]
    [TestCase(1_000_000, 75, 60, 5)]
    public void The_score_of_the_QuIC_paper(long parameters, double value, double before, double expected) =>
        Assert.That(ParetoFront.Score(Accuracy, value, before, parameters), Is.EqualTo(expected).Within(1e-12));

    [Test]
    public void The_score_of_a_loss_is_by_how_much_it_fell_and_of_a_thousand_parameters_there_is_none()
    {
        Assert.That(ParetoFront.Score(Measure.Loss, 3.0, 3.5, 100_000), Is.EqualTo(0.25).Within(1e-12));
        Assert.That(ParetoFront.Score(Accuracy, 70, 60, 1000), Is.Null);
    }
}
