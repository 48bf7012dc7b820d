using QaaHybrid.Circuits;

namespace QaaHybrid.Azure.Tests.Costs;

public class GradientPriceTest
{
    [Test]
    public async Task Packing_pays_the_base_price_once_a_job_and_leaves_the_gradient_as_good()
    {
        // 1 + 2·8 circuits of 4 qubits; fourteen fit on 56.
        var circuit = Samples.Ring(4, 2);
        double[] theta = [.. Enumerable.Range(0, 8).Select(i => 0.3 + 0.4 * i)];
        var price = await GradientPrice.MeasureAsync(circuit, theta, 1000, "quantinuum.qpu.h2-1", seed: 3);

        Assert.Multiple(() =>
        {
            Assert.That((price.Circuits, price.Alone.Price.Jobs, price.Packed.Price.Jobs), Is.EqualTo((17, 17, 2)));
            Assert.That((price.Alone.Price.Shots, price.Packed.Price.Shots), Is.EqualTo((17_000L, 2_000L)));
            // The same gates, preparations and measurements are done as often; fifteen base prices are not paid.
            Assert.That(price.Packed.Price.Gates, Is.EqualTo(price.Alone.Price.Gates));
            Assert.That(price.Alone.Price.Amount - price.Packed.Price.Amount, Is.EqualTo(15 * 5m));
            foreach (var measured in (MeasuredGradient[])[price.Alone, price.Packed])
            {
                Assert.That(measured.Gradient.Shots, Is.EqualTo(17_000));
                Assert.That(measured.Deviations, Has.Count.EqualTo(8).And.All.InRange(-4.0, 4.0));
            }
        });
    }

    [Test]
    public void Targets_that_would_refuse_it_are_refused_before_anything_runs()
    {
        Assert.Multiple(() =>
        {
            Assert.That(() => GradientPrice.MeasureAsync(Samples.Ring(26, 1), new double[26], 100, "ionq.qpu.aria-1"), Throws.TypeOf<NotSupportedException>().With.Message.Contains("ionq.qpu.aria-1 has 25"));
            Assert.That(() => GradientPrice.MeasureAsync(Samples.Ring(4, 1), new double[4], 100, "rigetti.sim.qvm"), Throws.TypeOf<NotSupportedException>().With.Message.Contains("how many qubits"));
        });
    }
}
