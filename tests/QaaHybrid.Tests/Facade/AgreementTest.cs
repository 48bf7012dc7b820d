using QaaHybrid.Benchmarks.Agreement;

namespace QaaHybrid.Tests.Facade;

/// <summary>The short form of <c>qaa bench agreement</c>: one random circuit for about every operation of the Q# library.</summary>
public class AgreementTest
{
    [Test]
    public async Task Everything_that_simulates_or_differentiates_a_circuit_agrees()
    {
        await using var session = new QaaSession();
        var (operations, rows) = await AgreementCampaign.RunAsync(session, circuits: 18, seed: 5);

        Assert.Multiple(() =>
        {
            Assert.That(operations, Has.Count.GreaterThanOrEqualTo(15));
            Assert.That(rows, Has.Count.GreaterThanOrEqualTo(40));
            foreach (var row in rows)
                Assert.That(row.Worst, Is.LessThanOrEqualTo(row.Bound), $"{row.Name}, at {row.WorstCircuit}");
        });
    }
}
